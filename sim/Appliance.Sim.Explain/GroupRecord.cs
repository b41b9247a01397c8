using System.Collections.Generic;
using Appliance.Margin;

namespace Appliance.Sim.Explain;

/// <summary>One group as it was read from a device: primary state alone.</summary>
public sealed record GroupRecord
{
    public required uint Id { get; init; }

    public required GroupReading Reading { get; init; }

    /// <summary>By instrument; of a pool the sums over its members, which the members' own must give.</summary>
    public required IReadOnlyList<PositionReading> Positions { get; init; }

    /// <summary>Balance by asset of the snapshot, 1e-8 units.</summary>
    public IReadOnlyList<long> Balances { get; init; } = [];

    /// <summary>Working lots by reserve; empty when only their sums are known.</summary>
    public IReadOnlyList<WorkingLots> Working { get; init; } = [];
}
