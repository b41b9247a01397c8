using System;
using System.Runtime.CompilerServices;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>
/// The kernels as plain loops, one loss at a time: for processors without vectors, and the honest measure of what
/// vectors bring. Written as a person would for speed: the clamp chosen outside the loop, no bounds to check.
/// </summary>
internal sealed unsafe class ScalarKernels : ScenarioKernels
{
    public override VectorWidth Width => VectorWidth.Scalar;

    public override void Accumulate(long* accumulator, long* losses, int entries, long lots, Clamp clamp)
    {
        unchecked
        {
            for (int s = 0; s < entries; s++)
            {
                accumulator[s] += lots * Math.Min(Math.Max(losses[s], clamp.Low), clamp.High);
            }
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
        long worst = 0;
        for (int s = 0; s < RiskProfile.BucketScenarios; s++)
        {
            worst = Math.Max(worst, Moved(bucket, losses, s, lots, clamp, isKept));
        }

        probe->Worst = worst;
        probe->Up = Moved(bucket, losses, RiskProfile.DeltaUp, lots, clamp, isKept);
        probe->Down = Moved(bucket, losses, RiskProfile.DeltaDown, lots, clamp, isKept);
        losses += RiskProfile.BucketEntries;
        long a = 0, b = 0, c = 0, d = 0;
        for (int s = 0; s < columns; s++)
        {
            long v = Moved(joint, losses, s, lots, clamp, isKept);
            if (v > d)
            {
                Insert(ref a, ref b, ref c, ref d, v);
            }
        }

        probe->Tail = unchecked(a + b + c + d);
    }

    public override long WorstOfBucket(long* block)
    {
        long worst = 0;
        for (int s = 0; s < RiskProfile.BucketScenarios; s++)
        {
            worst = Math.Max(worst, block[s]);
        }

        return worst;
    }

    public override void AccumulatePosition(
        long* positions, long* worst, long* losses, int entries, long q, long b, long s)
    {
        unchecked
        {
            for (int k = 0; k < entries; k++)
            {
                long r = losses[k];
                long held = q * r;
                positions[k] += held;
                worst[k] += held + ((r < 0 ? -s : b) * r);
            }
        }
    }

    public override uint Below(long* values, long* levels)
    {
        uint bits = 0;
        for (int k = 0; k < BlockRow; k++)
        {
            bits |= values[k] < levels[k] ? 1u << k : 0;
        }

        return bits;
    }

    // Most entries are below the fourth largest so far: one comparison that goes the same way nearly always.
    protected override long TailSum4(long* values, int entries)
    {
        long a = 0, b = 0, c = 0, d = 0;
        for (int s = 0; s < entries; s++)
        {
            long v = values[s];
            if (v <= d)
            {
                continue;
            }

            Insert(ref a, ref b, ref c, ref d, v);
        }

        return unchecked(a + b + c + d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Moved(long* accumulator, long* losses, int at, long lots, Clamp clamp, bool isKept)
    {
        long v = unchecked(accumulator[at] + (lots * Math.Min(Math.Max(losses[at], clamp.Low), clamp.High)));
        if (isKept)
        {
            accumulator[at] = v;
        }

        return v;
    }

    // In its place among the four, the smallest falls out.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Insert(ref long a, ref long b, ref long c, ref long d, long v)
    {
        (a, v) = (Math.Max(a, v), Math.Min(a, v));
        (b, v) = (Math.Max(b, v), Math.Min(b, v));
        (c, v) = (Math.Max(c, v), Math.Min(c, v));
        d = v;
    }
}
