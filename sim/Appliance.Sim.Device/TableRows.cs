using System;
using System.Runtime.InteropServices;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>A tier, concentration or STANDARD table of <see cref="RiskTables"/>.</summary>
internal unsafe struct SegmentTable
{
    public AffineSegment* First;
    public int Count;

    public readonly ReadOnlySpan<AffineSegment> Span => new(First, Count);
}

/// <summary>Rates and tables of one underlying; Q32 and micro. Two lines.</summary>
[StructLayout(LayoutKind.Sequential, Size = 128)]
internal struct UnderlyingRow
{
    public ulong Multiplier;
    public ulong Basis;
    public ulong Oracle;
    public long ShortOptionInitial;
    public long ShortOptionMaintenance;
    public SegmentTable TierInitial;
    public SegmentTable TierMaintenance;
    public SegmentTable ConcentrationInitial;
    public SegmentTable ConcentrationMaintenance;

    public readonly long ShortOption(MarginKind kind) =>
        kind == MarginKind.Initial ? ShortOptionInitial : ShortOptionMaintenance;

    public readonly ReadOnlySpan<AffineSegment> Tier(MarginKind kind) =>
        kind == MarginKind.Initial ? TierInitial.Span : TierMaintenance.Span;

    public readonly ReadOnlySpan<AffineSegment> Concentration(MarginKind kind) =>
        kind == MarginKind.Initial ? ConcentrationInitial.Span : ConcentrationMaintenance.Span;
}

/// <summary>Shape, rates and tables of one instrument; Q32 and micro. Two lines.</summary>
[StructLayout(LayoutKind.Sequential, Size = 128)]
internal unsafe struct InstrumentRow
{
    public int Underlying;
    public int Expiry;

    /// <summary>More than zero: a combination.</summary>
    public int LegCount;
    public bool IsOption;
    public bool IsLinear;
    public bool IsCollateral;

    /// <summary>The sign of the funding rate: longs pay, else shorts do.</summary>
    public bool IsFundingOnLongs;

    /// <summary>Magnitude of the funding rate.</summary>
    public ulong Funding;
    public long ShortLotInitial;
    public long ShortLotMaintenance;
    public SegmentTable StandardInitial;
    public SegmentTable StandardMaintenance;
    private fixed int legs[2 * Limits.ComboLegsMax];

    public readonly long ShortLot(MarginKind kind) =>
        kind == MarginKind.Initial ? ShortLotInitial : ShortLotMaintenance;

    public readonly ReadOnlySpan<AffineSegment> Standard(MarginKind kind) =>
        kind == MarginKind.Initial ? StandardInitial.Span : StandardMaintenance.Span;

    public readonly ComboLeg Leg(int index) => new(legs[2 * index], legs[(2 * index) + 1]);

    public void SetLeg(int index, ComboLeg leg)
    {
        legs[2 * index] = leg.Instrument;
        legs[(2 * index) + 1] = leg.Ratio;
    }
}
