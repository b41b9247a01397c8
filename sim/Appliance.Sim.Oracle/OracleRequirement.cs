using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace Appliance.Sim.Oracle;

/// <summary>Section 5: the requirement of a group, and MMR and IMR of its margin group from it.</summary>
public static class OracleRequirement
{
    /// <summary>MMR = Req(MM, L) of the margin group.</summary>
    public static OracleScalar Mmr(OracleGroup group)
    {
        OracleReq req = Req(group.Margin, OracleKind.Mm, OracleAcc.L);
        return new OracleScalar(req.Value, req.Saturated);
    }

    /// <summary>
    /// MMR with x lots of the group's position closed (section 9): MoneyMax, whatever is imagined closed, when the
    /// group or its pool is out of range.
    /// </summary>
    public static BigInteger MmrClosed(OracleGroup group, int instrument, BigInteger lots) =>
        group.Bounded.Any(OutOfBounds) ? OracleMath.MoneyMax : Mmr(group.Closed(instrument, lots)).Value;

    /// <summary>IMR of the margin group; saturated when it or Req(IM, W) clamps.</summary>
    public static OracleScalar Imr(OracleGroup group) => ImrTerms(group).Result;

    /// <summary>IMR of the margin group with its terms; out of range none but Req and the reserves.</summary>
    public static OracleImr ImrTerms(OracleGroup group)
    {
        OracleGroup margin = group.Margin;
        OracleReq req = Req(margin, OracleKind.Im, OracleAcc.W);
        OracleReq terms = req.Pool?.Own ?? req;
        OracleReserveTerm[] fund = terms.OutOfRange ? [] : [.. FundTerms(margin)];
        OracleReserveTerm[] oracle = terms.OutOfRange ? [] : [.. OracleTerms(margin, terms)];
        BigInteger fundSum = OracleMath.Sum(fund.Select(term => term.Charge));
        BigInteger oracleSum = OracleMath.Sum(oracle.Select(term => term.Charge));
        OracleScalar sum = OracleMath.Sat(req.Value + margin.Reserves + fundSum + oracleSum);
        OracleScalar result = sum with { Saturated = sum.Saturated || req.Saturated };
        return new OracleImr(req, margin.Reserves, fund, fundSum, oracle, oracleSum, result);
    }

    /// <summary>Section 8: a group whose gabs breaks its bound, or that holds what its epoch does not know.</summary>
    public static bool OutOfBounds(OracleGroup group) =>
        group.Holdings.Keys.Any(index => !group.Snapshot.Knows(index))
        || OracleAccumulators.Gabs(group) > OracleMath.MoneyMax;

    /// <summary>
    /// Req of the group itself: of a member by itself, of a pool with the cap and the floor that its members give.
    /// </summary>
    public static OracleReq Req(OracleGroup group, OracleKind kind, OracleAcc acc) =>
        group.IsPool ? OfPool(group, kind, acc) : Own(group, kind, acc);

    /// <summary>V_a = pos(FloorDiv(balance * priceE_a, 1e8)): value of what is owned at the epoch's price.</summary>
    public static BigInteger AssetValue(OracleGroup group, int asset) => OracleMath.Pos(
        OracleMath.FloorDiv(
            group.Balances.GetValueOrDefault(asset) * group.Snapshot.Asset(asset).PriceE, OracleMath.AssetUnit));

    /// <summary>A pool that is out of range itself has MoneyMax, whatever its members need.</summary>
    private static OracleReq OfPool(OracleGroup pool, OracleKind kind, OracleAcc acc)
    {
        OracleReq own = Own(pool, kind, acc);
        (long, OracleReq)[] members = [.. pool.Members.Select(pair => (pair.Key, Own(pair.Value, kind, acc)))];
        BigInteger[] standalone = [.. members.Select(member => member.Item2.Value)];
        BigInteger sum = OracleMath.Sum(standalone);
        BigInteger floor = OracleMath.MulCeil(sum, pool.Terms.LambdaPool);
        OracleScalar value = own.OutOfRange
            ? new OracleScalar(OracleMath.MoneyMax, true)
            : OracleMath.Sat(BigInteger.Min(sum, BigInteger.Max(own.Value, floor)));
        bool saturated = value.Saturated || own.Saturated || members.Any(member => member.Item2.Saturated);
        BigInteger[] shares = OracleMath.LargestRemainder(value.Value, standalone);
        return own with
        {
            Value = value.Value,
            Saturated = saturated,
            Pool = new OraclePoolTerms(own, members, sum, pool.Terms.LambdaPool, floor, shares),
        };
    }

