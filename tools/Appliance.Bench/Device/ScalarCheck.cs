using System;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Bench.Device;

/// <summary>
/// The order check as one would write it without vectors: the same incremental arithmetic and data layout ideas as
/// the device, in plain loops. Its requirement equals the device's to the micro. Linear instruments, one an underlying.
/// </summary>
internal sealed class ScalarCheck
{
    private const int Terms = 4;
    private readonly RiskSnapshot snapshot;
    private readonly int perGroup;
    private readonly int joint;
    private readonly int placeLongs;
    private readonly long[] buckets;
    private readonly long[] joints;
    private readonly long[] reserves;
    private readonly long[] lots;
    private readonly int[] instruments;
    private readonly long[][] losses;
    private readonly ulong multiplierMax;

    public ScalarCheck(int groups, int perGroup, RiskSnapshot snapshot)
    {
        this.snapshot = snapshot;
        this.perGroup = perGroup;
        joint = snapshot.Profile.JointColumns;
        placeLongs = RiskProfile.BucketEntries + Terms;
        buckets = new long[groups * perGroup * placeLongs];
        joints = new long[groups * joint];
        reserves = new long[groups];
        lots = new long[groups];
        instruments = new int[groups * perGroup];
        losses = new long[snapshot.Instruments.Length][];
        for (int i = 0; i < losses.Length; i++)
        {
            losses[i] = snapshot.Losses(i).ToArray();
            multiplierMax = Math.Max(multiplierMax, snapshot.Underlyings[i].MultiplierQ32);
        }
    }

    public void Open(uint group, int place, int instrument) => instruments[(group * perGroup) + place] = instrument;

    /// <summary>A position of the first trade: the loss as it is.</summary>
    public void Hold(uint group, int place, long signedLots)
    {
        lots[group] += Math.Abs(signedLots);
        Move(group, place, signedLots, long.MinValue, long.MaxValue);
    }

    /// <summary>Adds an order and returns IMR with it.</summary>
    public long Place(in DeviceCommand order, int place) => Change(order, place, order.Lots);

    public void Release(in DeviceCommand order, int place) => Change(order, place, -order.Lots);

    private long Change(in DeviceCommand order, int place, long change)
    {
        bool isBuy = order.Side > 0;
        reserves[order.Group] += change * order.Reserve;
        lots[order.Group] += change;
        Move(order.Group, place, isBuy ? change : -change, isBuy ? 0 : long.MinValue, isBuy ? long.MaxValue : 0);
        return Requirement(order.Group);
    }

    private void Move(uint group, int place, long signed, long low, long high)
    {
        int at = (int)(group * perGroup) + place;
        long[] r = losses[instruments[at]];
        Span<long> bucket = buckets.AsSpan(at * placeLongs, placeLongs);
        Span<long> wide = joints.AsSpan((int)group * joint, joint);
        unchecked
        {
            for (int s = 0; s < RiskProfile.BucketEntries; s++)
            {
                bucket[s] += signed * Math.Min(Math.Max(r[s], low), high);
            }

            for (int s = 0; s < wide.Length; s++)
            {
                wide[s] += signed * Math.Min(Math.Max(r[RiskProfile.BucketEntries + s], low), high);
            }
        }

        RefreshTerms(bucket, snapshot.Underlyings[snapshot.Instruments[instruments[at]].Underlying]);
    }

    private static void RefreshTerms(Span<long> bucket, UnderlyingRisk u)
    {
        long worst = 0;
        for (int s = 0; s < RiskProfile.BucketScenarios; s++)
        {
            worst = Math.Max(worst, bucket[s]);
        }

        long up = bucket[RiskProfile.DeltaUp], down = bucket[RiskProfile.DeltaDown];
        long net = Math.Max(0, Math.Max(up, down));
        Span<long> terms = bucket[RiskProfile.BucketEntries..];
        terms[0] = FixedPoint.MulCeil(worst, u.MultiplierQ32);
        terms[1] = FixedPoint.MulCeil(Math.Min(Math.Max(up, 0), Math.Max(down, 0)), u.BasisQ32);
        terms[2] = MaxAffine(net, u.ConcentrationInitial.Span);
        terms[3] = MaxAffine(net, u.TierInitial.Span);
    }

    private static long MaxAffine(long x, ReadOnlySpan<AffineSegment> segments)
    {
        long best = 0;
        foreach (AffineSegment segment in segments)
        {
            best = Math.Max(best, FixedPoint.MulCeil(x, segment.SlopeQ32) - segment.OffsetMicro);
        }

        return best;
    }

    private long Requirement(uint group)
    {
        long scanSum = 0, scanMax = 0, added = 0, tier = 0;
        for (int place = 0; place < perGroup; place++)
        {
            int at = (((int)(group * perGroup) + place) * placeLongs) + RiskProfile.BucketEntries;
            scanSum += buckets[at];
            scanMax = Math.Max(scanMax, buckets[at]);
            added += buckets[at + 1] + buckets[at + 2];
            tier += buckets[at + 3];
        }

        long mean = FixedPoint.CeilDiv(TailOfFour(joints.AsSpan((int)group * joint, joint)), 4);
        long shortfall = FixedPoint.MulCeil(mean, multiplierMax);
        RiskParameters p = snapshot.Parameters;
        long scan = Math.Max(Math.Max(FixedPoint.MulCeil(scanSum, p.LambdaQ32), shortfall), scanMax);
        return Math.Max(FixedPoint.MulCeil(scan, p.PhiInitialQ32) + added + lots[group], tier) + reserves[group];
    }

    private static long TailOfFour(ReadOnlySpan<long> values)
    {
        long a = 0, b = 0, c = 0, d = 0;
        foreach (long v in values)
        {
            if (v <= d)
            {
                continue;
            }

            // In its place among the four, the smallest falls out.
            if (v > b)
            {
                d = c;
                c = b;
                (a, b) = v > a ? (v, a) : (a, v);
            }
            else
            {
                (c, d) = v > c ? (v, c) : (c, v);
            }
        }

        return a + b + c + d;
    }
}
