using Appliance.Margin;
using Appliance.Sim.Explain;

namespace Appliance.Host.Explaining;

/// <summary>One accepted order of the watched group and all it was decided from, frozen right after it.</summary>
public sealed record WatchedDecision
{
    /// <summary>1 for the group's first accepted order.</summary>
    public required int Number { get; init; }

    public required uint Group { get; init; }

    public required DeviceCommand Command { get; init; }

    public required DeviceResult Result { get; init; }

    /// <summary>The state that the order is part of.</summary>
    public required PrimaryState State { get; init; }
}
