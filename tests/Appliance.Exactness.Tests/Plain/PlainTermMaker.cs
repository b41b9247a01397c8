using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Exactness.Tests;

/// <summary>Term by term, one requirement over one set of accumulators.</summary>
internal sealed class PlainTermMaker(PlainBook book, PlainSums sums, MarginKind kind, Bend bend)
{
    private readonly PlainEpoch epoch = book.Epoch;

    private bool IsWorst => kind == MarginKind.Initial;

    public PlainTerms Make()
    {
        PlainTerms terms = new()
        {
            IsStandard = book.Head.IsStandard,
            Conc = Tables(epoch.Underlyings, u => u.Concentration(kind), bend == Bend.ConcentrationRoundsDown),
            Wwr = WrongWay(),
            Qr = bend == Bend.QuantisationMissing ? 0 : sums.Lots,
        };
        return book.Head.IsStandard ? MakeStandard(terms) : MakePortfolio(terms);
    }

    public static BigInteger Delta(long[] bucket) =>
        Math.Max(0, Math.Max(bucket[RiskProfile.DeltaUp], bucket[RiskProfile.DeltaDown]));

    /// <summary>V_a at the price of the epoch.</summary>
    public static BigInteger AssetValue(PlainBook book, int asset) =>
        PlainMath.Pos(PlainMath.FloorDiv(book.Balances[asset] * book.Epoch.Assets[asset].PriceMicro, 100_000_000));

    private PlainTerms MakePortfolio(PlainTerms terms)
    {
        BigInteger[] scans = [.. sums.Buckets.Select(b => ScanOf(b.Key, b.Value))];
        BigInteger sumM = scans.Aggregate(BigInteger.Zero, (sum, m) => sum + m);
        BigInteger maxM = scans.Aggregate(BigInteger.Zero, BigInteger.Max);
        BigInteger tail = Tail();
        BigInteger damped = PlainMath.Up(sumM, epoch.Parameters.LambdaQ32, bend == Bend.LambdaRoundsDown);
        BigInteger scan = BigInteger.Max(damped, bend == Bend.TailMissing ? 0 : tail);
        scan = bend == Bend.LargestUnderlyingMissing ? scan : BigInteger.Max(scan, maxM);
        terms = terms with
        {
            SumM = sumM,
            MaxM = maxM,
            Tail = tail,
            Scan = scan,
            Basis = Basis(),
            Som = ShortMinimum(),
            Tier = Tables(epoch.Underlyings, u => u.Tier(kind), bend == Bend.TierRoundsDown),
        };
        BigInteger whole = PlainMath.Up(scan, epoch.Parameters.PhiQ32(kind), bend == Bend.PhiRoundsDown)
            + terms.Basis + terms.Conc + terms.Wwr + terms.Qr;
        BigInteger value = bend == Bend.TierAddsUp ? whole + terms.Tier : BigInteger.Max(whole, terms.Tier);
        return terms with { Value = PlainScalar.Of(BigInteger.Max(value, terms.Som)) };
    }

    private PlainTerms MakeStandard(PlainTerms terms)
    {
        BigInteger standard = 0, shorts = 0;
        foreach ((int i, PlainHolding reached) in book.Reached)
        {
            PlainHolding h = IsWorst ? reached : reached with { B = 0, S = 0 };
            BigInteger long_ = BigInteger.Abs((BigInteger)h.Q + h.B), short_ = BigInteger.Abs((BigInteger)h.Q - h.S);
            BigInteger lots = bend == Bend.StandardOfBuysOnly ? long_ : BigInteger.Max(long_, short_);
            InstrumentRisk risk = epoch.Instruments[i];
            standard += PlainMath.MaxAffine(
                lots * epoch.ArrayedAt(i), risk.Standard(kind), bend == Bend.StandardRoundsDown);
            BigInteger sold = bend == Bend.StandardShortsOfPositions ? -h.Q : (BigInteger)h.S - h.Q;
            shorts += risk.IsOption ? PlainMath.Pos(sold) * risk.ShortLotMicro(kind) : 0;
        }

        terms = terms with { Standard = standard, ShortLots = shorts };
        BigInteger value = standard + (bend == Bend.StandardShortsMissing ? 0 : shorts);
        value += bend == Bend.StandardWithoutConcentration ? 0 : terms.Conc;
        return terms with { Value = PlainScalar.Of(value + terms.Wwr + terms.Qr) };
    }

