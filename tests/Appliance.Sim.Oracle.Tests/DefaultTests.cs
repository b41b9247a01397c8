using System.Linq;
using System.Numerics;
using Appliance.Core;

namespace Appliance.Sim.Oracle.Tests;

/// <summary>Section 9 beyond the price of a closing order, by numbers that can be worked on paper.</summary>
public class DefaultTests
{
    /// <summary>
    /// 1,000 lost: 40 of equity, 100 of the underlying's 250 (the cap is 150), 50 of the global 500, 300 by
    /// deleveraging, members 7 and 3 of 10, and 500 of the venue.
    /// </summary>
    [Fact]
    public void A_loss_runs_down_the_waterfall()
    {
        OracleWaterfall paid = OracleWaterfall.Of(1000, 40, 100, 500, 150, 300, [7, 0, 3]);
        Assert.Equal(
            (40, 100, 50, 300, 500),
            (paid.Equity, paid.UnderlyingFund, paid.GlobalFund, paid.Deleveraging, paid.Venue));
        Assert.Equal([7, 0, 3], paid.Members);

        // The cap binds the first fund alone, and then nothing of it is left.
        paid = OracleWaterfall.Of(1000, -5, 250, 500, 150, 0, []);
        Assert.Equal((0, 150, 0, 850), (paid.Equity, paid.UnderlyingFund, paid.GlobalFund, paid.Venue));

        // Members share less than their weights by largest remainder: 4 over 7 and 3 is 2.8 and 1.2.
        paid = OracleWaterfall.Of(4, 0, 0, 0, 0, 0, [7, 3]);
        Assert.Equal([3, 1], paid.Members);
        Assert.Equal(0, paid.Venue);
    }

    [Fact]
    public void The_parts_of_a_waterfall_sum_to_the_loss()
    {
        Prng random = new(31);
        for (int round = 0; round < 500; round++)
        {
            BigInteger Draw() => random.Between(-20, 1000);
            BigInteger loss = random.Next(5000), cap = random.Next(1500);
            BigInteger[] weights = [.. Enumerable.Range(0, 5).Select(_ => (BigInteger)random.Next(300))];
            OracleWaterfall paid = OracleWaterfall.Of(loss, Draw(), Draw(), Draw(), cap, Draw(), weights);
            BigInteger funds = paid.UnderlyingFund + paid.GlobalFund;
            BigInteger all = paid.Equity + funds + paid.Deleveraging + OracleMath.Sum(paid.Members) + paid.Venue;
            Assert.True(all == loss && funds <= cap, $"seed 31, round {round}");
            Assert.All(paid.Members.Zip(weights), pair => Assert.InRange(pair.First, 0, pair.Second));
        }
    }

    /// <summary>Profit of 30 on 120 is a quarter, 2^30; notional of 200 on 100 of equity is 2 in 16 bits.</summary>
    [Fact]
    public void Scores_grow_with_profit_and_leverage()
    {
        Assert.Equal(BigInteger.One << 31, OracleDeleveraging.Score(30, 120, 200, 100));

        // A loss: the more leveraged, the later: 2^30 * 2^16 / 2^17 up to the sign.
        Assert.Equal(-(BigInteger.One << 29), OracleDeleveraging.Score(-30, 120, 200, 100));
        Assert.Equal(0, OracleDeleveraging.Score(0, 120, 200, 100));

        // Both factors are capped, and without equity leverage is the largest there is.
        BigInteger a = (BigInteger.One << 44) - 1, b = (BigInteger.One << 36) - 1;
        Assert.Equal((a * b) >> 16, OracleDeleveraging.Score(BigInteger.One << 60, 0, 5, 0));
        Assert.Equal((a * b) >> 16, OracleDeleveraging.Score(BigInteger.One << 60, -7, 1L << 60, 1));
        Assert.Equal(-((a << 16) / 1), OracleDeleveraging.Score(-(BigInteger.One << 60), 1, 0, 5));
        Assert.Equal(-OracleMath.FloorDiv(BigInteger.One << 48, b), OracleDeleveraging.Score(-1, 1, 5, 0));
    }

    /// <summary>13 positions: groups of 2, 2, 2 and then 1 each. 25 lots of 10 each: two, then 5 over two.</summary>
    [Fact]
    public void Ranked_positions_are_taken_by_tenths()
    {
        OracleRanked[] positions =
            [.. Enumerable.Range(0, 13).Select(k => new OracleRanked(100 - k, k < 2 ? 5 : k, 10))];
        OracleRanked[] ranked = [.. OracleDeleveraging.Rank(positions)];
        Assert.Equal((88L, 89L), (ranked[0].Account, ranked[1].Account));

        // Accounts 95, 99 and 100 tie with a score of 5.
        Assert.Equal([95L, 99L, 100L], ranked.Where(position => position.Score == 5).Select(p => p.Account));
        Assert.Equal([2, 2, 2, 1, 1, 1, 1, 1, 1, 1], OracleDeleveraging.GroupSizes(13));
        Assert.Equal([10, 10, 3, 2, 0], OracleDeleveraging.Allocate(25, ranked).Take(5));
        Assert.Equal(130, OracleMath.Sum(OracleDeleveraging.Allocate(1000, ranked)));

        // Four positions are groups of one: strictly in turn.
        Assert.Equal([10, 10, 5, 0], OracleDeleveraging.Allocate(25, ranked[..4]));

        // Within a group by lots: 5 over 3 and 9 is 1.25 and 3.75.
        OracleRanked[] unequal = [.. Enumerable.Range(0, 11).Select(k => new OracleRanked(k, -k, k == 0 ? 3 : 9))];
        Assert.Equal([1, 4], OracleDeleveraging.Allocate(5, unequal).Take(2));
    }

