using System;
using System.Numerics;
using Appliance.Core;

namespace Appliance.Margin.Control.Tests;

public sealed class GridRevaluerTests
{
    private static readonly InstrumentModel Call =
        Options.Priced("C", 1, ContractStyle.Option, OptionKind.Call, 66_000, 30, 0.6);

    private static readonly InstrumentModel Future =
        Options.Priced("F", 2, ContractStyle.Linear, OptionKind.Call, 0, 30, 0);

    [Fact]
    public void A_linear_contract_is_the_same_as_its_array_from_the_mark()
    {
        RiskSnapshot snapshot = SnapshotBuilder.Build(Models.Three(RiskProfile.Lite), JointTable.Empty);
        snapshot.ArrayLinear(0, 600_000_000);
        long[] bucket = Options.Bucket(Future, ScenarioGrid.Ism1, 15);
        for (int s = 0; s < RiskProfile.BucketEntries; s++)
        {
            // The product of two shares rounds once as an integer and once as a double.
            Assert.InRange(snapshot.Losses(0)[s] - bucket[s], -1, 1);
        }
    }

    [Fact]
    public void Rows_are_the_exact_losses_rounded_up()
    {
        long[] bucket = Options.Bucket(Call, ScenarioGrid.Ism1, 15);
        Assert.Equal(0, bucket[0]);
        double years = 30.0 / 365;
        BigInteger before = Price(60_000, 0.6, years);
        foreach (ScenarioPoint point in ScenarioGrid.Ism1.Points)
        {
            double sigma = point.Index is 28 or 29 ? 0.6 : point.Volatility switch
            {
                VolatilityMove.Up => 0.9,
                VolatilityMove.Down => 0.45,
                _ => 0.6,
            };
            double move = point.MoveQ32(Rate.Up(15, 100).Q32) / 4294967296.0;
            double cover = point.CoverQ32(Rate.Up(15, 100).Q32) / 4294967296.0;
            BigInteger lost = BigFixed.Mul(
                BigFixed.Of(cover), before - Price(60_000 * (1 + move), sigma, years)) * 10_000;
            double above = (double)((bucket[point.Index] * BigFixed.One - lost) >> (BigFixed.Places - 60))
                * Math.Pow(2, -60);
            Assert.True(above is > -1e-4 and < 1.0001, $"{point.Name}: {above}");
        }
    }

    [Fact]
    public void A_call_less_a_put_is_the_discounted_future()
    {
        InstrumentModel put = Call with { Pricing = Call.Pricing! with { Kind = OptionKind.Put } };
        long[] call = Options.Bucket(Call, ScenarioGrid.Ism1, 15);
        long[] other = Options.Bucket(put, ScenarioGrid.Ism1, 15);
        long[] future = Options.Bucket(Future, ScenarioGrid.Ism1, 15);
        double discount = Math.Exp(-0.04 * 30 / 365);
        for (int s = 0; s < RiskProfile.BucketEntries; s++)
        {
            Assert.Equal(future[s] * discount, call[s] - other[s], 3.0);
        }
    }

    [Fact]
    public void Sixteen_scenarios_of_a_future_are_the_published_array()
    {
        // McMillan, Options as a Strategic Investment, ch. 34: range 10,000, extremes 14 of 20 points. Whole tens.
        long[] profit = [3330, -3330, 6670, -6670, 10_000, -10_000, 7000, -7000];
        int[] rows = [4, 7, 10, 13, 16, 19, 21, 22];
        ScenarioGrid grid = ScenarioGrid.Embedded("span-16", new GridParameter("extremeCover", "0.35"));
        InstrumentModel future = Future with
        {
            LotE8 = 100_000_000,
            Pricing = Future.Pricing! with { ReferenceNano = 50_000_000_000_000 },
        };
        long[] bucket = Options.Bucket(future, grid, 20);
        for (int i = 0; i < rows.Length; i++)
        {
            Assert.Equal(-profit[i], bucket[rows[i]] / 1e6, 5.0);
        }

        Assert.Equal(10_000, Options.Scan((bucket, 1)) / 1e6, 0.001);
    }

    [Theory]
    [InlineData(48_000)]
    [InlineData(54_000)]
    [InlineData(60_000)]
    public void A_covered_call_asks_for_less_than_a_naked_one(long strike)
    {
        InstrumentModel written = Options.Priced("C", 1, ContractStyle.Option, OptionKind.Call, strike, 30, 0.6);
        foreach (string name in ScenarioGrid.EmbeddedNames)
        {
            ScenarioGrid grid = ScenarioGrid.Embedded(name);
            long[] call = Options.Bucket(written, grid, 15);
            long[] future = Options.Bucket(Future, grid, 15);
            long naked = Options.Scan((call, -1));
            long covered = Options.Scan((call, -1), (future, 1));
            Assert.True(covered < naked, $"{name}: {covered} {naked}");
            Assert.True(covered < Options.Scan((future, 1)), name);
        }
    }

