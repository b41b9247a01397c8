using System;
using System.Numerics;

namespace Appliance.Core.Tests;

/// <summary>Ratios compare as fractions do, at the ends of 64 bits too.</summary>
public sealed class RatioTests
{
    private static readonly Interval Positive = new(1, long.MaxValue);

    [Fact]
    public void Comparison_is_exact() => Assert.Null(Find(FixedPoint.RatioLess));

    [Fact]
    public void Wrong_copies_are_refused()
    {
        Assert.NotNull(Find((a, b, c, d) => (Int128)a * d <= (Int128)c * b));
        Assert.NotNull(Find((a, b, c, d) => unchecked(a * d) < unchecked(c * b)));
        Assert.NotNull(Find((a, b, c, d) => a / b < c / d));
        Assert.NotNull(Find((a, b, c, d) => (Int128)a * b < (Int128)c * d));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public void A_denominator_that_is_not_positive_is_our_bug(long denominator)
    {
        Assert.Throws<CheckFailedException>(() => FixedPoint.RatioLess(1, denominator, 1, 1));
        Assert.Throws<CheckFailedException>(() => FixedPoint.RatioLess(1, 1, 1, denominator));
    }

    private static string? Find(Func<long, long, long, long, bool> less)
    {
        Prng random = TestSeed.Generator("ratio");
        BigInteger[] signed = Edges.Of(Interval.Int64);
        BigInteger[] positive = Edges.Of(Positive);
        for (int round = 0; round < 20_000; round++)
        {
            long a = (long)Edges.Draw(random, Interval.Int64, signed);
            long b = (long)Edges.Draw(random, Positive, positive);
            bool same = random.Next(4) == 0;
            long c = same ? a : (long)Edges.Draw(random, Interval.Int64, signed);
            long d = same ? b : (long)Edges.Draw(random, Positive, positive);
            if (less(a, b, c, d) != Fractions(a, b, c, d))
            {
                return TestSeed.Repeat($"{a}/{b} < {c}/{d} is {Fractions(a, b, c, d)}");
            }
        }

        return null;
    }

    // Whole parts first, then what is left over: another way than the products of the core.
    private static bool Fractions(BigInteger a, BigInteger b, BigInteger c, BigInteger d)
    {
        (BigInteger wholeLeft, BigInteger left) = Split(a, b);
        (BigInteger wholeRight, BigInteger right) = Split(c, d);
        return wholeLeft != wholeRight ? wholeLeft < wholeRight : left * d < right * b;
    }

    private static (BigInteger Whole, BigInteger Over) Split(BigInteger a, BigInteger b)
    {
        BigInteger rest = ((a % b) + b) % b;
        return ((a - rest) / b, rest);
    }
}
