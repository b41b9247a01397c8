using System;
using System.Linq;
using System.Numerics;

namespace Appliance.Core.Tests;

/// <summary>The tables of lines against the same over numbers of any size, and wrong copies against that.</summary>
public sealed class AffineTests
{
    private const int Rounds = 4_000;

    private static readonly Interval Amounts = new(-BigInteger.Pow(2, 86) + 1, BigInteger.Pow(2, 86) - 1);

    private static readonly BigInteger[] AmountEdges = Edges.Of(Amounts);

    private static readonly BigInteger[] RateEdges = Edges.Of(Interval.Rates);

    private static readonly BigInteger[] OffsetEdges = Edges.Of(Interval.Int64);

    private delegate Int128 Table(Int128 x, ReadOnlySpan<AffineSegment> segments);

    [Fact]
    public void The_largest_line_is_exact_for_0_to_64_segments() => Assert.Null(Find(Affine.MaxAffine, ExactMax, 0));

    [Fact]
    public void The_smallest_line_is_exact_for_1_to_64_segments() => Assert.Null(Find(Affine.MinAffine, ExactMin, 1));

    [Fact]
    public void An_empty_requirement_is_nothing_and_an_empty_credit_is_our_bug()
    {
        foreach (BigInteger x in AmountEdges) Assert.Equal(Int128.Zero, Affine.MaxAffine((Int128)x, []));
        Assert.Throws<CheckFailedException>(() => Affine.MinAffine(1, []));
    }

    [Fact]
    public void A_requirement_is_never_negative_and_rounds_up()
    {
        Assert.Equal(Int128.Zero, Affine.MaxAffine(-10, [new AffineSegment(1UL << 32, 0)]));
        Assert.Equal(Int128.Zero, Affine.MaxAffine(10, [new AffineSegment(1UL << 32, 11)]));
        Assert.Equal(Int128.One, Affine.MaxAffine(1, [new AffineSegment(1, 0)]));
        Assert.Equal(Int128.Zero, Affine.MinAffine(1, [new AffineSegment(uint.MaxValue, 0)]));
        Assert.Equal(Int128.NegativeOne, Affine.MinAffine(-1, [new AffineSegment(1, 0)]));
    }

    [Fact]
    public void Wrong_copies_of_the_largest_line_are_refused()
    {
        Assert.NotNull(Find((x, s) => Max(x, s, 0, FixedPoint.MulFloorWide), ExactMax, 0));
        Assert.NotNull(Find((x, s) => Max(x, s, Int128.MinValue, FixedPoint.MulCeilWide), ExactMax, 0));
        Assert.NotNull(Find((x, s) => s.IsEmpty ? 0 : Affine.MaxAffine(x, s[1..]), ExactMax, 0));
        Assert.NotNull(Find((x, s) => s.IsEmpty ? 0 : Affine.MaxAffine(x, s[..^1]), ExactMax, 0));
    }

    [Fact]
    public void Wrong_copies_of_the_smallest_line_are_refused()
    {
        Assert.NotNull(Find((x, s) => Min(x, s, FixedPoint.MulCeilWide), ExactMin, 1));
        Assert.NotNull(Find((x, s) => Affine.MinAffine(x, s[..1]), ExactMin, 1));
        Assert.NotNull(Find((x, s) => Int128.Max(0, Affine.MinAffine(x, s)), ExactMin, 1));
    }

    // The first table that comes out differently, or null. Lengths run through all of their range.
    private static string? Find(Table table, Func<BigInteger, AffineSegment[], BigInteger> exact, int lengthMin)
    {
        Prng random = TestSeed.Generator("affine");
        for (int round = 0; round < Rounds; round++)
        {
            int length = lengthMin + (round % (Limits.AffineSegmentsMax + 1 - lengthMin));
            AffineSegment[] segments = new AffineSegment[length];
            for (int k = 0; k < length; k++)
            {
                segments[k] = new AffineSegment(
                    (ulong)Edges.Draw(random, Interval.Rates, RateEdges),
                    (long)Edges.Draw(random, Interval.Int64, OffsetEdges));
            }

            BigInteger x = Edges.Draw(random, Amounts, AmountEdges);
            BigInteger found = table((Int128)x, segments);
            BigInteger wanted = exact(x, segments);
            if (found != wanted)
            {
                return TestSeed.Repeat($"round={round} x={x} segments={length} want={wanted} got={found}");
            }
        }

        return null;
    }

    private static BigInteger ExactMax(BigInteger x, AffineSegment[] segments) => segments
        .Select(s => -Floor(-x * s.SlopeQ32) - s.OffsetMicro).Append(BigInteger.Zero).Max();

    private static BigInteger ExactMin(BigInteger x, AffineSegment[] segments) => segments
        .Select(s => Floor(x * s.SlopeQ32) + s.OffsetMicro).Min();

    private static BigInteger Floor(BigInteger product)
    {
        BigInteger quotient = BigInteger.DivRem(product, BigInteger.One << 32, out BigInteger remainder);
        return remainder.Sign < 0 ? quotient - 1 : quotient;
    }

    private static Int128 Max(
        Int128 x, ReadOnlySpan<AffineSegment> segments, Int128 least, Func<Int128, ulong, Int128> multiply)
    {
        foreach (AffineSegment s in segments) least = Int128.Max(least, multiply(x, s.SlopeQ32) - s.OffsetMicro);
        return least;
    }

    private static Int128 Min(Int128 x, ReadOnlySpan<AffineSegment> segments, Func<Int128, ulong, Int128> multiply)
    {
        Int128 least = Int128.MaxValue;
        foreach (AffineSegment s in segments) least = Int128.Min(least, multiply(x, s.SlopeQ32) + s.OffsetMicro);
        return least;
    }
}
