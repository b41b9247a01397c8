using System.Collections.Generic;
using System.Numerics;

namespace Appliance.Sim.Oracle;

/// <summary>
/// Section 4: what is derived from the primary state and the arrays of one epoch, for L or for W. Always computed from
/// nothing; there is no update.
/// </summary>
public sealed class OracleAccumulators
{
    /// <summary>Entries of the bucket block, the two delta entries included.</summary>
    public const int BucketEntries = 32;

    /// <summary>Entries of the bucket block that are losses.</summary>
    public const int LossEntries = 30;

    /// <summary>DU: delta notional per lot, not a loss.</summary>
    public const int DeltaUp = 30;

    /// <summary>DD: minus delta notional per lot, not a loss.</summary>
    public const int DeltaDown = 31;

    private readonly OracleSnapshot snapshot;
    private readonly OracleAcc acc;

    private OracleAccumulators(OracleSnapshot snapshot, OracleAcc acc)
    {
        this.snapshot = snapshot;
        this.acc = acc;
        Joint = new BigInteger[snapshot.H];
    }

    /// <summary>X_u[32] of the underlyings the group has a position or an order in.</summary>
    public SortedDictionary<int, BigInteger[]> Bucket { get; } = [];

    /// <summary>XJ[H], over the whole group.</summary>
    public BigInteger[] Joint { get; }

    /// <summary>D_e of (underlying, expiry): the [30] and [31] sums restricted to the expiry.</summary>
    public SortedDictionary<(int Underlying, int Expiry), (BigInteger Up, BigInteger Down)> Delta { get; } = [];

    /// <summary>short_u of the underlyings in <see cref="Bucket"/>.</summary>
    public SortedDictionary<int, BigInteger> Short { get; } = [];

    /// <summary>
    /// Q, Bx and Sx by instrument, combinations left out; for L Bx and Sx are 0. What lots, shorts and requirements by
    /// instrument count.
    /// </summary>
    public SortedDictionary<int, OracleHolding> Reach { get; } = [];

    /// <summary>lots_L or lots_W.</summary>
    public BigInteger Lots { get; private set; }

    public static OracleAccumulators Of(OracleGroup group, OracleAcc acc)
    {
        OracleAccumulators sums = new(group.Snapshot, acc);
        foreach ((int index, OracleHolding holding) in group.Holdings)
        {
            sums.AddLosses(sums.snapshot.Instrument(index), holding);
        }

        foreach ((int index, OracleHolding reach) in group.Reach())
        {
            sums.AddLots(index, acc == OracleAcc.W ? reach : reach with { B = 0, S = 0 });
        }

        return sums;
    }

    /// <summary>gabs = sum of (|Q| + Bx + Sx) * rmax; combinations count by their legs (section 4).</summary>
    public static BigInteger Gabs(OracleGroup group)
    {
        BigInteger gabs = 0;
        foreach ((int index, OracleHolding reach) in group.Reach())
        {
            gabs += reach.LotsW * group.Snapshot.Instrument(index).Rmax;
        }

        return gabs;
    }

    /// <summary>
    /// L += Q*r. W += Q*r + B*pos(r) + S*pos(-r), which is (Q + B)*r for r above 0 and (Q - S)*r for r below.
    /// </summary>
    private static BigInteger Contribution(BigInteger lost, BigInteger gained, BigInteger r) =>
        r.Sign >= 0 ? lost * r : gained * r;

    /// <summary>The lots that count where a long loses, and where it gains.</summary>
    private (BigInteger Lost, BigInteger Gained) LotsOf(OracleHolding holding) => acc == OracleAcc.L
        ? (holding.Q, holding.Q)
        : (holding.Q + holding.B, holding.Q - holding.S);

    /// <summary>Losses come from the own array of an instrument or of a combination.</summary>
    private void AddLosses(OracleInstrument instrument, OracleHolding holding)
    {
        if (!Bucket.TryGetValue(instrument.Underlying, out BigInteger[]? bucket))
        {
            bucket = new BigInteger[BucketEntries];
            Bucket[instrument.Underlying] = bucket;
            Short[instrument.Underlying] = 0;
        }

        if (holding.Q == 0 && (acc == OracleAcc.L || holding.IsEmpty))
        {
            return;
        }

        (BigInteger lost, BigInteger gained) = LotsOf(holding);
        for (int s = 0; s < BucketEntries; s++)
        {
            bucket[s] += Contribution(lost, gained, instrument.Ra[s]);
        }

        for (int h = 0; h < Joint.Length; h++)
        {
            Joint[h] += Contribution(lost, gained, instrument.Raj[h]);
        }

        if (instrument.IsCombo)
        {
            AddComboDelta(instrument, holding);
        }
        else
        {
            AddDelta(instrument, instrument.Expiry, holding, instrument.Ra[DeltaUp], instrument.Ra[DeltaDown]);
        }
    }

    /// <summary>A combination enters each expiry with the part of its legs in it.</summary>
    private void AddComboDelta(OracleInstrument combo, OracleHolding holding)
    {
        SortedDictionary<int, (BigInteger Up, BigInteger Down)> parts = [];
        foreach (OracleLeg leg in combo.Legs)
        {
            OracleInstrument of = snapshot.Instrument(leg.Instrument);
            (BigInteger up, BigInteger down) = parts.GetValueOrDefault(of.Expiry);
            parts[of.Expiry] = (up + (leg.Ratio * of.Ra[DeltaUp]), down + (leg.Ratio * of.Ra[DeltaDown]));
        }

        foreach ((int expiry, (BigInteger up, BigInteger down)) in parts)
        {
            AddDelta(combo, expiry, holding, up, down);
        }
    }

    private void AddDelta(
        OracleInstrument instrument, int expiry, OracleHolding holding, BigInteger up, BigInteger down)
    {
        (BigInteger upNow, BigInteger downNow) = Delta.GetValueOrDefault((instrument.Underlying, expiry));
        (BigInteger lost, BigInteger gained) = LotsOf(holding);
        Delta[(instrument.Underlying, expiry)] =
            (upNow + Contribution(lost, gained, up), downNow + Contribution(lost, gained, down));
    }

    private void AddLots(int index, OracleHolding reach)
    {
        OracleInstrument instrument = snapshot.Instrument(index);
        Reach[index] = reach;
        Lots += reach.LotsW;
        if (instrument.IsOption)
        {
            Short[instrument.Underlying] += OracleMath.Pos(reach.S - reach.Q);
        }
    }
}
