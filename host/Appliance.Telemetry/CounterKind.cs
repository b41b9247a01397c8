namespace Appliance.Telemetry;

/// <summary>What the words of a counter mean. Numbers are in the file and never change.</summary>
public enum CounterKind
{
    /// <summary>One word that only grows (and wraps).</summary>
    Counter = 1,

    /// <summary>One word that goes up and down.</summary>
    Gauge = 2,

    /// <summary>The words of a <see cref="LatencyHistogram"/>.</summary>
    Histogram = 3,
}
