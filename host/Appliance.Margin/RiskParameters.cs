using System;
using Appliance.Core;

namespace Appliance.Margin;

/// <summary>Which requirement is asked for.</summary>
public enum MarginKind
{
    Initial = 0,
    Maintenance = 1,
}

/// <summary>How the tail of the joint columns is measured.</summary>
public enum TailMeasure
{
    /// <summary>Mean of the K worst columns.</summary>
    ExpectedShortfall = 0,

    /// <summary>The K-th worst column. Monotone but not convex.</summary>
    ValueAtRisk = 1,
}

/// <summary>Parameters of the whole snapshot; Q32 where the name says so.</summary>
public sealed record RiskParameters
{
    /// <summary>1 - largest diversification benefit.</summary>
    public ulong LambdaQ32 { get; init; } = Rate.Up(7, 10).Q32;

    public ulong PhiInitialQ32 { get; init; } = Rate.Up(125, 100).Q32;

    public ulong PhiMaintenanceQ32 { get; init; } = Rate.One.Q32;

    /// <summary>Call level over MMR.</summary>
    public ulong CallQ32 { get; init; } = Rate.Up(11, 10).Q32;

    /// <summary>Level over MMR at which a liquidation has cured.</summary>
    public ulong TargetQ32 { get; init; } = Rate.Up(12, 10).Q32;

    /// <summary>Share of MMR below which the backstop takes over.</summary>
    public ulong BackstopQ32 { get; init; } = Rate.Down(2, 3).Q32;

    /// <summary>Largest fee to the fund, of the fill value.</summary>
    public ulong LiquidationFeeQ32 { get; init; } = Rate.Up(5, 1000).Q32;

    /// <summary>Spread to maintenance margin ratio: how much of freed margin a limit may give away.</summary>
    public ulong SpreadToMaintenanceQ32 { get; init; } = Rate.Up(1, 10).Q32;

    /// <summary>Speed at which the give-away grows with the shortfall (ba).</summary>
    public ulong BankruptcyAdjustmentQ32 { get; init; } = Rate.One.Q32;

    public TailMeasure Tail { get; init; } = TailMeasure.ExpectedShortfall;

    /// <summary>Share of unrealised profit that counts in E_IM, at most 1.</summary>
    public ulong ProfitWeightQ32 { get; init; } = Rate.One.Q32;

    /// <summary>Largest unrealised profit that counts in E_IM, micro.</summary>
    public long ProfitCapMicro { get; init; } = FixedPoint.MoneyMax;

    public ulong PhiQ32(MarginKind kind) => kind == MarginKind.Initial ? PhiInitialQ32 : PhiMaintenanceQ32;
}

/// <summary>Risk tables of one underlying. Index [0] is initial, [1] maintenance.</summary>
public sealed record UnderlyingRisk
{
    public required string Name { get; init; }

    /// <summary>Dynamic scan multiplier, at least 1.</summary>
    public ulong MultiplierQ32 { get; init; } = Rate.One.Q32;

    /// <summary>Charge on matched delta notional across expiries.</summary>
    public ulong BasisQ32 { get; init; } = Rate.Up(1, 100).Q32;

    /// <summary>Short option minimum per lot, micro.</summary>
    public long ShortOptionInitialMicro { get; init; }

    /// <summary>Short option minimum per lot, micro.</summary>
    public long ShortOptionMaintenanceMicro { get; init; }

    /// <summary>Taken off the mark value of long options, at most 1.</summary>
    public ulong LongOptionHaircutQ32 { get; init; }

    /// <summary>Charge on net delta while the oracle's confidence is low: (1 - c) * k, else 0.</summary>
    public ulong OracleQ32 { get; init; }

    public ReadOnlyMemory<AffineSegment> TierInitial { get; init; }

    public ReadOnlyMemory<AffineSegment> TierMaintenance { get; init; }

    public ReadOnlyMemory<AffineSegment> ConcentrationInitial { get; init; }

    public ReadOnlyMemory<AffineSegment> ConcentrationMaintenance { get; init; }

    public ReadOnlySpan<AffineSegment> Tier(MarginKind kind) =>
        kind == MarginKind.Initial ? TierInitial.Span : TierMaintenance.Span;

    public ReadOnlySpan<AffineSegment> Concentration(MarginKind kind) =>
        kind == MarginKind.Initial ? ConcentrationInitial.Span : ConcentrationMaintenance.Span;

    public long ShortOptionMicro(MarginKind kind) =>
        kind == MarginKind.Initial ? ShortOptionInitialMicro : ShortOptionMaintenanceMicro;
}
