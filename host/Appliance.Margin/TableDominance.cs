using System;
using System.Numerics;
using Appliance.Core;

namespace Appliance.Margin;

/// <summary>
/// Is max(0, max_j ceil(x*a_j) - b_j) of one table at least that of another for every whole x &gt;= 0? Decided exactly,
/// roundings included, in unbounded integers: it runs once a load. One maintenance line at a time: the whole x at which
/// the line is above every initial line form one run, and there the rounded values are compared by their sums.
/// </summary>
internal static class TableDominance
{
    private static readonly BigInteger One = BigInteger.One << 32;

    public static bool Dominates(ReadOnlySpan<AffineSegment> initial, ReadOnlySpan<AffineSegment> maintenance)
    {
        foreach (AffineSegment needed in maintenance)
        {
            if (!IsCovered(needed, initial))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsCovered(AffineSegment needed, ReadOnlySpan<AffineSegment> initial)
    {
        BigInteger first = BigInteger.Zero;
        BigInteger? last = null;
        Narrow(needed, default, ref first, ref last);
        foreach (AffineSegment segment in initial)
        {
            Narrow(needed, segment, ref first, ref last);
        }

        // Above all lines without end means steeper than all, or parallel and higher by whole micros.
        return last is not null && (first > last || IsCoveredByRounding(needed, initial, first, last.Value));
    }

    // Keeps the whole x at which needed is above the line: x * (m - a) > (c - b) * 2^32.
    private static void Narrow(AffineSegment needed, AffineSegment line, ref BigInteger first, ref BigInteger? last)
    {
        BigInteger slope = (BigInteger)needed.SlopeQ32 - line.SlopeQ32;
        BigInteger offset = ((BigInteger)needed.OffsetMicro - line.OffsetMicro) * One;
        if (slope > 0)
        {
            first = BigInteger.Max(first, FloorDiv(offset, slope) + 1);
        }
        else if (slope < 0 || offset >= 0)
        {
            BigInteger end = slope < 0 ? -FloorDiv(offset, -slope) - 1 : BigInteger.MinusOne;
            last = last is null ? end : BigInteger.Min(last.Value, end);
        }
    }

    // From first to last the needed line is above all others, perhaps by less than a micro. Walks the pieces of the
    // initial envelope; on each, the rounded values are equal everywhere exactly when their sums are.
    private static bool IsCoveredByRounding(
        AffineSegment needed, ReadOnlySpan<AffineSegment> initial, BigInteger first, BigInteger last)
    {
        for (BigInteger x = first; x <= last;)
        {
            AffineSegment top = Highest(initial, x);
            BigInteger end = BigInteger.Min(last, LastOfPiece(initial, top, x));
            BigInteger count = end - x + 1;
            BigInteger offsets = (BigInteger)needed.OffsetMicro - top.OffsetMicro;
            if (CeilSum(needed.SlopeQ32, x, count) - CeilSum(top.SlopeQ32, x, count) > offsets * count)
            {
                return false;
            }

            x = end + 1;
        }

        return true;
    }

    // The highest line at x before rounding; of equal ones the steepest. The zero line is one of them.
    private static AffineSegment Highest(ReadOnlySpan<AffineSegment> initial, BigInteger x)
    {
        AffineSegment top = default;
        foreach (AffineSegment segment in initial)
        {
            int order = Exact(segment, x).CompareTo(Exact(top, x));
            top = order > 0 || (order == 0 && segment.SlopeQ32 > top.SlopeQ32) ? segment : top;
        }

        return top;
    }

    // The last whole x before a steeper line passes the top one; far beyond any end when none does.
    private static BigInteger LastOfPiece(ReadOnlySpan<AffineSegment> initial, AffineSegment top, BigInteger x)
    {
        BigInteger last = BigInteger.One << 128;
        foreach (AffineSegment segment in initial)
        {
            if (segment.SlopeQ32 > top.SlopeQ32)
            {
                BigInteger rise = (BigInteger)segment.SlopeQ32 - top.SlopeQ32;
                BigInteger crossing = FloorDiv(((BigInteger)segment.OffsetMicro - top.OffsetMicro) * One, rise);
                last = BigInteger.Min(last, BigInteger.Max(crossing, x));
            }
        }

        return last;
    }

    private static BigInteger Exact(AffineSegment segment, BigInteger x) =>
        (x * segment.SlopeQ32) - (segment.OffsetMicro * One);

    // Sum of ceil(slope * k / 2^32) over count whole k from x on.
    private static BigInteger CeilSum(ulong slopeQ32, BigInteger x, BigInteger count) =>
        FloorSum(count, One, slopeQ32, (slopeQ32 * x) + One - 1);

    // Sum of floor((a*k + b) / m) for k = 0 .. n - 1, with a and b not negative: Euclid's steps on a and m.
    private static BigInteger FloorSum(BigInteger n, BigInteger m, BigInteger a, BigInteger b)
    {
        BigInteger sum = BigInteger.Zero;
        while (n > 0)
        {
            sum += (n * (n - 1) / 2 * (a / m)) + (n * (b / m));
            a %= m;
            b %= m;
            BigInteger top = (a * n) + b;
            (n, b, m, a) = (top / m, top % m, a, m);
        }

        return sum;
    }

    private static BigInteger FloorDiv(BigInteger a, BigInteger b)
    {
        BigInteger quotient = BigInteger.DivRem(a, b, out BigInteger remainder);
        return remainder < 0 ? quotient - 1 : quotient;
    }
}