    private BigInteger ScanOf(int underlying, long[] bucket)
    {
        int count = RiskProfile.BucketScenarios;
        count += bend == Bend.LastScenarioMissing ? -1 : bend == Bend.DeltaRowTakenForLoss ? 1 : 0;
        BigInteger worst = Math.Max(0, bucket[..count].Max());
        return PlainMath.Up(worst, epoch.Underlyings[underlying].MultiplierQ32, bend == Bend.MultiplierRoundsDown);
    }

    private BigInteger Tail()
    {
        int columns = sums.Joint.Length - (bend == Bend.LastJointColumnMissing ? 1 : 0);
        int count = epoch.Profile.TailCount;
        count += bend == Bend.TailOneFewer ? -1 : bend == Bend.TailOneMore ? 1 : 0;
        BigInteger[] worst = [.. sums.Joint.Take(columns).Select(x => (BigInteger)Math.Max(x, 0))
            .OrderDescending().Take(count)];
        bool isVar = epoch.Parameters.Tail == TailMeasure.ValueAtRisk;
        isVar = bend == Bend.VarTakenForShortfall ? false : bend == Bend.ShortfallTakenForVar || isVar;
        BigInteger sum = worst.Aggregate(BigInteger.Zero, (total, loss) => total + loss);
        BigInteger mean = bend == Bend.ShortfallRoundsDown ? sum / count : PlainMath.CeilDiv(sum, count);
        IEnumerable<int> owners = bend == Bend.TailMultiplierOfOwn
            ? sums.Buckets.Keys : Enumerable.Range(0, epoch.Underlyings.Length);
        ulong multiplier = owners.Aggregate(
            Rate.One.Q32, (max, u) => Math.Max(max, epoch.Underlyings[u].MultiplierQ32));
        return PlainMath.Up(isVar ? worst[^1] : mean, multiplier, bend == Bend.TailRoundsDown);
    }

    private BigInteger Basis()
    {
        BigInteger total = 0;
        foreach (int u in sums.Buckets.Keys)
        {
            BigInteger ups = 0, downs = 0;
            foreach ((BigInteger up, BigInteger down) in sums.Expiries.Where(e => e.Key.Underlying == u)
                .Select(e => e.Value))
            {
                ups += PlainMath.Pos(up);
                downs += PlainMath.Pos(down);
            }

            BigInteger matched = bend == Bend.BasisOfLargerSide ? BigInteger.Max(ups, downs)
                : BigInteger.Min(ups, downs);
            total += PlainMath.Up(matched, epoch.Underlyings[u].BasisQ32, bend == Bend.BasisRoundsDown);
        }

        return bend == Bend.BasisMissing ? 0 : total;
    }

    private BigInteger WrongWay()
    {
        BigInteger total = 0;
        for (int a = 0; a < epoch.Assets.Length && bend != Bend.WrongWayMissing; a++)
        {
            AssetRisk asset = epoch.Assets[a];
            if (sums.Buckets.TryGetValue(asset.WrongWayUnderlying, out long[]? bucket))
            {
                bool isLong = asset.IsWrongWayLong != (bend == Bend.WrongWaySideSwapped);
                BigInteger delta = Math.Max(0, bucket[isLong ? RiskProfile.DeltaUp : RiskProfile.DeltaDown]);
                BigInteger value = AssetValue(book, a);
                BigInteger matched = bend == Bend.WrongWayOfWholeValue ? value : BigInteger.Min(value, delta);
                total += PlainMath.Up(matched, asset.WrongWayQ32, bend == Bend.WrongWayRoundsDown);
            }
        }

        return total;
    }

    private BigInteger ShortMinimum()
    {
        BigInteger total = 0;
        foreach ((int u, BigInteger lots) in sums.Shorts)
        {
            total += lots * epoch.Underlyings[u].ShortOptionMicro(kind);
        }

        return bend == Bend.ShortMinimumMissing ? 0 : total;
    }

    private delegate ReadOnlySpan<AffineSegment> TableOf(UnderlyingRisk underlying);

    private BigInteger Tables(UnderlyingRisk[] underlyings, TableOf table, bool isBent)
    {
        BigInteger total = 0;
        foreach ((int u, long[] bucket) in sums.Buckets)
        {
            total += PlainMath.MaxAffine(Delta(bucket), table(underlyings[u]), isBent);
        }

        return total;
    }
}
