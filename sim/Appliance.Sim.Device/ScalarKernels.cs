using System.Runtime.CompilerServices;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>
/// The kernels as plain loops, one loss at a time: for processors without vectors, and the honest measure of what
/// vectors bring. Written as a person would for speed: nothing that goes either way is a branch, the clamp is chosen
/// outside the loop, and there are no bounds to check.
/// </summary>
internal sealed unsafe class ScalarKernels : ScenarioKernels
{
    public override VectorWidth Width => VectorWidth.Scalar;

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
        Accumulate(accumulator, losses, entries, lots, clamp);
        return TailSum4(accumulator, entries);
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
            long worst = 0;
            for (int s = 0; s < RiskProfile.BucketScenarios; s++)
            {
                worst = Larger(worst, block[s]);
            }

            return worst;
        }
    }

    public override void SumBucket(
        Holding* holdings, int count, long* held, long* worst, OrderProbe* ofL, OrderProbe* ofW, StoreKind kind)
    {
        Sum(holdings, count, 0, RiskProfile.BucketEntries, held, worst);
        ofL->Worst = WorstOfBucket(held);
        ofL->Up = held[RiskProfile.DeltaUp];
        ofL->Down = held[RiskProfile.DeltaDown];
        ofW->Worst = WorstOfBucket(worst);
        ofW->Up = worst[RiskProfile.DeltaUp];
        ofW->Down = worst[RiskProfile.DeltaDown];
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
        Sum(holdings, count, RiskProfile.BucketEntries, columns, held, worst);
        ofL->Tail = TailSum4(held, columns);
        ofW->Tail = TailSum4(worst, columns);
    }

    public override uint Below(long* values, long* levels)
    {
        unchecked
        {
            uint bits = 0;
            for (int k = 0; k < BlockRow; k++)
            {
                bits |= values[k] < levels[k] ? 1u << k : 0;
            }

            return bits;
        }
    }

    protected override long TailSum4(long* values, int entries)
    {
        unchecked
        {
            Tail tail = default;
            for (int s = 0; s < entries; s++)
            {
                tail.Add(values[s]);
            }

            return tail.Sum;
        }
    }

    private static void Accumulate<TClamp>(long* accumulator, long* losses, int entries, long lots)
        where TClamp : struct, IClamp
    {
        unchecked
        {
            for (int s = 0; s < entries; s++)
            {
                accumulator[s] += lots * TClamp.Of(losses[s]);
            }
        }
    }

    private static void Probe<TClamp>(
        long* bucket, long* joint, long* losses, int columns, long lots, bool isKept, OrderProbe* probe)
        where TClamp : struct, IClamp
    {
        unchecked
        {
            probe->Up = bucket[RiskProfile.DeltaUp] + (lots * TClamp.Of(losses[RiskProfile.DeltaUp]));
            probe->Down = bucket[RiskProfile.DeltaDown] + (lots * TClamp.Of(losses[RiskProfile.DeltaDown]));
            long worst = 0;
            for (int s = 0; s < RiskProfile.BucketScenarios; s++)
            {
                long v = bucket[s] + (lots * TClamp.Of(losses[s]));
                worst = Larger(worst, v);
                if (isKept)
                {
                    bucket[s] = v;
                }
            }

            long* wide = losses + RiskProfile.BucketEntries;
            Tail tail = default;
            for (int s = 0; s < columns; s++)
            {
                long v = joint[s] + (lots * TClamp.Of(wide[s]));
                tail.Add(v);
                if (isKept)
                {
                    joint[s] = v;
                }
            }

            if (isKept)
            {
                bucket[RiskProfile.DeltaUp] = probe->Up;
                bucket[RiskProfile.DeltaDown] = probe->Down;
            }

            probe->Worst = worst;
            probe->Tail = tail.Sum;
        }
    }

    private static void Sum(Holding* holdings, int count, int at, int entries, long* held, long* worst)
    {
        unchecked
        {
            for (int s = 0; s < entries; s++)
            {
                long l = 0, x = 0;
                for (Holding* h = holdings; h < holdings + count; h++)
                {
                    long r = h->Losses[at + s];
                    l += h->Q * r;
                    x += (h->B * BuyClamp.Of(r)) + (h->MinusS * SellClamp.Of(r));
                }

                held[s] = l;
                worst[s] = l + x;
            }
        }
    }

    // Without a branch for any two of at most 2^62: the compiler keeps one inside a loop, and it goes either way.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Larger(long a, long b) => unchecked(a + BuyClamp.Of(b - a));

    // Most entries are below the fourth largest so far: that one comparison goes the same way nearly always.
    private struct Tail
    {
        private long t0;
        private long t1;
        private long t2;
        private long t3;

        public readonly long Sum => unchecked(t0 + t1 + t2 + t3);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(long v)
        {
            if (v > t3)
            {
                Insert(v);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Insert(long v)
        {
            if (v > t1)
            {
                t3 = t2;
                t2 = t1;
                (t0, t1) = v > t0 ? (v, t0) : (t0, v);
            }
            else
            {
                (t2, t3) = v > t2 ? (v, t2) : (t2, v);
            }
        }
    }
}
