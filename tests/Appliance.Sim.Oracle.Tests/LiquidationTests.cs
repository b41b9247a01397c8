using System.Numerics;
using Appliance.Core;

namespace Appliance.Sim.Oracle.Tests;

/// <summary>Section 9 by numbers that can be worked on paper.</summary>
public class LiquidationTests
{
    private const long Cv = 1_000_000;

    private static readonly OracleSnapshot Rules = Make.Snapshot(
        [Make.Plain(), Make.Plain()], Make.Linear(0, Cv, 10), Make.Linear(1, Cv, 20));

    [Theory]
    [InlineData(2000, OracleState.Healthy)]
    [InlineData(1999, OracleState.Restricted)]
    [InlineData(1101, OracleState.Restricted)]
    [InlineData(1100, OracleState.Call)]
    [InlineData(1000, OracleState.Call)]
    [InlineData(999, OracleState.Liq)]
    [InlineData(666, OracleState.Liq)]
    [InlineData(665, OracleState.Backstop)]
    [InlineData(0, OracleState.Backstop)]
    [InlineData(-1, OracleState.Bankrupt)]
    public void States_by_equity(long equity, OracleState state) =>
        Assert.Equal(state, OracleLiquidation.State(Rules, equity, 2000, 1000));

    [Fact]
    public void States_keep_until_their_own_threshold()
    {
        Assert.Equal(OracleState.Call, OracleLiquidation.State(Rules, 1500, 2000, 1000, inCall: true));
        Assert.Equal(OracleState.Healthy, OracleLiquidation.State(Rules, 2000, 2000, 1000, inCall: true));
        Assert.Equal(OracleState.Liq, OracleLiquidation.State(Rules, 1500, 2000, 1000, callPastDeadline: true));
        Assert.Equal(OracleState.Liq, OracleLiquidation.State(Rules, 1200, 2000, 1000, inLiquidation: true));
        Assert.Equal(OracleState.Restricted, OracleLiquidation.State(Rules, 1201, 2000, 1000, inLiquidation: true));
        Assert.Equal(
            OracleState.Call,
            OracleLiquidation.State(Rules, 1050, 2000, 1000, inLiquidation: true, nothingLeft: true));
    }

    [Fact]
    public void Sizing_closes_the_fewest_lots_that_reach_the_target()
    {
        OracleBook book = Short(20, 0, 1_500_000);
        OracleLiquidation liquidation = new(book);
        Assert.Equal(OracleState.Liq, liquidation.State(1));

        // 1,500,000 carries 1.2 times the margin of 12 lots at 100,001 each, not of 13: 8 are closed.
        OracleSize size = liquidation.SizeLiquidation(1, 0, 0);
        Assert.Equal(new OracleSize(8, true, 20), size);
        Assert.Equal(size, liquidation.Sizing(1, 0, 0).BruteForce());

        // When closing a lot costs more than it frees, nothing is gained by closing.
        Assert.Equal(new OracleSize(0, false, 0), liquidation.SizeLiquidation(1, 0, 1_000_000));
    }

    /// <summary>A lot frees 99 of scan and 1 of QR; at a cost of 100 g is flat and its first x is the peak.</summary>
    [Fact]
    public void The_peak_of_a_flat_stretch_is_its_first_lot()
    {
        OracleSnapshot rules = Rules with { Btarget = Make.One, Instruments = [Make.FromLosses(0, [99]), null] };
        OracleGroup group = new(rules);
        group.Move(0, 5, 0, 0);
        Assert.Equal(new OracleSize(0, false, 0), new OracleSizing(group, 0, 400, 100).Search());
        Assert.Equal(new OracleSize(0, false, 0), new OracleSizing(group, 0, 400, 100).BruteForce());
        Assert.Equal(new OracleSize(5, false, 5), new OracleSizing(group, 0, -1, 99).Search());
    }

    [Fact]
    public void Prices_share_the_equity_and_never_favour_the_closed_account()
    {
        OracleBook book = Short(20, 0, 1_500_000);
        OracleLiquidation liquidation = new(book);
        BigInteger mmr = book.Mmr(1).Value;
        BigInteger freed = mmr - MmrAt(book, 15);
        Assert.Equal((5 * Cv) - (1_500_000 * freed / mmr), liquidation.BankruptcyValue(1, 0, 5));
        Assert.InRange(liquidation.Abr(1), Make.One / 4, Make.Up(2501, 10_000));
        Assert.InRange((5 * Cv) - liquidation.LimitValue(1, 0, 5), freed / 40, freed / 39);
        Assert.Equal(OracleSide.Sell, liquidation.ClosingSide(1, 0));
        Assert.Equal(OracleSide.Buy, new OracleLiquidation(Short(-20, 0, 1_500_000)).ClosingSide(1, 0));

        Assert.Equal(4, OracleClosePrice.PerLot(OracleSide.Sell, 7, 2));
        Assert.Equal(3, OracleClosePrice.PerLot(OracleSide.Buy, -7, 2));
        Assert.Equal(-3, OracleClosePrice.PerLot(OracleSide.Sell, -7, 2));
        Assert.Equal(-4, OracleClosePrice.PerLot(OracleSide.Buy, 7, 2));
        Assert.Equal(105, OracleClosePrice.ToTick(OracleSide.Sell, 101, 5));
        Assert.Equal(100, OracleClosePrice.ToTick(OracleSide.Buy, 104, 5));
    }

