using System.Collections.Generic;

namespace Appliance.Telemetry;

/// <summary>
/// A counters file at one moment, checked. Each value was read on its own while others changed, so sums may be off by
/// what happened during the read.
/// </summary>
public sealed record CounterReading
{
    internal CounterReading(IReadOnlyList<CounterValue> values) => Values = values;

    /// <summary>In the order of the layout.</summary>
    public IReadOnlyList<CounterValue> Values { get; }

    public required long ProcessId { get; init; }

    /// <summary>When that process started, in the system's ticks; 0 when unknown.</summary>
    public required long ProcessStartTicks { get; init; }

    public required long StartUtcNs { get; init; }

    public required long StartMonotonicNs { get; init; }

    public required ServiceState State { get; init; }

    public required long HeartbeatUtcNs { get; init; }

    public required long HeartbeatMonotonicNs { get; init; }

    /// <summary>What runs; no control characters.</summary>
    public required string Title { get; init; }

    /// <summary>The process that wrote it still runs, as far as this machine can tell.</summary>
    public bool IsAlive => ProcessIdentity.IsAlive(ProcessId, ProcessStartTicks);

    /// <summary>Everything of a name.</summary>
    public IEnumerable<CounterValue> Of(string name)
    {
        foreach (CounterValue value in Values)
        {
            if (value.Name == name)
            {
                yield return value;
            }
        }
    }

    /// <summary>One value; null when the file has none such.</summary>
    public CounterValue? Find(string name, string label = "")
    {
        foreach (CounterValue value in Values)
        {
            if (value.Name == name && value.Label == label)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>A counter or gauge; 0 when the file has none such.</summary>
    public long Value(string name, string label = "") => Find(name, label)?.Value ?? 0;
}
