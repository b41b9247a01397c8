using System.Collections.Generic;
using Appliance.Margin.Control;
using Appliance.Pipeline;

namespace Appliance.Host.Configuration;

/// <summary>How stages are laid on threads.</summary>
public enum Topology
{
    /// <summary>Fused at two cores or fewer, staged above.</summary>
    Auto = 0,

    /// <summary>All stages on one thread.</summary>
    Fused = 1,

    /// <summary>A thread a stage.</summary>
    Staged = 2,
}

/// <summary>The whole configuration, typed, inside its limits, and each value with its origin.</summary>
public sealed record EffectiveConfig
{
    public required string Scenario { get; init; }

    public required ulong Seed { get; init; }

    /// <summary>Bars of the scenario to play; 0 plays all.</summary>
    public required int Bars { get; init; }

    /// <summary>Accounts that take part and groups the device is built for.</summary>
    public required int Accounts { get; init; }

    public required Topology Topology { get; init; }

    /// <summary>Ring, threads, waiting, back pressure, and how a run ends.</summary>
    public required PipelineConfig Pipeline { get; init; }

    /// <summary>Events of the simulated session before the first live frame; 0: none.</summary>
    public required int WarmUpEvents { get; init; }

    /// <summary>Where other processes find the counters: a path, <c>auto</c>, or empty for nowhere.</summary>
    public required string CountersFile { get; init; }

    /// <summary>Offered open loop; 0 is as fast as it goes.</summary>
    public required long OrdersPerSecond { get; init; }

    public required int OrdersMax { get; init; }

    public required int GroupInstrumentsMax { get; init; }

    public required int GroupBucketsMax { get; init; }

    /// <summary>Empty: nothing is recorded.</summary>
    public required string RecordFile { get; init; }

    public required long CallDeadlineMs { get; init; }

    /// <summary>Worst-case fee of a fill, of its value, Q32 up: reserved with every order.</summary>
    public required ulong FeeReserveQ32 { get; init; }

    /// <summary>True when nobody asked for a pace: then a capture replays as fast as it can.</summary>
    public bool IsPaceDefault
    {
        get
        {
            foreach (EffectiveValue value in Values)
            {
                if (value.Path == "pacing.ordersPerSecond")
                {
                    return value.Origin == ConfigOrigin.Default;
                }
            }

            return true;
        }
    }

    public required RiskModel Risk { get; init; }

    /// <summary>LITE, STD or FULL.</summary>
    public required string ProfileName { get; init; }

    /// <summary>Path of the table of past moves as written; empty when there is none.</summary>
    public required string JointTableFile { get; init; }

    /// <summary>Past moves of that file, read without a fault; empty without a file.</summary>
    public required JointTable JointTable { get; init; }

    /// <summary>Every value, in the order of the default file.</summary>
    public required IReadOnlyList<EffectiveValue> Values { get; init; }
}
