using System.Collections.Generic;
using Appliance.Margin;

namespace Appliance.Sim.Explain;

/// <summary>
/// All that an answer on one group is made from (MARGIN.md sections 3, 4 and 6): the epoch it is on, live prices, and
/// its own primary state; of a member its pool and all members of the pool.
/// </summary>
public sealed record PrimaryState
{
    /// <summary>The epoch every one of the groups is on; nobody changes it any more.</summary>
    public required RiskSnapshot Snapshot { get; init; }

    /// <summary>Live contract value and average by instrument.</summary>
    public required IReadOnlyList<LivePrice> Marks { get; init; }

    /// <summary>Live price and average by asset, per whole unit.</summary>
    public IReadOnlyList<LivePrice> AssetPrices { get; init; } = [];

    /// <summary>The group by itself, or a pool and its members, the pool first.</summary>
    public required IReadOnlyList<GroupRecord> Groups { get; init; }
}