    [Fact]
    public void Time_that_passes_costs_the_holder()
    {
        long day = Decay("1");
        long week = Decay("7");
        long all = Decay("40");
        Assert.True(day > 0 && week > 6 * day && all > week);
        OptionTerms terms = new(OptionKind.Call, 66_000, 30.0 / 365);
        Assert.Equal(OptionPricer.Black76(terms, 60_000, 0.6, 0.04).Price * 10_000, all, 1.0);
    }

    [Fact]
    public void Delta_rows_are_the_delta_notional_away_from_zero()
    {
        OptionTerms terms = new(OptionKind.Call, 66_000, 30.0 / 365);
        double expected = OptionPricer.Black76(terms, 60_000, 0.6, 0.04).Delta * 60_000 * 0.01 * 1e6;
        long[] call = Options.Bucket(Call, ScenarioGrid.Ism1, 15);
        Assert.Equal((long)Math.Ceiling(expected), call[RiskProfile.DeltaUp]);
        Assert.Equal(-call[RiskProfile.DeltaUp], call[RiskProfile.DeltaDown]);
        InstrumentModel put = Call with { Pricing = Call.Pricing! with { Kind = OptionKind.Put } };
        Assert.True(Options.Bucket(put, ScenarioGrid.Ism1, 15)[RiskProfile.DeltaUp] < 0);
    }

    [Fact]
    public void Losses_in_coin_and_in_money_are_one_loss_at_the_coins_price()
    {
        foreach (ContractStyle style in (ContractStyle[])[ContractStyle.InverseFuture, ContractStyle.InverseOption])
        {
            InstrumentModel money = Options.Priced("I", 1, style, OptionKind.Put, 60_000, 30, 0.6);
            PricedContract inMoney = new(money, Options.NowMs);
            PricedContract inCoin = new(
                money with { Pricing = money.Pricing! with { LossIn = LossUnit.Coin } }, Options.NowMs);
            foreach (double move in (double[])[-0.66, -0.1, 0, 0.2, 3])
            {
                double coin = inCoin.LossMicro(move, 0.7, 1) * 60_000 * (1 + move);
                Assert.Equal(inMoney.LossMicro(move, 0.7, 1), coin, Math.Abs(coin) * 1e-12);
            }

            double bump = 1e-6;
            double slope = (inCoin.LossMicro(-bump, 0.6, 0) - inCoin.LossMicro(bump, 0.6, 0)) / (2 * bump);
            Assert.Equal(inCoin.DeltaNotionalMicro(), slope, Math.Abs(slope) * 1e-6);
            slope = (inMoney.LossMicro(-bump, 0.6, 0) - inMoney.LossMicro(bump, 0.6, 0)) / (2 * bump);
            Assert.Equal(inMoney.DeltaNotionalMicro(), slope, Math.Abs(slope) * 1e-6);
        }
    }

    [Fact]
    public void A_coin_that_is_worth_nothing_cannot_be_arrayed()
    {
        InstrumentModel put = Options.Priced("I", 1, ContractStyle.InverseOption, OptionKind.Put, 60_000, 30, 0.6);
        put = put with { Pricing = put.Pricing! with { LossIn = LossUnit.Coin } };
        InstrumentModel call = put with { Pricing = put.Pricing! with { Kind = OptionKind.Call } };
        InstrumentModel future = put with { Pricing = put.Pricing! with { Style = ContractStyle.InverseFuture } };
        Assert.Equal(-Limits.PerLotLimit, JointLoss(put));
        Assert.Equal(Limits.PerLotLimit, JointLoss(future));
        Assert.InRange(JointLoss(call), 1, 1_000_000);
    }

    private static long Decay(string days)
    {
        ScenarioGrid grid = ScenarioGrid.Embedded("okx-portfolio", new GridParameter("decayDays", days));
        return Options.Bucket(Call, grid, 12)[23];
    }

    private static long JointLoss(InstrumentModel instrument)
    {
        long[] joint = new long[1];
        GridRevaluer.FillJoint(new PricedContract(instrument, Options.NowMs), [1L << 32], [1.0], joint);
        return joint[0];
    }

    private static BigInteger Price(double forward, double sigma, double years)
    {
        BigInteger f = BigFixed.Of(forward);
        BigInteger k = BigFixed.Of(66_000);
        BigInteger deviation = BigFixed.Mul(BigFixed.Of(sigma), BigFixed.Sqrt(BigFixed.Of(years)));
        BigInteger d1 = BigFixed.Div(BigFixed.Log(f) - BigFixed.Log(k), deviation) + (deviation / 2);
        BigInteger undiscounted = BigFixed.Mul(f, BigFixed.NormalCdf(d1))
            - BigFixed.Mul(k, BigFixed.NormalCdf(d1 - deviation));
        return BigFixed.Mul(undiscounted, BigFixed.Exp(-BigFixed.Mul(BigFixed.Of(0.04), BigFixed.Of(years))));
    }
}
