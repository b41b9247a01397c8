using Appliance.Sim.Oracle;

namespace Appliance.Sim.Explain;

/// <summary>All from primary state to IMR, MMR and both valuations of one group, worked out by the oracle.</summary>
public sealed record GroupExplanation
{
    public required PrimaryState State { get; init; }

    /// <summary>The group asked about, rebuilt from its primary state.</summary>
    public required OracleGroup Group { get; init; }

    /// <summary>The snapshot as the oracle read it.</summary>
    public required OracleSnapshot Snapshot { get; init; }

    /// <summary>All final numbers and rounded terms.</summary>
    public required OracleExplain Terms { get; init; }

    /// <summary>Req(IM, W).</summary>
    public required RequirementDetail Initial { get; init; }

    /// <summary>Req(MM, L).</summary>
    public required RequirementDetail Maintenance { get; init; }

    /// <summary>By the numbers alone: a device knows no call's deadline and no liquidation under way.</summary>
    public required OracleState Standing { get; init; }

    /// <summary>The margin group: the pool of a member, else the group.</summary>
    public OracleGroup Margin => Group.Margin;
}