    private static OracleReq Own(OracleGroup group, OracleKind kind, OracleAcc acc)
    {
        if (OutOfBounds(group))
        {
            return OracleReq.OutOfBounds(kind, group.Terms.Mode);
        }

        OracleSnapshot snapshot = group.Snapshot;
        OracleAccumulators x = OracleAccumulators.Of(group, acc);
        OracleUnderlyingTerms[] underlyings = [.. x.Bucket.Keys.Select(u => Terms(snapshot, x, u, kind))];
        OracleWrongWayTerm[] wrongWay = [.. WrongWayTerms(group, x)];
        OracleTailTerms tail = Tail(snapshot, x.Joint);
        BigInteger sumM = OracleMath.Sum(underlyings.Select(u => u.M));
        BigInteger maxM = underlyings.Select(u => u.M).Append(0).Max();
        BigInteger diversified = OracleMath.MulCeil(sumM, snapshot.Lambda);
        BigInteger scan = Largest(diversified, tail.Value, maxM);
        OracleReq req = new()
        {
            Kind = kind,
            Mode = group.Terms.Mode,
            Underlyings = underlyings,
            TailTerms = tail,
            SumM = sumM,
            MaxM = maxM,
            Lambda = snapshot.Lambda,
            Diversified = diversified,
            Scan = scan,
            Phi = snapshot.Phi[kind],
            ScaledScan = OracleMath.MulCeil(scan, snapshot.Phi[kind]),
            Basis = OracleMath.Sum(underlyings.Select(u => u.Basis)),
            Conc = OracleMath.Sum(underlyings.Select(u => u.Conc)),
            WrongWay = wrongWay,
            Wwr = OracleMath.Sum(wrongWay.Select(term => term.Charge)),
            Qr = x.Lots,
            Som = OracleMath.Sum(underlyings.Select(u => u.Som)),
            Tier = OracleMath.Sum(underlyings.Select(u => u.Tier)),
        };
        return group.Terms.Mode == OracleMode.Standard ? InStandard(snapshot, x, req) : InPortfolio(req);
    }

    private static OracleReq InPortfolio(OracleReq req)
    {
        BigInteger added = req.ScaledScan + req.Basis + req.Conc + req.Wwr + req.Qr;
        OracleScalar value = OracleMath.Sat(Largest(added, req.Som, req.Tier));
        return req with { Value = value.Value, Saturated = value.Saturated };
    }

    private static OracleReq InStandard(OracleSnapshot snapshot, OracleAccumulators x, OracleReq req)
    {
        OracleStandardTerm[] terms =
            [.. x.Reach.Select(pair => Standard(snapshot.Instrument(pair.Key), pair.Key, pair.Value, req.Kind))];
        BigInteger sum = OracleMath.Sum(terms.Select(term => term.Margin + term.ShortMargin));
        OracleScalar value = OracleMath.Sat(sum + req.Conc + req.Wwr + req.Qr);
        return req with { Standard = terms, StandardSum = sum, Value = value.Value, Saturated = value.Saturated };
    }

    private static OracleStandardTerm Standard(
        OracleInstrument instrument, int index, OracleHolding reach, OracleKind kind)
    {
        BigInteger lots = BigInteger.Max(BigInteger.Abs(reach.Q + reach.B), BigInteger.Abs(reach.Q - reach.S));
        BigInteger notional = lots * instrument.CvE;
        BigInteger margin = OracleMath.MaxAffine(notional, instrument.Std[kind]);
        BigInteger shortLots = instrument.IsOption ? OracleMath.Pos(reach.S - reach.Q) : 0;
        BigInteger lotReq = instrument.LotReq[kind];
        return new OracleStandardTerm(
            index, reach, lots, notional, margin, shortLots, lotReq, shortLots * lotReq);
    }

