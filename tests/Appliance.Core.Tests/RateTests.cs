using System;
using System.Linq;
using System.Numerics;

namespace Appliance.Core.Tests;

/// <summary>The range of rates. That they round as they should is held in RoundingTests.</summary>
public sealed class RateTests
{
    private const long Nano = 1_000_000_000;

    [Fact]
    public void Up_is_down_or_one_step_above_it()
    {
        RoundingLaw law = Operations.All["Rate.Up"].Law;
        Assert.All(law.Grid().Distinct(), pair =>
        {
            (long x, long y) = ((long)pair.X, (long)pair.Y);
            ulong step = (pair.X << 32) % pair.Y == 0 ? 0UL : 1UL;
            Assert.Equal(Rate.Down(x, y).Q32 + step, Rate.Up(x, y).Q32);
        });
    }

    [Theory]
    [InlineData(256, 1)]
    [InlineData(long.MaxValue, 1)]
    [InlineData(long.MaxValue, 1L << 55)]
    [InlineData(256 * Nano, Nano)]
    public void A_rate_of_256_or_more_is_our_bug_when_rounded_up(long numerator, long denominator) =>
        Assert.Throws<CheckFailedException>(() => Rate.Up(numerator, denominator));

    [Theory]
    [InlineData(256, 1)]
    [InlineData(long.MaxValue, 1)]
    [InlineData(1L << 62, 1L << 54)]
    public void A_rate_of_256_or_more_is_our_bug_when_rounded_down(long numerator, long denominator) =>
        Assert.Throws<CheckFailedException>(() => Rate.Down(numerator, denominator));

    [Fact]
    public void Refusal_begins_exactly_at_the_limit()
    {
        RoundingLaw up = Operations.All["Rate.Up"].Law;
        RoundingLaw down = Operations.All["Rate.Down"].Law;
        foreach (BigInteger y in Edges.Of(up.Y))
        {
            foreach (BigInteger x in Edges.Around(y * 256).Concat(Edges.Of(up.X)).Where(up.X.Contains))
            {
                (long a, long b) = ((long)x, (long)y);
                Assert.Equal(up.IsInside(x, y), !Refuses(() => Rate.Up(a, b)));
                Assert.Equal(down.IsInside(x, y), !Refuses(() => Rate.Down(a, b)));
            }
        }
    }

    [Fact]
    public void Known_rates()
    {
        Assert.Equal(Rate.One, Rate.Up(7, 7));
        Assert.Equal(Rate.One, Rate.Down(7, 7));
        Assert.Equal(Rate.Zero, Rate.Up(0, long.MaxValue));
        Assert.Equal(new Rate(1), Rate.Up(1, long.MaxValue));
        Assert.Equal(Rate.Zero, Rate.Down(1, long.MaxValue));
        Assert.Equal(Rate.One, Rate.FromNanoUp(Nano));
        Assert.Equal(new Rate(5), Rate.FromNanoUp(1));
        Assert.Equal(new Rate(FixedPoint.RateLimitQ32 - 4), Rate.FromNanoUp((256 * Nano) - 1));
        Assert.Throws<CheckFailedException>(() => Rate.FromNanoUp(256 * Nano));
    }

    [Fact]
    public void A_negative_rate_is_our_bug()
    {
        Assert.Throws<CheckFailedException>(() => Rate.Up(-1, 1));
        Assert.Throws<CheckFailedException>(() => Rate.Down(-1, 1));
        Assert.Throws<CheckFailedException>(() => Rate.FromNanoUp(-1));
    }

    private static bool Refuses(Func<Rate> make)
    {
        try
        {
            make();
            return false;
        }
        catch (CheckFailedException)
        {
            return true;
        }
    }
}
