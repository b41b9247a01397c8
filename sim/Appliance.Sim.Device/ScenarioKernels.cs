using System;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>
/// The multiply-adds over scenarios. All sums are exact in int64 (bounded by gabs), so lanes may be combined in any
/// order and every vector width gives the same bits. Blocks are 64-byte aligned and a multiple of 8 long. One
/// implementation a width, chosen at start (<see cref="VectorWidth"/>).
/// </summary>
internal abstract unsafe class ScenarioKernels
{
    /// <summary>Rows of a block are a multiple of this, and <see cref="Below"/> compares as many.</summary>
    public const int BlockRow = 8;

    public abstract VectorWidth Width { get; }

    /// <summary>acc[s] += lots * clamp(r[s], low, high): every update of L and W is of this form.</summary>
    /// <param name="lots">Signed; for working sells negative, with r clamped to [.., 0].</param>
    public abstract void Accumulate(long* accumulator, long* losses, int entries, long lots, Clamp clamp);

    /// <summary>
    /// <see cref="Accumulate"/> over the joint block, and the sum of the four largest positive entries of the result.
    /// </summary>
    public abstract long AccumulateTail4(long* accumulator, long* losses, int entries, long lots, Clamp clamp);

    /// <summary>
    /// One pass of an order over its bucket and the joint block: what the accumulators would be with it. Stored only
    /// when <paramref name="isKept"/>. The tail is of the four largest.
    /// </summary>
    public abstract void ProbeOrder(
        long* bucket, long* joint, long* losses, int columns, long lots, Clamp clamp, bool isKept, OrderProbe* probe);

    /// <summary>max(0, the 30 losses of a bucket block), the delta rows left out.</summary>
    public abstract long WorstOfBucket(long* block);

    /// <summary>L += q*r and W += q*r + b*pos(r) + s*pos(-r): one position into empty or filled accumulators.</summary>
    public abstract void AccumulatePosition(
        long* positions, long* worst, long* losses, int entries, long q, long b, long s);

    /// <summary>Bit k is set where values[k] is below levels[k], for k below <see cref="BlockRow"/>.</summary>
    public abstract uint Below(long* values, long* levels);

    /// <summary>
    /// Sum of the <paramref name="count"/> largest entries, each floored at zero. Exact while gabs is at most
    /// <see cref="RequirementScale.NarrowGabsMax"/>; beyond that <see cref="TailSumWide"/>.
    /// </summary>
    public long TailSum(long* values, int entries, int count)
    {
        if (count == 4)
        {
            return TailSum4(values, entries);
        }

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

    /// <summary><see cref="TailSum"/> of the four largest.</summary>
    protected abstract long TailSum4(long* values, int entries);

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
