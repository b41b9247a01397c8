using System;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>
/// The newest epoch's rates in the form the hot path reads, and the bound up to which 64 bits hold every intermediate
/// of a requirement. Above the bound the same formulas run in 128 bits: same answer, slower.
/// </summary>
/// <remarks>
/// With G = gabs every entry of L, W, LJ, WJ and every sum over expiries of D_e is at most G in magnitude, and so are
/// the sums over underlyings of their largest entries, since an instrument is in one underlying: sum_u Worst_u,
/// sum_u N_u, sum_u Matched_u and each joint column are at most G. Lots are at most G too, as rmax is 1 or more. At
/// most B = 16 underlyings round up once a term. Write w(x) for the whole part of a rate plus one, so that
/// MulCeil(y, x) is at most y*w(x) + 1. Then, as upper bounds,
/// <code>
/// tail sum        K*G, at most 2^3 * 2^59                hence NarrowGabsMax
/// SCAN            G*w(mult) + B                          lambda at most 1; ES and the K-th largest at most G
/// MulCeil(SCAN)   (G*w(mult) + B + 1)*w(phi) + 1
/// BASIS + CONC    G*(w(basis) + w(conc)) + 2B            an offset only lowers it
/// TIER            G*w(tier) + B
/// ORACLE          G*w(oracle) + B                        of underlyings; kept apart, added after Req
/// WWR             G*sum w(omega) + 32                    each asset is charged on at most one entry of X
/// QR              G
/// </code>
/// All of it together is at most G*(w(mult)*w(phi) + slopes + 1) + 2^17, with slopes the w of all omegas and
/// the largest sum over one underlying of the w of its rates. G is held so that G*(w(mult)*w(phi) + slopes) is at most
/// 2^61 - 2^42 and G is below 2^59: the sum stays below 2^61 + 2^59, so nothing in 64 bits overflows and Req does not
/// saturate. The products with slopes of either kind of table are below 2^61 for the same reason. SOM needs a bound on
/// lots: the sum of shorts is at most lots, lots at most NarrowLots = 2^60 / som, so SOM is at most 2^60.
/// STANDARD and FUND terms are not bounded by gabs, since cvE may be above rmax: they choose their width one by one
/// (<see cref="StandardTerms"/>) and are summed in 128 bits, as is everything that is added to Req.
/// </remarks>
internal sealed class RequirementScale
{
    /// <summary>No snapshot may call more than this narrow: K &lt;= 8 tail columns must sum inside int64.</summary>
    public const long NarrowGabsMax = (1L << 59) - 1;

    public RequirementScale(RiskSnapshot snapshot) => Load(snapshot);

    public ulong Lambda { get; private set; }

    public ulong PhiInitial { get; private set; }

    public ulong PhiMaintenance { get; private set; }

    public ulong Call { get; private set; }

    public ulong Target { get; private set; }

    /// <summary>Largest mult over all underlyings: scales the tail.</summary>
    public ulong MultiplierMax { get; private set; }

    public int TailCount { get; private set; }

    /// <summary>The tail is the K-th largest column instead of the mean of K.</summary>
    public bool IsValueAtRisk { get; private set; }

    /// <summary>Whether the sum of the four largest columns, which an update can give for free, is the tail.</summary>
    public bool HasFusedTail { get; private set; }

    /// <summary>Groups with gabs up to this are computed in 64 bits.</summary>
    public long NarrowGabs { get; private set; }

    /// <summary>And lots up to this.</summary>
    public long NarrowLots { get; private set; }

    /// <summary>Takes over a new epoch's rates.</summary>
    public void Load(RiskSnapshot snapshot)
    {
        RiskParameters p = snapshot.Parameters;
        Lambda = p.LambdaQ32;
        PhiInitial = p.PhiInitialQ32;
        PhiMaintenance = p.PhiMaintenanceQ32;
        Call = p.CallQ32;
        Target = p.TargetQ32;
        TailCount = snapshot.Profile.TailCount;
        IsValueAtRisk = p.Tail == TailMeasure.ValueAtRisk;
        HasFusedTail = TailCount == 4 && !IsValueAtRisk;
        MultiplierMax = Rate.One.Q32;
        long shortOptionMax = 1;
        Int128 slopes = Int128.Zero;
        foreach (UnderlyingRisk u in snapshot.Underlyings)
        {
            MultiplierMax = Math.Max(MultiplierMax, u.MultiplierQ32);
            shortOptionMax = Math.Max(shortOptionMax, u.ShortOptionInitialMicro);
            Int128 own = Whole(u.BasisQ32) + MaxSlope(u.TierInitial.Span) + MaxSlope(u.TierMaintenance.Span)
                + MaxSlope(u.ConcentrationInitial.Span) + MaxSlope(u.ConcentrationMaintenance.Span);
            slopes = Int128.Max(slopes, own + (u.OracleQ32 == 0 ? Int128.Zero : Whole(u.OracleQ32)));
        }

        foreach (AssetRisk asset in snapshot.Assets)
        {
            slopes += asset.WrongWayQ32 == 0 ? Int128.Zero : Whole(asset.WrongWayQ32);
        }

        Int128 growth = (Whole(MultiplierMax) * Whole(Math.Max(PhiInitial, PhiMaintenance))) + slopes;
        NarrowGabs = (long)Int128.Min(NarrowGabsMax, (((Int128)1 << 61) - ((Int128)1 << 42)) / growth);
        NarrowLots = (1L << 60) / shortOptionMax;
    }

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
