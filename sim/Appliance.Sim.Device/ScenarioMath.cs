using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>
/// The multiply-adds over scenarios. All sums are exact in int64 (bounded by gabs), so lanes may be combined in any
/// order and every vector width gives the same bits. Blocks are 64-byte aligned and a multiple of 8 long.
/// </summary>
internal static unsafe class ScenarioMath
{
    private const int Lanes = 8;

    /// <summary>acc[s] += lots * clamp(r[s], low, high): every update of L and W is of this form.</summary>
    /// <param name="lots">Signed; for working sells negative, with r clamped to [.., 0].</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate(long* accumulator, long* losses, int entries, long lots, Clamp clamp)
    {
        Vector512<long> low = Vector512.Create(clamp.Low);
        Vector512<long> high = Vector512.Create(clamp.High);
        Vector512<long> quantity = Vector512.Create(lots);
        for (int s = 0; s < entries; s += Lanes)
        {
            Vector512<long> r = Vector512.Min(Vector512.Max(Vector512.Load(losses + s), low), high);
            (Vector512.Load(accumulator + s) + (quantity * r)).Store(accumulator + s);
        }
    }

    /// <summary>
    /// <see cref="Accumulate"/> over the joint block, and the sum of the four largest positive entries of the result.
    /// </summary>
    public static long AccumulateTail4(long* accumulator, long* losses, int entries, long lots, Clamp clamp)
    {
        Vector512<long> low = Vector512.Create(clamp.Low);
        Vector512<long> high = Vector512.Create(clamp.High);
        Vector512<long> quantity = Vector512.Create(lots);
        Vector512<long> t0 = Vector512<long>.Zero;
        Vector512<long> t1 = t0, t2 = t0, t3 = t0;
        for (int s = 0; s < entries; s += Lanes)
        {
            Vector512<long> r = Vector512.Min(Vector512.Max(Vector512.Load(losses + s), low), high);
            Vector512<long> v = Vector512.Load(accumulator + s) + (quantity * r);
            v.Store(accumulator + s);
            (t0, v) = (Vector512.Max(t0, v), Vector512.Min(t0, v));
            (t1, v) = (Vector512.Max(t1, v), Vector512.Min(t1, v));
            (t2, v) = (Vector512.Max(t2, v), Vector512.Min(t2, v));
            t3 = Vector512.Max(t3, v);
        }

        return SumTop4(t0, t1, t2, t3);
    }

    /// <summary>
    /// Sum of the <paramref name="count"/> largest entries, each floored at zero. Exact while gabs is at most
    /// <see cref="RequirementScale.NarrowGabsMax"/>; beyond that <see cref="TailSumWide"/>.
    /// </summary>
    public static long TailSum(long* values, int entries, int count)
    {
        if (count != 4)
        {
            return TailSumAny(values, entries, count);
        }

        Vector512<long> t0 = Vector512<long>.Zero;
        Vector512<long> t1 = t0, t2 = t0, t3 = t0;
        for (int s = 0; s < entries; s += Lanes)
        {
            Vector512<long> v = Vector512.Load(values + s);
            (t0, v) = (Vector512.Max(t0, v), Vector512.Min(t0, v));
            (t1, v) = (Vector512.Max(t1, v), Vector512.Min(t1, v));
            (t2, v) = (Vector512.Max(t2, v), Vector512.Min(t2, v));
            t3 = Vector512.Max(t3, v);
        }

        return SumTop4(t0, t1, t2, t3);
    }

    /// <summary>max(0, the 30 losses of a bucket block), the delta rows left out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long WorstOfBucket(long* block)
    {
        // The last two lanes of the block are the delta rows; zero stands in for them.
        Vector512<long> isLoss = Vector512.Create(-1L, -1L, -1L, -1L, -1L, -1L, 0L, 0L);
        Vector512<long> worst = Vector512.Max(
            Vector512.Max(Vector512.Load(block), Vector512.Load(block + 8)),
            Vector512.Max(Vector512.Load(block + 16), Vector512.Load(block + 24) & isLoss));
        Vector256<long> half = Vector256.Max(worst.GetLower(), worst.GetUpper());
        Vector128<long> quarter = Vector128.Max(half.GetLower(), half.GetUpper());
        return Math.Max(0, Math.Max(quarter.GetElement(0), quarter.GetElement(1)));
    }

