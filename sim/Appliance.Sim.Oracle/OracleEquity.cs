using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace Appliance.Sim.Oracle;

/// <summary>Section 6: the two valuations of a margin group, E_MM and E_IM, at the marks of now.</summary>
public static class OracleEquity
{
    /// <summary>E_MM: what calls and liquidations compare.</summary>
    public static OracleScalar Of(OracleGroup group, OracleMarks marks) => Maintenance(group, marks).Value;

    /// <summary>E_IM: what new risk and withdrawals may use.</summary>
    public static OracleScalar Initial(OracleGroup group, OracleMarks marks) => InitialTerms(group, marks).Value;

    /// <summary>E_MM before the clamp.</summary>
    public static BigInteger Exact(OracleGroup group, OracleMarks marks) => Maintenance(group, marks).Exact;

    /// <summary>
    /// cash + sum of Q * cv of the group itself, nothing taken off: what is conserved when groups trade with each
    /// other. Collateral instruments have no mark and count by their assets alone.
    /// </summary>
    public static BigInteger Conserved(OracleGroup group, OracleMarks marks) => group.Cash + OracleMath.Sum(
        group.Holdings.Where(pair => !IsCollateral(group, pair.Key)).Select(pair => pair.Value.Q * marks[pair.Key]));

    /// <summary>E_MM and its terms: positions at cv, assets at their price.</summary>
    public static OracleEquityTerms Maintenance(OracleGroup group, OracleMarks marks)
    {
        OracleGroup margin = group.Margin;
        OracleEquityTerms terms = Add(
            margin,
            (i, _) => marks[i],
            (a, _) => marks.AssetPrice(a));
        return terms with { UnrealisedCounted = terms.Unrealised };
    }

    /// <summary>E_IM and its terms: the worse of price and average, profit weighed and capped.</summary>
    public static OracleEquityTerms InitialTerms(OracleGroup group, OracleMarks marks)
    {
        OracleGroup margin = group.Margin;
        OracleEquityTerms terms = Add(
            margin,
            (i, q) => Worse(q > 0, marks[i], marks.Average(i)),
            (a, balance) => Worse(balance >= 0, marks.AssetPrice(a), marks.AssetAverage(a)));
        OracleSnapshot snapshot = margin.Snapshot;
        BigInteger weighed = OracleMath.MulFloor(terms.Unrealised, snapshot.ProfitWeight);
        BigInteger counted = terms.Unrealised <= 0
            ? terms.Unrealised
            : BigInteger.Min(weighed, snapshot.ProfitCap);
        return terms with { UnrealisedCounted = counted };
    }

    private static BigInteger Worse(bool owned, BigInteger price, BigInteger average) =>
        owned ? BigInteger.Min(price, average) : BigInteger.Max(price, average);

    private static bool IsCollateral(OracleGroup group, int instrument) =>
        group.Snapshot.Knows(instrument) && group.Snapshot.Instrument(instrument).IsCollateral;

    private static OracleEquityTerms Add(
        OracleGroup margin,
        System.Func<int, BigInteger, BigInteger> priceOf,
        System.Func<int, BigInteger, BigInteger> assetPriceOf)
    {
        List<OraclePositionTerm> positions = [];
        foreach ((int index, OracleHolding holding) in margin.Holdings)
        {
            bool counts = (holding.Q != 0 || holding.V != 0) && !IsCollateral(margin, index);
            if (counts)
            {
                positions.Add(Position(margin.Snapshot, index, holding, priceOf(index, holding.Q)));
            }
        }

        OracleAssetTerm[] assets =
        [
            .. margin.Balances.Select(
                pair => Asset(margin.Snapshot, pair.Key, pair.Value, assetPriceOf(pair.Key, pair.Value))),
        ];
        OraclePositionTerm[] others = [.. positions.Where(term => !term.IsOption)];
        return new OracleEquityTerms
        {
            Cash = margin.Cash,
            Positions = positions,
            OpenValue = OracleMath.Sum(others.Select(term => term.OpenValue)),
            Unrealised = OracleMath.Sum(others.Select(term => term.Value - term.OpenValue)),
            Options = OracleMath.Sum(positions.Where(term => term.IsOption).Select(term => term.Counted)),
            Assets = assets,
            AssetCredit = OracleMath.Sum(assets.Select(term => term.Credit)),
        };
    }

    /// <summary>Long options lose the haircut; everything else counts for what it is.</summary>
    private static OraclePositionTerm Position(
        OracleSnapshot snapshot, int index, OracleHolding holding, BigInteger price)
    {
        OracleInstrument? instrument = snapshot.Knows(index) ? snapshot.Instrument(index) : null;
        bool isOption = instrument is { IsOption: true };
        BigInteger haircut = isOption && holding.Q > 0
            ? snapshot.Underlyings[instrument!.Underlying].LongOptionHaircut
            : 0;
        BigInteger value = holding.Q * price;
        BigInteger counted = haircut == 0 ? value : OracleMath.MulFloor(value, OracleMath.One - haircut);
        return new OraclePositionTerm(index, isOption, holding.Q, holding.V, price, value, haircut, counted);
    }

    private static OracleAssetTerm Asset(OracleSnapshot snapshot, int index, BigInteger balance, BigInteger price)
    {
        OracleAsset asset = snapshot.Asset(index);
        BigInteger amount = BigInteger.Abs(balance) * price;
        if (balance >= 0)
        {
            BigInteger value = OracleMath.FloorDiv(amount, OracleMath.AssetUnit);
            BigInteger credit = OracleMath.MinAffine(value, asset.Credit);
            return new OracleAssetTerm(index, balance, price, value, credit);
        }

        BigInteger debt = OracleMath.CeilDiv(amount, OracleMath.AssetUnit);
        BigInteger owed = OracleMath.MulCeil(debt, OracleMath.One + asset.DebtHaircut);
        return new OracleAssetTerm(index, balance, price, -debt, -owed);
    }
}
