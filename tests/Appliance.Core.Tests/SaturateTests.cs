using System;
using System.Numerics;

namespace Appliance.Core.Tests;

/// <summary>Final scalars clamp at the bound of money, and the flag that says so stays up.</summary>
public sealed class SaturateTests
{
    private delegate long Clamp(Int128 x, ref bool saturated);

    [Fact]
    public void Clamping_is_exact_and_the_flag_is_sticky() => Assert.Null(Find(FixedPoint.Saturate));

    [Theory]
    [InlineData(0, 0, 0, false)]
    [InlineData(1, 0, FixedPoint.MoneyMax, false)]
    [InlineData(-1, 0, -FixedPoint.MoneyMax, false)]
    [InlineData(1, 1, FixedPoint.MoneyMax, true)]
    [InlineData(-1, -1, -FixedPoint.MoneyMax, true)]
    public void Both_edges(int sign, int beyond, long expected, bool isSaturated)
    {
        bool flag = false;
        Assert.Equal(expected, FixedPoint.Saturate(((Int128)FixedPoint.MoneyMax * sign) + beyond, ref flag));
        Assert.Equal(isSaturated, flag);
        Assert.Equal(0, FixedPoint.Saturate(0, ref flag));
        Assert.Equal(isSaturated, flag);
    }

    [Fact]
    public void Wrong_copies_are_refused()
    {
        Assert.NotNull(Find((Int128 x, ref bool flag) =>
        {
            flag = false;
            return FixedPoint.Saturate(x, ref flag);
        }));
        Assert.NotNull(Find((Int128 x, ref bool flag) =>
        {
            bool ignored = false;
            return FixedPoint.Saturate(x, ref ignored);
        }));
        Assert.NotNull(Find((Int128 x, ref bool flag) =>
        {
            flag |= Int128.Abs(x == Int128.MinValue ? 0 : x) >= FixedPoint.MoneyMax;
            return FixedPoint.Saturate(x, ref flag);
        }));
        Assert.NotNull(Find((Int128 x, ref bool flag) => Math.Max(FixedPoint.Saturate(x, ref flag), 0)));
    }

    [Fact]
    public void The_positive_part_is_the_greater_of_a_number_and_nothing()
    {
        foreach (BigInteger x in Edges.Of(Interval.Int64))
        {
            Assert.Equal(BigInteger.Max(x, 0), FixedPoint.Pos((long)x));
        }
    }

    private static string? Find(Clamp clamp)
    {
        Prng random = TestSeed.Generator("saturate");
        BigInteger[] edges = Edges.Of(Interval.Int128);
        for (int round = 0; round < 10_000; round++)
        {
            BigInteger x = round < edges.Length ? edges[round] : Edges.Draw(random, Interval.Int128, edges);
            BigInteger wanted = BigInteger.Clamp(x, -FixedPoint.MoneyMax, FixedPoint.MoneyMax);
            foreach (bool before in (bool[])[false, true])
            {
                bool flag = before;
                long found = clamp((Int128)x, ref flag);
                if (found != wanted || flag != (before || wanted != x))
                {
                    return TestSeed.Repeat($"x={x} flag={before} want={wanted} got={found} flag={flag}");
                }
            }
        }

        return null;
    }
}
