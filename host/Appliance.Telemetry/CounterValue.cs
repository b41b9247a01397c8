namespace Appliance.Telemetry;

/// <summary>One counter, gauge or histogram as it was read.</summary>
/// <param name="Descriptor">What it is.</param>
/// <param name="Value">Its word; the number of values of a histogram.</param>
/// <param name="Histogram">Its own copy; null for a counter or gauge.</param>
public sealed record CounterValue(CounterDescriptor Descriptor, long Value, LatencyHistogram? Histogram)
{
    public string Name => Descriptor.Name;

    /// <summary>As KEY=VALUE; empty when there is only one of the name.</summary>
    public string Label => Descriptor.Label;

    /// <summary>What stands behind the equals sign of the label.</summary>
    public string LabelValue => Label[(Label.IndexOf('=', System.StringComparison.Ordinal) + 1)..];
}
