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
        switch (clamp)
        {
            case Clamp.Buy:
                Accumulate<BuyClamp>(accumulator, losses, entries, lots);
                break;
            case Clamp.Sell:
                Accumulate<SellClamp>(accumulator, losses, entries, lots);
                break;
            default:
                Accumulate<HeldClamp>(accumulator, losses, entries, lots);
                break;
        }
    }

    public override long AccumulateTail4(long* accumulator, long* losses, int entries, long lots, Clamp clamp)
    {
        Tail tail = clamp switch
        {
            Clamp.Buy => Probe<BuyClamp>(accumulator, losses, entries, lots, true),
            Clamp.Sell => Probe<SellClamp>(accumulator, losses, entries, lots, true),
            _ => Probe<HeldClamp>(accumulator, losses, entries, lots, true),
        };
        return tail.Sum;
    }

    public override void ProbeOrder(
        long* bucket, long* joint, long* losses, int columns, long lots, Clamp clamp, bool isKept, OrderProbe* probe)
    {
        if (clamp == Clamp.Buy)
        {
            Probe<BuyClamp>(bucket, joint, losses, columns, lots, isKept, probe);
        }
        else
        {
            Probe<SellClamp>(bucket, joint, losses, columns, lots, isKept, probe);
        }
    }

    public override long WorstOfBucket(long* block)
    {
        unchecked
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
    }

    public override void SumBucket(
        Holding* holdings, int count, long* held, long* worst, OrderProbe* ofL, OrderProbe* ofW, StoreKind kind)
    {
        unchecked
        {
            T worstL = T.Zero, worstW = T.Zero;
            for (int s = 0; s < RiskProfile.BucketEntries; s += Rows<T>.Count * T.Count)
            {
                bool isLast = s == RiskProfile.BucketEntries - (Rows<T>.Count * T.Count);
                Rows<T> l = default, w = default;
                Rows<T>.Sum(holdings, count, s, ref l, ref w);
                l.Store(held + s, kind);
                w.Store(worst + s, kind);
                worstL = T.Max(worstL, l.Largest(isLast));
                worstW = T.Max(worstW, w.Largest(isLast));
                if (isLast)
                {
                    ofL->Up = l.LastButOne;
                    ofL->Down = l.Last;
                    ofW->Up = w.LastButOne;
                    ofW->Down = w.Last;
                }
            }

            ofL->Worst = T.MaxAcross(worstL);
            ofW->Worst = T.MaxAcross(worstW);
        }
    }

    public override void SumJoint(
        Holding* holdings,
        int count,
        int columns,
        long* held,
        long* worst,
        OrderProbe* ofL,
        OrderProbe* ofW,
        StoreKind kind)
    {
        unchecked
        {
            Tail tailL = default, tailW = default;
            int s = 0;
            for (; s + (Rows<T>.Count * T.Count) <= columns; s += Rows<T>.Count * T.Count)
            {
                Rows<T> l = default, w = default;
                Rows<T>.Sum(holdings, count, RiskProfile.BucketEntries + s, ref l, ref w);
                l.Store(held + s, kind);
                w.Store(worst + s, kind);
                tailL.Add(l);
                tailW.Add(w);
            }

            for (; s < columns; s += T.Count)
            {
                (T l, T w) = Rows<T>.SumOne(holdings, count, RiskProfile.BucketEntries + s);
                T.Store(l, held + s);
                T.Store(w, worst + s);
                tailL.Add(l);
                tailW.Add(w);
            }

            ofL->Tail = tailL.Sum;
            ofW->Tail = tailW.Sum;
        }
    }

    public override uint Below(long* values, long* levels)
    {
        unchecked
        {
            uint bits = 0;
            for (int k = 0; k < BlockRow; k += T.Count)
            {
                bits |= T.Below(T.Load(values + k), T.Load(levels + k)) << k;
            }

            return bits;
        }
    }

    protected override long TailSum4(long* values, int entries)
    {
        unchecked
        {
            Tail tail = default;
            for (long* end = values + entries; values < end; values += T.Count)
            {
                tail.Add(T.Load(values));
            }

            return tail.Sum;
        }
    }

    private static void Accumulate<TClamp>(long* accumulator, long* losses, int entries, long lots)
        where TClamp : struct, IClamp
    {
        unchecked
        {
            T quantity = T.All(lots);
            for (long* end = losses + entries; losses < end; losses += T.Count)
            {
                T.Store(Moved<TClamp>(accumulator, losses, quantity), accumulator);
                accumulator += T.Count;
            }
        }
    }

    private static void Probe<TClamp>(
        long* bucket, long* joint, long* losses, int columns, long lots, bool isKept, OrderProbe* probe)
        where TClamp : struct, IClamp
    {
        unchecked
        {
            // First the delta rows, before what may be stored; then the block from its end, where they are left out.
            probe->Up = bucket[RiskProfile.DeltaUp] + (lots * TClamp.Of(losses[RiskProfile.DeltaUp]));
            probe->Down = bucket[RiskProfile.DeltaDown] + (lots * TClamp.Of(losses[RiskProfile.DeltaDown]));
            T quantity = T.All(lots);
            T worst = T.Zero;
            for (int s = RiskProfile.BucketEntries - T.Count; s >= 0; s -= T.Count)
            {
                T v = Moved<TClamp>(bucket + s, losses + s, quantity);
                worst = T.Max(worst, s == RiskProfile.BucketEntries - T.Count ? T.WithoutLastTwo(v) : v);
                if (isKept)
                {
                    T.Store(v, bucket + s);
                }
            }

            probe->Tail = Probe<TClamp>(joint, losses + RiskProfile.BucketEntries, columns, lots, isKept).Sum;
            probe->Worst = T.MaxAcross(worst);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Tail Probe<TClamp>(long* accumulator, long* losses, int columns, long lots, bool isKept)
        where TClamp : struct, IClamp
    {
        unchecked
        {
            T quantity = T.All(lots);
            Tail tail = default;
            for (long* end = losses + columns; losses < end; losses += T.Count)
            {
                T v = Moved<TClamp>(accumulator, losses, quantity);
                if (isKept)
                {
                    T.Store(v, accumulator);
                }

                tail.Add(v);
                accumulator += T.Count;
            }

            return tail;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Moved<TClamp>(long* accumulator, long* losses, T quantity)
        where TClamp : struct, IClamp =>
        T.Add(T.Load(accumulator), T.Multiply(quantity, TClamp.Of(T.Load(losses))));

    // Each lane keeps its own four largest above zero, best first.
    private struct Tail
    {
        private T t0;
        private T t1;
        private T t2;
        private T t3;

        public readonly long Sum
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => T.SumTop4(t0, t1, t2, t3);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(in Rows<T> rows)
        {
            Add(rows.R0);
            Add(rows.R1);
            Add(rows.R2);
            Add(rows.R3);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(T v)
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
}
