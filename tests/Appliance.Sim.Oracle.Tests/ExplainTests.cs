using System.Linq;
using System.Numerics;
using Appliance.Core;

namespace Appliance.Sim.Oracle.Tests;

/// <summary>An explanation adds up: every answer is made of the terms it names, on random books.</summary>
public class ExplainTests
{
    public static TheoryData<ulong> Seeds() => [.. Enumerable.Range(1, 20).Select(seed => (ulong)seed)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Terms_add_up_to_the_answers(ulong seed)
    {
        Prng random = new(seed);
        OracleBook book = Rules.Book(random, Rules.Random(random));
        OracleMode mode = seed % 2 == 0 ? OracleMode.Standard : OracleMode.Portfolio;
        OracleGroup group = seed % 3 == 0 ? Member(book, mode) : Cross(book, mode);
        Rules.Hold(random, group, 1000);
        OracleExplain explain = book.Explain(group.Id);
        Assert.Equal((group.Id, group.Margin.Id, 1), (explain.Group, explain.MarginGroup, explain.Epoch));
        Assert.Equal(mode, explain.Terms.Mode);
        AddsUp(explain.Mmr);
        AddsUp(explain.Imr.Req);
        Assert.Equal(book.Mmr(group.Id).Value, explain.Mmr.Value);
        Assert.Equal(book.Imr(group.Id), explain.Imr.Result);
        Assert.Equal(
            explain.Imr.Result.Value,
            explain.Imr.Req.Value + explain.Imr.Reserves + explain.Imr.Fund + explain.Imr.Oracle);
        Assert.Equal(explain.Imr.Fund, OracleMath.Sum(explain.Imr.FundTerms.Select(term => term.Charge)));
        Assert.Equal(explain.Imr.Oracle, OracleMath.Sum(explain.Imr.OracleTerms.Select(term => term.Charge)));
        Assert.All(
            explain.Imr.FundTerms.Concat(explain.Imr.OracleTerms),
            term => Assert.Equal(OracleMath.MulCeil(term.Amount, term.Rate), term.Charge));
        Assert.Equal(book.Equity(group.Id), explain.EquityMaintenance.Value);
        Assert.Equal(book.EquityInitial(group.Id), explain.EquityInitial.Value);
        AddsUp(explain.EquityMaintenance);
        AddsUp(explain.EquityInitial);
    }

    [Fact]
    public void The_worst_scenario_and_columns_are_named()
    {
        OracleInstrument instrument = Make.FromLosses(0, [3, 9, -20, 9]) with { Raj = [1, 0, 5, 2, 5, 0, 0, 0] };
        OracleBook book = new(Make.Snapshot([Make.Plain()], instrument) with { K = 3 }, [1]);
        book.Open(1);
        book.Trade(1, 0, 1, 0, 0);
        OracleReq req = book.Explain(1).Mmr;
        Assert.Equal((2, 9, 9), (req.Underlyings[0].WorstEntry, req.Underlyings[0].WorstLoss, req.Underlyings[0].M));
        Assert.Equal([(2, 5), (4, 5), (3, 2)], req.TailTerms.Columns);
        book.Trade(1, 0, -2, 0, 0);
        Assert.Equal(3, book.Explain(1).Mmr.Underlyings[0].WorstEntry);
        book.Trade(1, 0, 1, 0, 0);
        Assert.Empty(book.Explain(1).Mmr.Underlyings);
        book[1].AddOrder(0, OracleSide.Buy, 1, 0);
        Assert.Equal(-1, book.Explain(1).Mmr.Underlyings[0].WorstEntry);
        Assert.Equal(0, book.Explain(1).Mmr.NetDelta(5));
    }

    private static OracleGroup Cross(OracleBook book, OracleMode mode)
    {
        Assert.Equal(ReasonCode.None, book.Open(1, new OracleGroupTerms(OracleGroupKind.Cross, mode)));
        return book[1];
    }

    private static OracleGroup Member(OracleBook book, OracleMode mode)
    {
        Assert.Equal(ReasonCode.None, book.Open(7, new OracleGroupTerms(OracleGroupKind.Pool, mode)));
        Assert.Equal(ReasonCode.None, book.Open(1, new OracleGroupTerms(OracleGroupKind.Member, mode, PoolId: 7)));
        return book[1];
    }

    private static void AddsUp(OracleReq req)
    {
        OracleReq own = req.Pool?.Own ?? req;
        Assert.Equal(own.SumM, OracleMath.Sum(own.Underlyings.Select(u => u.M)));
        Assert.Equal(own.MaxM, own.Underlyings.Max(u => u.M));
        Assert.Equal(own.Diversified, OracleMath.MulCeil(own.SumM, own.Lambda));
        Assert.Equal(own.Scan, new[] { own.Diversified, own.Tail, own.MaxM }.Max());
        Assert.Equal(own.ScaledScan, OracleMath.MulCeil(own.Scan, own.Phi));
        Assert.Equal(own.Wwr, OracleMath.Sum(own.WrongWay.Select(term => term.Charge)));
        OracleTailTerms tail = own.TailTerms;
        BigInteger taken = tail.Measure == OracleTailMeasure.Es ? tail.Es : tail.Kth;
        Assert.Equal(tail.Value, OracleMath.MulCeil(taken, tail.Mult));
        Assert.Equal(tail.Columns.Count, tail.K);
        Assert.Equal(tail.Kth, tail.Columns[^1].Loss);
        foreach (OracleUnderlyingTerms u in own.Underlyings)
        {
            Assert.Equal(u.M, OracleMath.MulCeil(u.WorstLoss, u.Mult));
            Assert.Equal(u.Basis, OracleMath.MulCeil(BigInteger.Min(u.DeltaUp, u.DeltaDown), u.BasisRate));
            Assert.Equal(u.Som, u.Short * u.SomPerLot);
        }

        BigInteger charges = own.Conc + own.Wwr + own.Qr;
        BigInteger expected = own.Mode == OracleMode.Standard
            ? OracleMath.Sum(own.Standard.Select(term => term.Margin + term.ShortMargin)) + charges
            : new[] { own.ScaledScan + own.Basis + charges, own.Som, own.Tier }.Max();
        Assert.Equal(expected, own.Value);
        Assert.False(req.Saturated);
    }

    private static void AddsUp(OracleEquityTerms equity)
    {
        Assert.Equal(equity.AssetCredit, OracleMath.Sum(equity.Assets.Select(asset => asset.Credit)));
        Assert.Equal(
            equity.Options, OracleMath.Sum(equity.Positions.Where(p => p.IsOption).Select(p => p.Counted)));
        OraclePositionTerm[] others = [.. equity.Positions.Where(p => !p.IsOption)];
        Assert.Equal(equity.OpenValue, OracleMath.Sum(others.Select(p => p.OpenValue)));
        Assert.Equal(equity.Unrealised, OracleMath.Sum(others.Select(p => p.Value - p.OpenValue)));
        Assert.True(equity.UnrealisedCounted <= equity.Unrealised);
        Assert.All(equity.Positions, p => Assert.Equal(p.Value, p.Q * p.Price));
    }
}
