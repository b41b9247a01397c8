using System;
using Appliance.Core;

namespace Appliance.Margin;

/// <summary>What risk needs to know of one instrument beside its array.</summary>
/// <param name="Symbol">For reports.</param>
/// <param name="Underlying">Index into the snapshot's underlyings.</param>
/// <param name="Expiry">Small index of the expiry within the underlying, 0 for perpetuals.</param>
/// <param name="IsOption">Counts towards the short option minimum.</param>
/// <param name="IsLinear">Its array follows from the contract value and the underlying's loss shocks.</param>
public sealed record InstrumentRisk(string Symbol, int Underlying, int Expiry, bool IsOption, bool IsLinear)
{
    /// <summary>STANDARD mode: requirement over notional, initial.</summary>
    public ReadOnlyMemory<AffineSegment> StandardInitial { get; init; }

    /// <summary>STANDARD mode: requirement over notional, maintenance.</summary>
    public ReadOnlyMemory<AffineSegment> StandardMaintenance { get; init; }

    /// <summary>STANDARD mode: requirement of one short option lot, micro.</summary>
    public long ShortLotInitialMicro { get; init; }

    /// <summary>STANDARD mode: requirement of one short option lot, micro.</summary>
    public long ShortLotMaintenanceMicro { get; init; }

    /// <summary>Expected funding of the next 8 h, signed Q32 of notional; positive: longs pay.</summary>
    public long FundingQ32 { get; init; }

    /// <summary>Stands for a risk-cancelling asset: moves with its balance, is not traded, has no mark.</summary>
    public bool IsCollateral { get; init; }

    /// <summary>Legs of a combination; empty for everything else.</summary>
    public ReadOnlyMemory<ComboLeg> Legs { get; init; }

    public bool IsCombo => Legs.Length > 0;

    public ReadOnlySpan<AffineSegment> Standard(MarginKind kind) =>
        kind == MarginKind.Initial ? StandardInitial.Span : StandardMaintenance.Span;

    public long ShortLotMicro(MarginKind kind) =>
        kind == MarginKind.Initial ? ShortLotInitialMicro : ShortLotMaintenanceMicro;
}

/// <summary>One leg of a combination: Ratio lots of Instrument to one lot of the combination, signed.</summary>
public readonly record struct ComboLeg(int Instrument, int Ratio);
