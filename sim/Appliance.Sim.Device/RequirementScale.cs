using System;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>
/// The snapshot's rates in the form the hot path reads, and the bound up to which 64 bits hold every intermediate of
/// a requirement. Above the bound the same formulas run in 128 bits: same answer, slower.
/// </summary>
internal sealed class RequirementScale
{
    /// <summary>No snapshot may call more than this narrow: K &lt;= 8 tail columns must sum inside int64.</summary>
    public const long NarrowGabsMax = (1L << 59) - 1;

    public RequirementScale(RiskSnapshot snapshot)
    {
        RiskParameters p = snapshot.Parameters;
        Lambda = p.LambdaQ32;
        PhiInitial = p.PhiInitialQ32;
        PhiMaintenance = p.PhiMaintenanceQ32;
        Call = p.CallQ32;
        Target = p.TargetQ32;
        TailCount = snapshot.Profile.TailCount;
        long shortOptionMax = 1;
        Int128 slopes = Int128.Zero;
        foreach (UnderlyingRisk u in snapshot.Underlyings)
        {
            MultiplierMax = Math.Max(MultiplierMax, u.MultiplierQ32);
            shortOptionMax = Math.Max(shortOptionMax, u.ShortOptionInitialMicro);
            Int128 own = Whole(u.BasisQ32) + MaxSlope(u.TierInitial.Span) + MaxSlope(u.TierMaintenance.Span)
                + MaxSlope(u.ConcentrationInitial.Span) + MaxSlope(u.ConcentrationMaintenance.Span);
            slopes = Int128.Max(slopes, own);
        }

        // SCAN*phi + BASIS + CONC or TIER, each a multiple of gabs, plus QR and rounding of at most 2^41 in all.
        Int128 growth = (Whole(MultiplierMax) * Whole(Math.Max(PhiInitial, PhiMaintenance))) + slopes;
        NarrowGabs = (long)Int128.Min(NarrowGabsMax, (((Int128)1 << 61) - ((Int128)1 << 42)) / growth);
        NarrowLots = (1L << 60) / shortOptionMax;
    }

    public ulong Lambda { get; }

    public ulong PhiInitial { get; }

    public ulong PhiMaintenance { get; }

    public ulong Call { get; }

    public ulong Target { get; }

    /// <summary>Largest mult over all underlyings: scales expected shortfall.</summary>
    public ulong MultiplierMax { get; } = Rate.One.Q32;

    public int TailCount { get; }

    /// <summary>Groups with gabs up to this are computed in 64 bits.</summary>
    public long NarrowGabs { get; }

    /// <summary>And lots up to this.</summary>
    public long NarrowLots { get; }

    private static Int128 MaxSlope(ReadOnlySpan<AffineSegment> segments)
    {
        Int128 max = Int128.Zero;
        foreach (AffineSegment segment in segments)
        {
            max = Int128.Max(max, Whole(segment.SlopeQ32));
        }

        return max;
    }

    private static Int128 Whole(ulong rateQ32) => (Int128)(rateQ32 >> 32) + 1;
}