    [Fact]
    public void Cost_per_lot_is_the_spread_of_closing_all_plus_the_fee()
    {
        OracleBook book = Short(20, 0, 1_500_000, Rules with { LiqFee = Make.Up(1, 1000) });
        OracleLiquidation liquidation = new(book);
        BigInteger spread = OracleMath.MulFloor(
            OracleMath.MulFloor(book.Mmr(1).Value, book.Snapshot.Smmr), liquidation.Abr(1));
        Assert.Equal(OracleMath.CeilDiv(spread, 20) + 1001, liquidation.CostPerLot(1, 0));
        book.SetMark(0, 2 * Cv);
        Assert.Equal(0, liquidation.Abr(1));
        Assert.Equal(2001, liquidation.CostPerLot(1, 0));
    }

    [Fact]
    public void Fund_fee_and_top_up_are_per_fill()
    {
        BigInteger rate = Make.Up(1, 100);
        Assert.Equal((30, 0), (Fee(OracleSide.Sell, 1000, 900), TopUp(OracleSide.Sell, 1000, 900)));
        Assert.Equal((15, 0), (Fee(OracleSide.Sell, 1000, 995), TopUp(OracleSide.Sell, 1000, 995)));
        Assert.Equal((0, 30), (Fee(OracleSide.Sell, 1000, 1010), TopUp(OracleSide.Sell, 1000, 1010)));
        Assert.Equal((30, 0), (Fee(OracleSide.Buy, 1000, 1100), TopUp(OracleSide.Buy, 1000, 1100)));
        Assert.Equal((0, 30), (Fee(OracleSide.Buy, 1000, 990), TopUp(OracleSide.Buy, 1000, 990)));

        BigInteger Fee(OracleSide side, BigInteger fill, BigInteger bk) =>
            OracleClosePrice.FundFee(side, fill, bk, 3, rate);
        static BigInteger TopUp(OracleSide side, BigInteger fill, BigInteger bk) =>
            OracleClosePrice.TopUp(side, fill, bk, 3);
    }

    [Fact]
    public void No_margin_means_the_whole_equity_is_in_the_price()
    {
        Assert.Equal(107, OracleClosePrice.BankruptcyValue(100, -7, 0, 0));
        Assert.Equal(100, OracleClosePrice.LimitValue(100, -7, 0, 0, Make.One, Make.One));
    }

    [Fact]
    public void Instruments_that_free_most_margin_come_first_and_ties_go_to_the_lower_index()
    {
        Assert.Equal([1, 0], new OracleLiquidation(Short(20, 20, 1_000_000)).InstrumentOrder(1));
        Assert.Equal([0, 1], new OracleLiquidation(Short(41, -20, 1_000_000)).InstrumentOrder(1));
        OracleSnapshot twins = Rules with { Instruments = [Rules.Instruments[0], Rules.Instruments[0]] };
        Assert.Equal([0, 1], new OracleLiquidation(Short(20, 20, 1_000_000, twins)).InstrumentOrder(1));
    }

    [Fact]
    public void Accounts_with_the_least_equity_per_margin_come_first()
    {
        OracleBook book = Short(20, 0, 1_500_000);
        (long Id, long Lots, long Equity)[] others =
            [(2, 10, 700_000), (3, 40, 3_000_000), (4, 1, -5), (5, 20, 1_500_000)];
        foreach ((long id, long lots, long equity) in others)
        {
            book.Open(id);
            book.MoveCash(id, equity);
            Assert.Equal(ReasonCode.None, book.Trade(id, 0, lots, Cv, 0));
        }

        Assert.Equal([4, 2, 1, 3, 5], new OracleLiquidation(book).AccountOrder([5, 3, 4, 1, 2]));
    }

    private static BigInteger MmrAt(OracleBook book, BigInteger lots) =>
        OracleRequirement.Mmr(book[1].Closed(0, BigInteger.Abs(book[1][0].Q) - lots)).Value;

    private static OracleBook Short(long first, long second, long equity, OracleSnapshot? rules = null)
    {
        OracleBook book = new(rules ?? Rules, [Cv, Cv]);
        book.Open(1);
        book.MoveCash(1, equity);
        book.Trade(1, 0, first, Cv, 0);
        book.Trade(1, 1, second, Cv, 0);
        Assert.Equal(equity, book.Equity(1).Value);
        return book;
    }
}
