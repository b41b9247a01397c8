using System;
using System.Runtime.CompilerServices;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>The kernels over rows of lanes; the compiler makes one set of machine code for each kind of row.</summary>
internal sealed unsafe class VectorKernels<T> : ScenarioKernels
    where T : struct, ILanes<T>
{
    public override VectorWidth Width => (VectorWidth)T.Count;

    public override void Accumulate(long* accumulator, long* losses, int entries, long lots, Clamp clamp)
    {
        T low = T.All(clamp.Low), high = T.All(clamp.High), quantity = T.All(lots);
        for (int s = 0; s < entries; s += T.Count)
        {
            T.Store(Moved(accumulator + s, losses + s, quantity, low, high), accumulator + s);
        }
    }

    public override long AccumulateTail4(long* accumulator, long* losses, int entries, long lots, Clamp clamp)
    {
        T low = T.All(clamp.Low), high = T.All(clamp.High), quantity = T.All(lots);
        T t0 = T.Zero, t1 = t0, t2 = t0, t3 = t0;
        for (int s = 0; s < entries; s += T.Count)
        {
            T v = Moved(accumulator + s, losses + s, quantity, low, high);
            T.Store(v, accumulator + s);
            Sift(ref t0, ref t1, ref t2, ref t3, v);
        }

        return T.SumTop4(t0, t1, t2, t3);
    }

    public override void ProbeOrder(
        long* bucket, long* joint, long* losses, int columns, long lots, Clamp clamp, bool isKept, OrderProbe* probe)
    {
        T low = T.All(clamp.Low), high = T.All(clamp.High), quantity = T.All(lots);
        probe->Up = Moved(bucket, losses, RiskProfile.DeltaUp, lots, clamp);
        probe->Down = Moved(bucket, losses, RiskProfile.DeltaDown, lots, clamp);
        int last = RiskProfile.BucketEntries - T.Count;
        T v = Moved(bucket + last, losses + last, quantity, low, high);
        T worst = T.WithoutLastTwo(v);
        if (isKept)
        {
            T.Store(v, bucket + last);
        }

        for (int s = 0; s < last; s += T.Count)
        {
            v = Moved(bucket + s, losses + s, quantity, low, high);
            worst = T.Max(worst, v);
            if (isKept)
            {
                T.Store(v, bucket + s);
            }
        }

        losses += RiskProfile.BucketEntries;
        T t0 = T.Zero, t1 = t0, t2 = t0, t3 = t0;
        for (int s = 0; s < columns; s += T.Count)
        {
            v = Moved(joint + s, losses + s, quantity, low, high);
            if (isKept)
            {
                T.Store(v, joint + s);
            }

            Sift(ref t0, ref t1, ref t2, ref t3, v);
        }

        probe->Worst = Math.Max(0, T.MaxAcross(worst));
        probe->Tail = T.SumTop4(t0, t1, t2, t3);
    }

    public override long WorstOfBucket(long* block)
    {
        // The last two lanes of the block are the delta rows; zero stands in for them.
        int last = RiskProfile.BucketEntries - T.Count;
        T worst = T.WithoutLastTwo(T.Load(block + last));
        for (int s = 0; s < last; s += T.Count)
        {
            worst = T.Max(worst, T.Load(block + s));
        }

        return Math.Max(0, T.MaxAcross(worst));
    }

    public override void AccumulatePosition(
        long* positions, long* worst, long* losses, int entries, long q, long b, long s)
    {
        T position = T.All(q), buys = T.All(b), sells = T.All(unchecked(-s));
        for (int k = 0; k < entries; k += T.Count)
        {
            // A loss counts for the buys where it is one and for the sells where it is a gain.
            T r = T.Load(losses + k);
            T held = T.Multiply(position, r);
            T working = T.Multiply(T.Choose(r, sells, buys), r);
            T.Store(T.Add(T.Load(positions + k), held), positions + k);
            T.Store(T.Add(T.Add(T.Load(worst + k), held), working), worst + k);
        }
    }

    public override uint Below(long* values, long* levels)
    {
        uint bits = 0;
        for (int k = 0; k < BlockRow; k += T.Count)
        {
            bits |= T.Below(T.Load(values + k), T.Load(levels + k)) << k;
        }

        return bits;
    }

    protected override long TailSum4(long* values, int entries)
    {
        T t0 = T.Zero, t1 = t0, t2 = t0, t3 = t0;
        for (int s = 0; s < entries; s += T.Count)
        {
            Sift(ref t0, ref t1, ref t2, ref t3, T.Load(values + s));
        }

        return T.SumTop4(t0, t1, t2, t3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Moved(long* accumulator, long* losses, T quantity, T low, T high)
    {
        T r = T.Min(T.Max(T.Load(losses), low), high);
        return T.Add(T.Load(accumulator), T.Multiply(quantity, r));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Moved(long* accumulator, long* losses, int at, long lots, Clamp clamp) =>
        unchecked(accumulator[at] + (lots * Math.Min(Math.Max(losses[at], clamp.Low), clamp.High)));

    // Each lane keeps its own four largest, best first.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sift(ref T t0, ref T t1, ref T t2, ref T t3, T v)
    {
        T best = T.Max(t0, v);
        v = T.Min(t0, v);
        t0 = best;
        best = T.Max(t1, v);
        v = T.Min(t1, v);
        t1 = best;
        best = T.Max(t2, v);
        v = T.Min(t2, v);
        t2 = best;
        t3 = T.Max(t3, v);
    }
}
