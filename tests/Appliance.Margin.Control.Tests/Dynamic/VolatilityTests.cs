using System;
using System.Linq;
using Appliance.Core;

namespace Appliance.Margin.Control.Tests;

/// <summary>Volatility, stress quantile, horizon and the range they make.</summary>
public sealed class VolatilityTests
{
    [Fact]
    public void A_constant_size_of_returns_is_the_volatility()
    {
        int[] returns = [.. Enumerable.Range(0, 500).Select(i => i % 2 == 0 ? 10_000 : -10_000)];
        Assert.Equal(0.01, new EwmaVolatility().Estimate(returns), 1e-15);
        Assert.Equal(0.01, new EwmaVolatility().Estimate(returns.AsSpan(0, 3)), 1e-15);
        Assert.Equal(0.0, new EwmaVolatility().Estimate([]));
    }

    [Fact]
    public void One_step_is_the_textbook_recurrence()
    {
        EwmaVolatility ewma = new() { Decay = 0.94, WarmUpPeriods = 2 };
        double variance = ((0.01 * 0.01) + (0.02 * 0.02)) / 2;
        variance = (0.94 * variance) + (0.06 * 0.03 * 0.03);
        Assert.Equal(Math.Sqrt(variance), ewma.Estimate([10_000, -20_000, 30_000]), 1e-15);
    }

    [Fact]
    public void A_larger_last_move_never_lowers_the_volatility()
    {
        Prng prng = TestSeed.Generator("ewma");
        for (int round = 0; round < 200; round++)
        {
            int[] returns = [.. Enumerable.Range(0, 60).Select(_ => (int)prng.Between(-50_000, 50_000))];
            double last = 0;
            for (int size = 0; size <= 300_000; size += 50_000)
            {
                returns[^1] = prng.Chance(500_000) ? size : -size;
                double volatility = new EwmaVolatility().Estimate(returns);
                Assert.True(volatility >= last, TestSeed.Repeat("ewma"));
                last = volatility;
            }
        }
    }

    [Fact]
    public void The_stress_quantile_is_a_rank_of_overlapping_moves()
    {
        int[] returns = [100, -200, 300, -400, 500];
        Assert.Equal(500, new StressQuantile { SharePpm = 1_000_000 }.Ppm(returns));
        Assert.Equal(500, new StressQuantile { SharePpm = 800_001 }.Ppm(returns));
        Assert.Equal(400, new StressQuantile { SharePpm = 800_000 }.Ppm(returns));
        Assert.Equal(100, new StressQuantile { SharePpm = 1 }.Ppm(returns));

        // Pairs: 100, 100, 100, 100 in size; triples: 200, 300, 400.
        Assert.Equal(100, new StressQuantile { SharePpm = 1_000_000, HorizonPeriods = 2 }.Ppm(returns));
        Assert.Equal(400, new StressQuantile { SharePpm = 1_000_000, HorizonPeriods = 3 }.Ppm(returns));
        Assert.Equal(0, new StressQuantile { HorizonPeriods = 6 }.Ppm(returns));
    }

    [Fact]
    public void The_horizon_grows_with_the_position_and_shrinks_with_depth()
    {
        LiquidationHorizon horizon = new() { BasePeriods = 8, Participation = 0.1, PeriodsMax = 100 };
        Assert.Equal(8, horizon.Periods(0, 0));
        Assert.Equal(18, horizon.Periods(1_000, 1_000));
        Assert.Equal(13, horizon.Periods(1_000, 2_000));
        Assert.Equal(28, horizon.Periods(2_000, 1_000));
        Assert.Equal(100, horizon.Periods(1_000_000, 1_000));
        Assert.Equal(100, horizon.Periods(1, 0));
    }

    [Fact]
    public void The_range_is_the_largest_of_floor_stress_and_deviations()
    {
        PriceScanRange range = new() { FloorQ32 = Rate.Up(10, 100).Q32, StressWeight = 1.5, Deviations = 3 };
        Assert.Equal(Rate.Up(10, 100).Q32, range.Q32(50_000, 0.01, 4));
        Assert.Equal(Rate.Up(15, 100).Q32, range.Q32(100_000, 0.01, 4), 2UL);
        Assert.Equal(Rate.Up(24, 100).Q32, range.Q32(100_000, 0.02, 16), 2UL);
        Assert.Equal(Rate.One.Q32, range.Q32(900_000, 0.02, 16));
        Assert.Equal(Rate.One.Q32, range.Q32(0, double.PositiveInfinity, 1));
    }

    [Fact]
    public void Implied_volatility_adds_only_what_prices_have_not_shown()
    {
        ImpliedVolatilityGap gap = new() { Weight = 0.5, PeriodsPerYear = 10_000 };
        Assert.Equal(0.002, gap.PerPeriod(1.0, 0.006), 1e-15);
        Assert.Equal(0.0, gap.PerPeriod(0.5, 0.006));
        Assert.Equal(0.0, gap.PerPeriod(0.0, 0.006));
    }
}
