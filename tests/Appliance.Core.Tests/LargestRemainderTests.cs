using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace Appliance.Core.Tests;

/// <summary>Nothing is lost in a split, and who gets the rest is decided as the plain way decides it.</summary>
public sealed class LargestRemainderTests
{
    private const int Rounds = 4_000, MembersMax = 48;

    private const long Huge = 1L << 62;

    private delegate void Splitter(long total, ReadOnlySpan<long> weights, Span<long> shares);

    [Fact]
    public void Splits_agree_with_the_plain_way_and_lose_nothing() => Assert.Null(Find(LargestRemainder.Split));

    [Theory]
    [InlineData(7, new long[] { 1, 1, 1 }, new long[] { 3, 2, 2 })]
    [InlineData(8, new long[] { 1, 1, 1 }, new long[] { 3, 3, 2 })]
    [InlineData(1, new long[] { 0, 5, 5, 0 }, new long[] { 0, 1, 0, 0 })]
    [InlineData(10, new long[] { 1, 2, 4 }, new long[] { 1, 3, 6 })]
    [InlineData(0, new long[] { 3, 1 }, new long[] { 0, 0 })]
    [InlineData(9, new long[] { 0, 0 }, new long[] { 0, 0 })]
    [InlineData(9, new long[] { 0, 4 }, new long[] { 0, 9 })]
    [InlineData(9, new long[0], new long[0])]
    [InlineData(1, new long[] { Huge, Huge, Huge }, new long[] { 1, 0, 0 })]
    [InlineData(2, new long[] { Huge - 1, Huge, Huge }, new long[] { 0, 1, 1 })]
    [InlineData(long.MaxValue, new long[] { Huge }, new long[] { long.MaxValue })]
    [InlineData(long.MaxValue, new long[] { long.MaxValue, long.MaxValue }, new long[] { Huge, Huge - 1 })]
    public void Known_splits(long total, long[] weights, long[] expected)
    {
        long[] shares = [.. Enumerable.Repeat(-1L, weights.Length)];
        LargestRemainder.Split(total, weights, shares);
        Assert.Equal(expected, shares);
        Assert.Equal(expected, Naive(total, weights));
    }

    [Fact]
    public void Negative_numbers_and_unequal_lengths_are_our_bug()
    {
        Assert.Throws<CheckFailedException>(() => LargestRemainder.Split(-1, [1], new long[1]));
        Assert.Throws<CheckFailedException>(() => LargestRemainder.Split(1, [2, -1], new long[2]));
        Assert.Throws<CheckFailedException>(() => LargestRemainder.Split(1, [1, 1], new long[1]));
        Assert.Throws<CheckFailedException>(() => LargestRemainder.Split(1, [1, 1], new long[3]));
    }

    [Fact]
    public void Wrong_copies_are_refused()
    {
        Assert.NotNull(Find(WithLeftTo((_, index) => (BigInteger.Zero, index))));
        Assert.NotNull(Find(WithLeftTo((remainder, index) => (-remainder, -index))));
        Assert.NotNull(Find(WithLeftTo((remainder, index) => (remainder, index))));
        Assert.NotNull(Find((total, weights, shares) => Floors(total, weights.ToArray()).CopyTo(shares)));
    }

    // The first split that breaks the rule, or null.
    private static string? Find(Splitter split)
    {
        Prng random = TestSeed.Generator("largest remainder");
        for (int round = 0; round < Rounds; round++)
        {
            long[] weights = Weights(random, (int)random.Next(MembersMax + 1));
            long total = random.Next(4) switch
            {
                0 => random.Next(2 * MembersMax),
                1 => Edges.DrawLong(random, 0, FixedPoint.MoneyMax),
                _ => Edges.DrawLong(random, 0, long.MaxValue),
            };
            long[] shares = [.. Enumerable.Repeat(-1L, weights.Length)];
            split(total, weights, shares);
            string? fault = Fault(total, weights, shares);
            if (fault is not null)
            {
                return TestSeed.Repeat($"{fault} round={round} total={total} weights={string.Join(',', weights)}");
            }
        }

        return null;
    }

    private static string? Fault(long total, long[] weights, long[] shares)
    {
        BigInteger weightSum = Sum(weights);
        if (Sum(shares) != (weightSum.IsZero ? 0 : total)) return "sum";
        for (int k = 0; k < shares.Length; k++)
        {
            BigInteger distance = ((BigInteger)shares[k] * weightSum) - ((BigInteger)total * weights[k]);
            if (weights[k] == 0 && shares[k] != 0) return $"share without weight at {k}";
            if (!weightSum.IsZero && BigInteger.Abs(distance) >= weightSum) return $"a whole unit off at {k}";
        }

        return shares.SequenceEqual(Naive(total, weights)) ? null : "who gets the rest";
    }

    // Floors first; then all members in a row, largest remainder first, of equals the lower index first.
    private static long[] Naive(long total, long[] weights)
    {
        long[] shares = new long[weights.Length];
        WithLeftTo((remainder, index) => (-remainder, index))(total, weights, shares);
        return shares;
    }

    private static Splitter WithLeftTo(Func<BigInteger, int, (BigInteger, int)> order) => (total, weights, shares) =>
    {
        long[] copy = weights.ToArray();
        long[] floors = Floors(total, copy);
        BigInteger weightSum = Sum(copy);
        int left = weightSum.IsZero ? 0 : (int)(total - Sum(floors));
        IEnumerable<int> row = Enumerable.Range(0, copy.Length)
            .OrderBy(k => order((BigInteger)total * copy[k] % weightSum, k));
        foreach (int k in row.Take(left)) floors[k]++;
        floors.CopyTo(shares);
    };

    private static long[] Floors(long total, long[] weights)
    {
        BigInteger weightSum = Sum(weights);
        return [.. weights.Select(w => weightSum.IsZero ? 0 : (long)((BigInteger)total * w / weightSum))];
    }

    private static BigInteger Sum(long[] values) => values.Aggregate(BigInteger.Zero, (sum, value) => sum + value);

    private static long[] Weights(Prng random, int count)
    {
        long common = Edges.DrawLong(random, 0, long.MaxValue);
        long kind = random.Next(6);
        long[] weights = new long[count];
        for (int k = 0; k < count; k++)
        {
            weights[k] = kind switch
            {
                0 => common,
                1 => 0,
                2 => random.Next(4),
                3 => Huge + random.Between(-2, 2),
                4 => random.Next(2) * common,
                _ => Edges.DrawLong(random, 0, long.MaxValue),
            };
        }

        return weights;
    }
}