    [Fact]
    public void The_price_is_the_bankruptcy_price_within_the_band()
    {
        Assert.Equal((95, 90, 110), (Price(95), Price(80), Price(120)));
        Assert.Equal(0, OracleDeleveraging.Left(OracleSide.Sell, 95, 95, 4));

        // A long that needs 120 gets 110; a short that can pay 80 pays 90.
        Assert.Equal(40, OracleDeleveraging.Left(OracleSide.Sell, 120, 110, 4));
        Assert.Equal(40, OracleDeleveraging.Left(OracleSide.Buy, 80, 90, 4));
        Assert.Equal(0, OracleDeleveraging.Left(OracleSide.Sell, 80, 90, 4));

        static BigInteger Price(BigInteger bankruptcy) => OracleDeleveraging.Price(bankruptcy, 90, 110);
    }

    [Fact]
    public void Liquidations_spend_a_budget_by_window()
    {
        Assert.Equal(250, OracleBudget.Limit(300, 1001, Make.One / 4));
        Assert.Equal(200, OracleBudget.Limit(200, 1001, Make.One / 4));
        (long, BigInteger)[] spent = [(99, 60), (100, 50), (140, 30), (200, 5)];
        Assert.Equal((170, 245, 190), (Left(150), Left(205), Left(0)));
        Assert.Equal(0, OracleBudget.Left(70, 199, 100, spent));
        Assert.Equal((21, 101), (OracleBudget.FirstStep(-101, 1001, 1000), OracleBudget.FirstStep(-101, 1000, 1000)));

        BigInteger Left(long now) => OracleBudget.Left(250, now, 100, spent);
    }

    [Fact]
    public void Limits_are_clamped_and_at_least_a_tick()
    {
        Assert.Equal(10, OracleClosePrice.LimitPerLot(OracleSide.Sell, -700, 7, 10));
        Assert.Equal(10, OracleClosePrice.LimitPerLot(OracleSide.Buy, -50, 7, 10));
        Assert.Equal(110, OracleClosePrice.LimitPerLot(OracleSide.Sell, 701, 7, 10));
        Assert.Equal(90, OracleClosePrice.LimitPerLot(OracleSide.Buy, -699, 7, 10));
        BigInteger top = Limits.PerLotLimit - 1;
        Assert.Equal(top, OracleClosePrice.LimitPerLot(OracleSide.Sell, top * 9, 7, 1));
    }

    [Fact]
    public void A_fund_pays_what_it_has()
    {
        Assert.Equal((30, 0), OracleClosePrice.PayTopUp(30, 100));
        Assert.Equal((20, 10), OracleClosePrice.PayTopUp(30, 20));
        Assert.Equal((0, 30), OracleClosePrice.PayTopUp(30, 0));
    }

    /// <summary>E_IM restricts and ends calls; E_MM calls and liquidates.</summary>
    [Fact]
    public void States_look_at_the_valuation_that_is_theirs()
    {
        OracleSnapshot rules = Make.Snapshot([Make.Plain()], Make.Simple(0, 1, 1));
        Assert.Equal(OracleState.Restricted, State(3000, 1999));
        Assert.Equal(OracleState.Healthy, State(3000, 2000));
        Assert.Equal(OracleState.Call, State(1100, 1050));
        Assert.Equal(OracleState.Liq, State(999, 990));
        Assert.Equal(OracleState.Bankrupt, State(-1, -5));

        OracleState State(BigInteger maintenance, BigInteger initial) =>
            OracleLiquidation.State(rules, maintenance, 2000, 1000, equityInitial: initial);
    }

    /// <summary>A long option is credited at three quarters of 1,001, down; a short one is owed whole.</summary>
    [Fact]
    public void Reserve_of_an_option_order_knows_the_haircut()
    {
        BigInteger quarter = Make.One / 4;
        Assert.Equal(250 + 3, OracleOrder.Reserve(OracleSide.Buy, 1000, 1001, 3, quarter));
        Assert.Equal(3, OracleOrder.Reserve(OracleSide.Buy, 750, 1001, 3, quarter));
        Assert.Equal(4, OracleOrder.Reserve(OracleSide.Buy, 751, 1001, 3, quarter));
        Assert.Equal(1 + 3, OracleOrder.Reserve(OracleSide.Sell, 1000, 1001, 3, quarter));
    }
}