    /// <summary>L += q*r and W += q*r + b*pos(r) + s*pos(-r): one position into empty or filled accumulators.</summary>
    public static void AccumulatePosition(
        long* positions, long* worst, long* losses, int entries, long q, long b, long s)
    {
        Vector512<long> position = Vector512.Create(q);
        Vector512<long> buys = Vector512.Create(b);
        Vector512<long> sells = Vector512.Create(s);
        for (int k = 0; k < entries; k += Lanes)
        {
            Vector512<long> r = Vector512.Load(losses + k);
            Vector512<long> held = position * r;
            Vector512<long> working = (buys * Vector512.Max(r, Vector512<long>.Zero))
                - (sells * Vector512.Min(r, Vector512<long>.Zero));
            (Vector512.Load(positions + k) + held).Store(positions + k);
            (Vector512.Load(worst + k) + held + working).Store(worst + k);
        }
    }

    // Each lane holds its own four largest, best first. Halving: max(a_k, b_(3-k)) are the four largest of both.
    private static long SumTop4(Vector512<long> t0, Vector512<long> t1, Vector512<long> t2, Vector512<long> t3)
    {
        Vector256<long> a0 = Vector256.Max(t0.GetLower(), t3.GetUpper());
        Vector256<long> a1 = Vector256.Max(t1.GetLower(), t2.GetUpper());
        Vector256<long> a2 = Vector256.Max(t2.GetLower(), t1.GetUpper());
        Vector256<long> a3 = Vector256.Max(t3.GetLower(), t0.GetUpper());
        (a0, a2) = (Vector256.Max(a0, a2), Vector256.Min(a0, a2));
        (a1, a3) = (Vector256.Max(a1, a3), Vector256.Min(a1, a3));
        (a0, a1) = (Vector256.Max(a0, a1), Vector256.Min(a0, a1));
        (a2, a3) = (Vector256.Max(a2, a3), Vector256.Min(a2, a3));
        Vector128<long> b0 = Vector128.Max(a0.GetLower(), a3.GetUpper());
        Vector128<long> b1 = Vector128.Max(a1.GetLower(), a2.GetUpper());
        Vector128<long> b2 = Vector128.Max(a2.GetLower(), a1.GetUpper());
        Vector128<long> b3 = Vector128.Max(a3.GetLower(), a0.GetUpper());
        (b0, b2) = (Vector128.Max(b0, b2), Vector128.Min(b0, b2));
        (b1, b3) = (Vector128.Max(b1, b3), Vector128.Min(b1, b3));
        (b0, b1) = (Vector128.Max(b0, b1), Vector128.Min(b0, b1));
        (b2, b3) = (Vector128.Max(b2, b3), Vector128.Min(b2, b3));

        return unchecked(
            Math.Max(b0.GetElement(0), b3.GetElement(1)) + Math.Max(b1.GetElement(0), b2.GetElement(1))
            + Math.Max(b2.GetElement(0), b1.GetElement(1)) + Math.Max(b3.GetElement(0), b0.GetElement(1)));
    }

    private static long TailSumAny(long* values, int entries, int count)
    {
        Span<long> largest = stackalloc long[RiskProfile.TailCountMax];
        SelectLargest(values, entries, largest[..count]);
        long sum = 0;
        foreach (long v in largest[..count])
        {
            sum = unchecked(sum + v);
        }

        return sum;
    }

    /// <summary><see cref="TailSum"/> for values of any size.</summary>
    public static Int128 TailSumWide(long* values, int entries, int count)
    {
        Span<long> largest = stackalloc long[RiskProfile.TailCountMax];
        SelectLargest(values, entries, largest[..count]);
        Int128 sum = Int128.Zero;
        foreach (long v in largest[..count])
        {
            sum += v;
        }

        return sum;
    }

    private static void SelectLargest(long* values, int entries, Span<long> largest)
    {
        largest.Clear();
        for (int s = 0; s < entries; s++)
        {
            long v = values[s];
            for (int k = 0; k < largest.Length && v > 0; k++)
            {
                (largest[k], v) = (Math.Max(largest[k], v), Math.Min(largest[k], v));
            }
        }
    }
}

/// <summary>Range a loss is clamped to before it is multiplied by lots.</summary>
internal readonly record struct Clamp(long Low, long High)
{
    /// <summary>A position: the loss as it is.</summary>
    public static Clamp Position => new(long.MinValue, long.MaxValue);

    /// <summary>A working buy counts where a long loses.</summary>
    public static Clamp Buy => new(0, long.MaxValue);

    /// <summary>A working sell counts where a long gains; lots are given negative.</summary>
    public static Clamp Sell => new(long.MinValue, 0);
}
