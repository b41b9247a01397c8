using System.Collections.Generic;
using System.Numerics;

namespace Appliance.Sim.Oracle;

/// <summary>
/// Section 4: what is derived from Q, B, S and the arrays of one epoch, for L or for W. Always computed from nothing;
/// there is no update.
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

    private OracleAccumulators(int h) => Joint = new BigInteger[h];

    /// <summary>X_u[32] of the underlyings the group has a position or an order in.</summary>
    public SortedDictionary<int, BigInteger[]> Bucket { get; } = [];

    /// <summary>XJ[H], over the whole group.</summary>
    public BigInteger[] Joint { get; }

    /// <summary>D_e of (underlying, expiry): the [30] and [31] sums restricted to the expiry.</summary>
    public SortedDictionary<(int Underlying, int Expiry), (BigInteger Up, BigInteger Down)> Delta { get; } = [];

    /// <summary>short_u of the underlyings in <see cref="Bucket"/>.</summary>
    public SortedDictionary<int, BigInteger> Short { get; } = [];

    /// <summary>lots_L or lots_W.</summary>
    public BigInteger Lots { get; private set; }

    public static OracleAccumulators Of(OracleGroup group, OracleAcc acc)
    {
        OracleAccumulators sums = new(group.Snapshot.H);
        foreach ((int index, OracleHolding holding) in group.Holdings)
        {
            sums.Add(group.Snapshot.Instrument(index), holding, acc);
        }

        return sums;
    }

    /// <summary>gabs = sum of (|Q| + B + S) * rmax (section 1).</summary>
    public static BigInteger Gabs(OracleGroup group)
    {
        BigInteger gabs = 0;
        foreach ((int index, OracleHolding holding) in group.Holdings)
        {
            gabs += holding.LotsW * group.Snapshot.Instrument(index).Rmax;
        }

        return gabs;
    }

    /// <summary>A position adds Q*r; in W working buys add B*pos(r) and working sells S*pos(-r).</summary>
    private static BigInteger Contribution(OracleHolding holding, BigInteger r, OracleAcc acc)
    {
        BigInteger sum = holding.Q * r;
        if (acc == OracleAcc.W)
        {
            sum += (holding.B * OracleMath.Pos(r)) + (holding.S * OracleMath.Pos(-r));
        }

        return sum;
    }

    private void Add(OracleInstrument instrument, OracleHolding holding, OracleAcc acc)
    {
        int u = instrument.Underlying;
        if (!Bucket.TryGetValue(u, out BigInteger[]? bucket))
        {
            bucket = new BigInteger[BucketEntries];
            Bucket[u] = bucket;
            Short[u] = 0;
        }

        for (int s = 0; s < BucketEntries; s++)
        {
            bucket[s] += Contribution(holding, instrument.Ra[s], acc);
        }

        for (int h = 0; h < Joint.Length; h++)
        {
            Joint[h] += Contribution(holding, instrument.Raj[h], acc);
        }

        (BigInteger up, BigInteger down) = Delta.GetValueOrDefault((u, instrument.Expiry));
        Delta[(u, instrument.Expiry)] = (
            up + Contribution(holding, instrument.Ra[DeltaUp], acc),
            down + Contribution(holding, instrument.Ra[DeltaDown], acc));

        if (instrument.IsOption)
        {
            Short[u] += OracleMath.Pos((acc == OracleAcc.W ? holding.S : 0) - holding.Q);
        }

        Lots += acc == OracleAcc.W ? holding.LotsW : BigInteger.Abs(holding.Q);
    }
}
