using System;
using System.Numerics;
using Appliance.Core;

namespace Appliance.Margin.Control.Tests;

/// <summary>Depth, funding, open interest, oracle and peg.</summary>
public sealed class ReserveTests
{
    [Fact]
    public void The_concentration_table_is_never_below_the_cost_it_stands_for()
    {
        DepthImpact impact = new();
        Prng prng = TestSeed.Generator("depth");
        for (int i = 0; i < 5_000; i++)
        {
            long depth = prng.Between(1, 1L << (int)prng.Between(20, 55));
            AffineSegment[] segments = impact.Segments(depth);
            Int128 notional = (Int128)prng.NextUInt64() % ((Int128)depth * 32 + 1);

            // 2% of N^2 / (2 D), in whole numbers: N^2 / (100 D), up.
            BigInteger squared = (BigInteger)notional * (BigInteger)notional;
            BigInteger cost = (squared + (100 * (BigInteger)depth) - 1) / (100 * (BigInteger)depth);
            Int128 table = Affine.MaxAffine(notional, segments);
            Assert.True((BigInteger)table >= cost, TestSeed.Repeat($"depth {depth} notional {notional}"));
        }
    }

    [Fact]
    public void The_concentration_table_meets_the_cost_at_its_breakpoints_and_is_convex()
    {
        DepthImpact impact = new();
        const long depth = 1_000_000_000_000;
        AffineSegment[] segments = impact.Segments(depth);
        for (int i = 1; i < segments.Length; i++)
        {
            Assert.True(segments[i].SlopeQ32 > segments[i - 1].SlopeQ32);
            Assert.True(segments[i].OffsetMicro > segments[i - 1].OffsetMicro);
        }

        foreach (double multiple in impact.Breakpoints.Span)
        {
            double cost = impact.Cost(multiple * depth, depth);
            double table = (double)Affine.MaxAffine((Int128)(multiple * depth), segments);
            Assert.Equal(cost, table, cost * 1e-6);
        }

        Assert.Equal(new AffineSegment(Rate.One.Q32, 0), Assert.Single(impact.Segments(0)));
    }

    [Fact]
    public void Less_depth_costs_more()
    {
        Int128 last = Int128.MaxValue;
        for (long depth = 1_000_000; depth < 1L << 50; depth *= 2)
        {
            Int128 cost = Affine.MaxAffine(1_000_000_000, new DepthImpact().Segments(depth));
            bool isSmall = depth * 0.05 > 1e9;
            Assert.True(isSmall ? cost == last || cost == 500_001 : cost < last, $"{depth}: {cost} after {last}");
            last = cost;
        }
    }

    [Fact]
    public void Funding_is_forecast_for_whoever_pays()
    {
        FundingForecast forecast = new() { Deviations = 0 };
        Assert.Equal(new FundingRates(Rate.Up(1, 10_000).Q32, 0), forecast.Next([100, 100, 100], 100, 0.5));
        Assert.Equal(new FundingRates(0, Rate.Up(1, 10_000).Q32), forecast.Next([-100, -100], -100, 1));
        Assert.Equal(new FundingRates(Rate.Up(1, 10_000).Q32, 0), forecast.Next([], 100, 0));
        Assert.Equal(new FundingRates(Rate.Up(3, 10_000).Q32, 0), forecast.Next([100], 500, 0.5));

        // A mean of 0 that swings by 100: both sides may pay two deviations.
        FundingRates swinging = (forecast with { Deviations = 2, Decay = 0.5 }).Next([100, -100, 100, -100], 0, 1);
        Assert.Equal(swinging.LongPaysQ32, swinging.ShortPaysQ32);
        Assert.InRange(swinging.LongPaysQ32, Rate.Up(18, 100_000).Q32, Rate.Up(2, 10_000).Q32);

        FundingRates capped = forecast.Next([5_000_000], 5_000_000, 0.5);
        Assert.Equal(Rate.Up(3, 100).Q32, capped.LongPaysQ32);
    }

    [Fact]
    public void Open_interest_raises_the_slope_and_never_lowers_it()
    {
        Prng prng = TestSeed.Generator("open interest");
        for (int round = 0; round < 500; round++)
        {
            long lower = prng.Between(0, 1L << 40);
            OpenInterestScaling scaling = new(lower, lower + prng.Between(1, 1L << 40));
            ulong slope = (ulong)prng.Between(0, 2L << 32);
            ulong last = 0;
            for (int step = 0; step <= 20; step++)
            {
                ulong scaled = scaling.SlopeQ32(slope, (scaling.UpperCap / 16) * step);
                bool isOrdered = scaled >= last && scaled >= slope && scaled <= Math.Max(slope, Rate.One.Q32);
                Assert.True(isOrdered, TestSeed.Repeat($"{scaling} {slope}"));
                last = scaled;
            }
        }
    }

    [Fact]
    public void A_scaled_table_still_dominates()
    {
        UnderlyingRisk risk = Models.Underlying("BTC", 15).Risk;
        OpenInterestScaling scaling = new(1_000, 2_000);
        Assert.Equal(risk.TierInitial.ToArray(), scaling.Scaled(risk.TierInitial.Span, 1_000));
        foreach (long openInterest in (long[])[1_001, 1_500, 2_000, 9_000])
        {
            AffineSegment[] scaled = scaling.Scaled(risk.TierInitial.Span, openInterest);
            for (Int128 notional = 1; notional < (Int128)1 << 60; notional = (notional * 3) + 7)
            {
                Int128 initial = Affine.MaxAffine(notional, scaled);
                Assert.True(initial >= Affine.MaxAffine(notional, risk.TierInitial.Span));
                Assert.True(initial >= Affine.MaxAffine(notional, risk.TierMaintenance.Span));
            }
        }

        Assert.Equal(Rate.One.Q32, scaling.Scaled(risk.TierInitial.Span, 2_000)[0].SlopeQ32);
    }

    [Fact]
    public void An_unsure_price_and_a_coin_below_its_peg_cost_margin()
    {
        OracleConfidence confidence = new(550_000, Rate.Up(1, 2).Q32);
        Assert.Equal(0UL, confidence.RateQ32(550_000));
        Assert.Equal(Rate.Up(1, 4).Q32, confidence.RateQ32(500_000));
        Assert.Equal(Rate.Up(1, 2).Q32, confidence.RateQ32(0));

        StablecoinPeg peg = new(990_000, Rate.Up(4, 1).Q32);
        Assert.Equal(0UL, peg.PhiAddOnQ32(990_000));
        Assert.Equal(Rate.Up(4, 100).Q32, peg.PhiAddOnQ32(980_000));
        Assert.Equal(Rate.Up(396, 100).Q32, peg.PhiAddOnQ32(0));
    }
}
