using System;
using Appliance.Core;

namespace Appliance.Margin.Tests;

/// <summary>The liquidation budget of a window, and the clip of large positions (section 9).</summary>
public class BudgetTests
{
    private const long Window = 1_000;

    [Fact]
    public void The_cap_is_the_smaller_of_depth_and_share_of_open_interest()
    {
        ulong fifth = Rate.Down(1, 5).Q32;
        Assert.Equal(70, LiquidationBudget.CapMicro(70, 1_000, fifth));
        Assert.Equal(199, LiquidationBudget.CapMicro(500, 1_000, fifth));
        Assert.Equal(200, LiquidationBudget.CapMicro(500, 1_001, fifth));
        Assert.Equal(0, LiquidationBudget.CapMicro(500, 0, fifth));
        Assert.Equal(5, LiquidationBudget.CapMicro(5, FixedPoint.MoneyMax, FixedPoint.RateLimitQ32 - 1));
    }

    [Fact]
    public void A_window_is_used_up_and_the_next_one_is_fresh_for_each_underlying()
    {
        LiquidationBudget budget = new(2, Window);
        Assert.Equal(100, budget.LeftMicro(0, 5_000, 100));
        budget.Use(0, 5_000, 60);
        Assert.Equal(40, budget.LeftMicro(0, 5_999, 100));
        Assert.Equal(100, budget.LeftMicro(1, 5_999, 100));
        budget.Use(0, 5_999, 50);
        Assert.Equal(0, budget.LeftMicro(0, 5_999, 100));
        Assert.Equal(110, budget.UsedMicro(0));
        Assert.Equal(100, budget.LeftMicro(0, 6_000, 100));
        Assert.Equal(6, budget.Window(0));
    }

    [Fact]
    public void A_stamp_from_before_counts_into_the_newest_window()
    {
        LiquidationBudget budget = new(1, Window);
        budget.Use(0, 9_000, 60);
        Assert.Equal(40, budget.LeftMicro(0, 1, 100));
        budget.Use(0, 1, 40);
        Assert.Equal(0, budget.LeftMicro(0, 9_500, 100));
        budget.Use(0, 9_500, FixedPoint.MoneyMax);
        Assert.Equal(FixedPoint.MoneyMax, budget.UsedMicro(0));
    }

    [Fact]
    public void What_is_let_through_never_exceeds_the_cap_of_a_window()
    {
        Prng random = TestSeed.Generator("budget");
        LiquidationBudget budget = new(3, Window);
        long[,] byWindow = new long[3, 200];
        long now = 0;
        for (int n = 0; n < 5_000; n++)
        {
            now = Math.Min(now + random.Next(80), (200 * Window) - 1);
            int u = (int)random.Next(3);
            long cap = 1_000 * (u + 1);
            long wanted = random.Next(900);
            long use = Math.Min(wanted, budget.LeftMicro(u, now, cap));
            budget.Use(u, now, use);
            byWindow[u, now / Window] += use;
            Assert.True(byWindow[u, now / Window] <= cap, TestSeed.Repeat("budget"));
            Assert.True(use == wanted || byWindow[u, now / Window] == cap, TestSeed.Repeat("budget"));
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 1)]
    [InlineData(6, 2)]
    [InlineData(100, 20)]
    [InlineData(101, 21)]
    public void The_first_step_is_a_fifth_rounded_up(long held, long lots) =>
        Assert.Equal(lots, LiquidationClip.FirstStepLots(held));

    [Fact]
    public void Only_what_is_above_the_threshold_is_clipped_and_the_pause_ends_on_time()
    {
        Assert.False(LiquidationClip.IsLarge(100, 100));
        Assert.True(LiquidationClip.IsLarge(101, 100));
        Assert.True(LiquidationClip.IsCooling(50, 30, 79));
        Assert.False(LiquidationClip.IsCooling(50, 30, 80));
        Assert.False(LiquidationClip.IsCooling(50, 0, 50));
        Assert.True(LiquidationClip.IsCooling(long.MaxValue, long.MaxValue, long.MaxValue));
    }
}
