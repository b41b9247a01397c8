using System;
using Appliance.Core;

namespace Appliance.Margin.Tests;

/// <summary>The states of section 9: levels by hand, and what must hold whatever the numbers.</summary>
public class MarginStateTests
{
    // bcall 1.1, btarget 1.2, theta 2/3 rounded down.
    private static readonly RiskParameters Standard = new();

    [Theory]
    [InlineData(1_500, 1_500, 1_500, 1_000, MarginState.Healthy)]
    [InlineData(1_499, 1_500, 1_500, 1_000, MarginState.Restricted)]
    [InlineData(1_101, 1_101, 1_500, 1_000, MarginState.Restricted)]
    [InlineData(1_100, 1_100, 1_500, 1_000, MarginState.Call)]
    [InlineData(1_000, 1_000, 1_500, 1_000, MarginState.Call)]
    [InlineData(999, 999, 1_500, 1_000, MarginState.Liquidation)]
    [InlineData(666, 666, 1_500, 1_000, MarginState.Liquidation)]
    [InlineData(665, 665, 1_500, 1_000, MarginState.Backstop)]
    [InlineData(0, 0, 1_500, 1_000, MarginState.Backstop)]
    [InlineData(-1, -1, 1_500, 1_000, MarginState.Bankrupt)]
    [InlineData(0, 0, 0, 0, MarginState.Healthy)]
    [InlineData(-1, -1, 0, 0, MarginState.Bankrupt)]
    [InlineData(5, 1_050, 1_500, 1_000, MarginState.Call)]
    [InlineData(1_050, 1_050, 1_050, 1_000, MarginState.Healthy)]
    public void Levels_are_where_the_rules_put_them(
        long equityInitial, long equity, long requirement, long maintenance, MarginState expected) =>
        Assert.Equal(expected, MarginStates.Of(equityInitial, equity, requirement, maintenance, Standard));

    /// <summary>ceil(1000 * 1.1) with the rate rounded up is 1101, so 1100 is still below the call level.</summary>
    [Fact]
    public void The_call_level_is_rounded_against_the_account()
    {
        Assert.Equal(1_101, FixedPoint.MulCeilWide(1_000, Standard.CallQ32));
        Assert.Equal(MarginState.Restricted, MarginStates.Of(0, 1_101, 1_500, 1_000, Standard));
    }

    [Fact]
    public void Less_equity_never_makes_a_better_state_and_exits_lie_above_entries()
    {
        Prng random = TestSeed.Generator("states");
        string repeat = TestSeed.Repeat("states");
        for (int n = 0; n < 20_000; n++)
        {
            RiskParameters p = Draw(random);
            long maintenance = random.Next(1L << (int)random.Between(1, 61));
            long requirement = maintenance + random.Next(1L << (int)random.Between(1, 60));
            long equity = (long)(((Int128)maintenance * random.Next(3_000_000) / 1_000_000) - random.Next(1_000));
            long less = equity - random.Next(1 + (maintenance / 4));
            MarginState state = MarginStates.Of(equity, equity, requirement, maintenance, p);
            Assert.True(state <= MarginStates.Of(less, less, requirement, maintenance, p), repeat);
            Assert.True(state <= MarginStates.Of(less, equity, requirement, maintenance, p), repeat);

            // What has left a liquidation is neither called nor liquidated again by the same numbers.
            bool hasLeft = MarginStates.IsLiquidationOver(equity, maintenance, p);
            Assert.True(!hasLeft || equity < 0 || state <= MarginState.Restricted, repeat);

            // A deposit of what the call asks for, in full, makes the account healthy.
            if (state == MarginState.Call)
            {
                long amount = MarginStates.CallAmount(equity, requirement);
                Assert.Equal(requirement, equity + amount);
                MarginState after = MarginStates.Of(requirement, requirement, requirement, maintenance, p);
                Assert.True(after == MarginState.Healthy, repeat);
                MarginState short1 = MarginStates.Of(
                    requirement - 1, requirement - 1, requirement, maintenance, p);
                Assert.True(short1 is MarginState.Restricted or MarginState.Call or MarginState.Liquidation, repeat);
            }
        }
    }

    private static RiskParameters Draw(Prng random)
    {
        ulong call = Rate.One.Q32 + (ulong)random.Next(1L << 31);
        return new RiskParameters
        {
            BackstopQ32 = (ulong)random.Next((1L << 32) + 1),
            CallQ32 = call,
            TargetQ32 = call + (ulong)random.Next(1L << 31),
        };
    }
}