    private static OracleUnderlyingTerms Terms(OracleSnapshot snapshot, OracleAccumulators x, int u, OracleKind kind)
    {
        OracleUnderlying parameters = snapshot.Underlyings[u];
        BigInteger[] bucket = x.Bucket[u];
        BigInteger worst = OracleMath.Pos(bucket.Take(OracleAccumulators.LossEntries).Max());
        BigInteger n = Largest(0, bucket[OracleAccumulators.DeltaUp], bucket[OracleAccumulators.DeltaDown]);
        (BigInteger Up, BigInteger Down)[] deltas =
            [.. x.Delta.Where(pair => pair.Key.Underlying == u).Select(pair => pair.Value)];
        BigInteger up = OracleMath.Sum(deltas.Select(delta => OracleMath.Pos(delta.Up)));
        BigInteger down = OracleMath.Sum(deltas.Select(delta => OracleMath.Pos(delta.Down)));
        return new OracleUnderlyingTerms(u)
        {
            WorstEntry = worst > 0 ? System.Array.IndexOf(bucket, worst) : -1,
            WorstLoss = worst,
            Mult = parameters.Mult,
            M = OracleMath.MulCeil(worst, parameters.Mult),
            N = n,
            DeltaUp = up,
            DeltaDown = down,
            BasisRate = parameters.Basis,
            Basis = OracleMath.MulCeil(BigInteger.Min(up, down), parameters.Basis),
            Conc = OracleMath.MaxAffine(n, parameters.Conc[kind]),
            Short = x.Short[u],
            SomPerLot = parameters.Som[kind],
            Som = x.Short[u] * parameters.Som[kind],
            Tier = OracleMath.MaxAffine(n, parameters.Tier[kind]),
        };
    }

    private static OracleTailTerms Tail(OracleSnapshot snapshot, BigInteger[] joint)
    {
        (int Column, BigInteger Loss)[] columns =
        [
            .. joint.Select((loss, h) => (h, OracleMath.Pos(loss))).OrderByDescending(pair => pair.Item2)
                .ThenBy(pair => pair.h).Take(snapshot.K),
        ];
        BigInteger sum = OracleMath.Sum(columns.Select(column => column.Loss));
        BigInteger es = OracleMath.CeilDiv(sum, snapshot.K);
        BigInteger kth = columns[^1].Loss;
        BigInteger taken = snapshot.Tail == OracleTailMeasure.Es ? es : kth;
        return new OracleTailTerms
        {
            Columns = columns,
            Sum = sum,
            K = snapshot.K,
            Es = es,
            Kth = kth,
            Measure = snapshot.Tail,
            Mult = snapshot.LargestMult,
            Value = OracleMath.MulCeil(taken, snapshot.LargestMult),
        };
    }

    private static IEnumerable<OracleWrongWayTerm> WrongWayTerms(OracleGroup group, OracleAccumulators x)
    {
        foreach (int a in group.Balances.Keys)
        {
            OracleAsset asset = group.Snapshot.Asset(a);
            if (x.Bucket.TryGetValue(asset.WrongWayUnderlying, out BigInteger[]? bucket))
            {
                BigInteger value = AssetValue(group, a);
                BigInteger exposure = OracleMath.Pos(bucket[asset.WrongWayEntry]);
                BigInteger charge = OracleMath.MulCeil(BigInteger.Min(value, exposure), asset.Omega);
                yield return new OracleWrongWayTerm(
                    a, value, asset.WrongWayUnderlying, asset.WrongWayEntry, exposure, asset.Omega, charge);
            }
        }
    }

    private static IEnumerable<OracleReserveTerm> FundTerms(OracleGroup group)
    {
        foreach ((int index, OracleHolding reach) in group.Reach())
        {
            OracleInstrument instrument = group.Snapshot.Instrument(index);
            BigInteger f = instrument.Funding;
            BigInteger lots = OracleMath.Pos(f > 0 ? reach.Q + reach.B : reach.S - reach.Q);
            BigInteger notional = lots * instrument.CvE, rate = BigInteger.Abs(f);
            if (rate > 0)
            {
                BigInteger charge = OracleMath.MulCeil(notional, rate);
                yield return new OracleReserveTerm(OracleTermOf.Instrument, index, notional, rate, charge);
            }
        }
    }

    private static IEnumerable<OracleReserveTerm> OracleTerms(OracleGroup group, OracleReq req)
    {
        foreach (OracleUnderlyingTerms u in req.Underlyings)
        {
            BigInteger rate = group.Snapshot.Underlyings[u.Underlying].Oracle;
            BigInteger charge = OracleMath.MulCeil(u.N, rate);
            yield return new OracleReserveTerm(OracleTermOf.Underlying, u.Underlying, u.N, rate, charge);
        }

        foreach (int a in group.Balances.Keys)
        {
            BigInteger value = AssetValue(group, a), rate = group.Snapshot.Asset(a).Oracle;
            yield return new OracleReserveTerm(
                OracleTermOf.Asset, a, value, rate, OracleMath.MulCeil(value, rate));
        }
    }

    private static BigInteger Largest(BigInteger a, BigInteger b, BigInteger c) =>
        BigInteger.Max(a, BigInteger.Max(b, c));
}
