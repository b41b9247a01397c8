using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace Appliance.Sim.Oracle;

/// <summary>Section 5: the requirement of one group, and MMR and IMR from it.</summary>
public static class OracleRequirement
{
    /// <summary>MMR = Req(MM, L).</summary>
    public static OracleScalar Mmr(OracleGroup group)
    {
        OracleReq req = Req(group, OracleKind.Mm, OracleAcc.L);
        return new OracleScalar(req.Value, req.Saturated);
    }

    /// <summary>IMR = sat(Req(IM, W) + reserves); saturated when either of the two clamps.</summary>
    public static OracleScalar Imr(OracleGroup group)
    {
        OracleReq req = Req(group, OracleKind.Im, OracleAcc.W);
        OracleScalar sum = OracleMath.Sat(req.Value + group.Reserves);
        return sum with { Saturated = sum.Saturated || req.Saturated };
    }

    /// <summary>Section 8: a group whose gabs breaks its bound, or that holds what its epoch does not know.</summary>
    public static bool OutOfBounds(OracleGroup group) =>
        group.Holdings.Keys.Any(index => !group.Snapshot.Knows(index))
        || OracleAccumulators.Gabs(group) > OracleMath.MoneyMax;

    public static OracleReq Req(OracleGroup group, OracleKind kind, OracleAcc acc)
    {
        if (OutOfBounds(group))
        {
            return OracleReq.OutOfBounds;
        }

        OracleSnapshot snapshot = group.Snapshot;
        OracleAccumulators x = OracleAccumulators.Of(group, acc);
        BigInteger sumM = 0, maxM = 0, basis = 0, conc = 0, som = 0, tier = 0;
        foreach (int u in x.Bucket.Keys)
        {
            OracleUnderlying underlying = snapshot.Underlyings[u];
            BigInteger m = ScanOf(x.Bucket[u], underlying.Mult);
            BigInteger n = NetDelta(x.Bucket[u]);
            sumM += m;
            maxM = BigInteger.Max(maxM, m);
            basis += OracleMath.MulCeil(MatchedDelta(x, u), underlying.Basis);
            conc += OracleMath.MaxAffine(n, underlying.Conc[kind]);
            som += x.Short[u] * underlying.Som[kind];
            tier += OracleMath.MaxAffine(n, underlying.Tier[kind]);
        }

        BigInteger es = ExpectedShortfall(x.Joint, snapshot.K, snapshot.LargestMult);
        BigInteger scan = Largest(OracleMath.MulCeil(sumM, snapshot.Lambda), es, maxM);
        BigInteger scaled = OracleMath.MulCeil(scan, snapshot.Phi[kind]) + basis + conc + x.Lots;
        OracleScalar value = OracleMath.Sat(Largest(scaled, som, tier));
        return new OracleReq
        {
            Value = value.Value,
            Saturated = value.Saturated,
            Scan = scan,
            SumM = sumM,
            MaxM = maxM,
            Es = es,
            Basis = basis,
            Conc = conc,
            Qr = x.Lots,
            Som = som,
            Tier = tier,
        };
    }

    /// <summary>M_u = MulCeil(max(0, max over s below 30 of X_u[s]), mult_u).</summary>
    private static BigInteger ScanOf(BigInteger[] bucket, BigInteger mult) =>
        OracleMath.MulCeil(OracleMath.Pos(bucket.Take(OracleAccumulators.LossEntries).Max()), mult);

    /// <summary>N_u = max(0, X_u[30], X_u[31]).</summary>
    private static BigInteger NetDelta(BigInteger[] bucket) =>
        Largest(0, bucket[OracleAccumulators.DeltaUp], bucket[OracleAccumulators.DeltaDown]);

    /// <summary>min(sum over expiries of pos(D_e.up), sum of pos(D_e.down)): long one date, short another.</summary>
    private static BigInteger MatchedDelta(OracleAccumulators x, int underlying)
    {
        BigInteger up = 0, down = 0;
        foreach (KeyValuePair<(int Underlying, int Expiry), (BigInteger Up, BigInteger Down)> pair in x.Delta)
        {
            if (pair.Key.Underlying == underlying)
            {
                up += OracleMath.Pos(pair.Value.Up);
                down += OracleMath.Pos(pair.Value.Down);
            }
        }

        return BigInteger.Min(up, down);
    }

    /// <summary>MulCeil(CeilDiv(sum of the K largest pos(XJ[h]), K), largest mult).</summary>
    private static BigInteger ExpectedShortfall(BigInteger[] joint, int k, BigInteger mult)
    {
        BigInteger tail = joint.Select(OracleMath.Pos).OrderByDescending(loss => loss).Take(k)
            .Aggregate(BigInteger.Zero, (a, b) => a + b);
        return OracleMath.MulCeil(OracleMath.CeilDiv(tail, k), mult);
    }

    private static BigInteger Largest(BigInteger a, BigInteger b, BigInteger c) =>
        BigInteger.Max(a, BigInteger.Max(b, c));
}
