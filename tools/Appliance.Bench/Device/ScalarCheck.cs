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

    /// <summary>IMR with an order that is not added.</summary>
    public long Evaluate(in DeviceCommand order, int place)
    {
        bool isBuy = order.Side > 0;
        long low = isBuy ? 0 : long.MinValue, high = isBuy ? long.MaxValue : 0;
        long signed = isBuy ? order.Lots : -order.Lots;
        int at = (int)(order.Group * perGroup) + place;
        long[] r = losses[instruments[at]];
        ReadOnlySpan<long> bucket = buckets.AsSpan(at * placeLongs, placeLongs);
        ReadOnlySpan<long> wide = joints.AsSpan((int)order.Group * joint, joint);
        long worst = 0;
        Span<long> tail = stackalloc long[Terms];
        tail.Clear();
        unchecked
        {
            for (int s = 0; s < RiskProfile.BucketScenarios; s++)
            {
                worst = Math.Max(worst, bucket[s] + (signed * Math.Min(Math.Max(r[s], low), high)));
            }

            for (int s = 0; s < wide.Length; s++)
            {
                long v = wide[s] + (signed * Math.Min(Math.Max(r[RiskProfile.BucketEntries + s], low), high));
                if (v > tail[3])
                {
                    Insert(tail, v);
                }
            }

            long up = bucket[RiskProfile.DeltaUp]
                + (signed * Math.Min(Math.Max(r[RiskProfile.DeltaUp], low), high));
            long down = bucket[RiskProfile.DeltaDown]
                + (signed * Math.Min(Math.Max(r[RiskProfile.DeltaDown], low), high));
            Span<long> terms = stackalloc long[Terms];
            FillTerms(terms, worst, up, down, snapshot.Underlyings[snapshot.Instruments[instruments[at]].Underlying]);
            long sum = tail[0] + tail[1] + tail[2] + tail[3];
            return Requirement(order.Group, place, terms, sum, lots[order.Group] + order.Lots)
                + reserves[order.Group] + (order.Lots * order.Reserve);
        }
    }

    private long Change(in DeviceCommand order, int place, long change)
    {
        bool isBuy = order.Side > 0;
        reserves[order.Group] += change * order.Reserve;
        lots[order.Group] += change;
        Move(order.Group, place, isBuy ? change : -change, isBuy ? 0 : long.MinValue, isBuy ? long.MaxValue : 0);
        long tail = TailOfFour(joints.AsSpan((int)order.Group * joint, joint));
        return Requirement(order.Group, -1, default, tail, lots[order.Group]) + reserves[order.Group];
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

        FillTerms(
            bucket[RiskProfile.BucketEntries..], worst, bucket[RiskProfile.DeltaUp], bucket[RiskProfile.DeltaDown], u);
    }

    private static void FillTerms(Span<long> terms, long worst, long up, long down, UnderlyingRisk u)
    {
        long net = Math.Max(0, Math.Max(up, down));
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

    // The terms of one place may be given instead of the stored ones.
    private long Requirement(uint group, int otherPlace, ReadOnlySpan<long> other, long tail, long lotsOfAll)
    {
        long scanSum = 0, scanMax = 0, added = 0, tier = 0;
        for (int place = 0; place < perGroup; place++)
        {
            int at = (((int)(group * perGroup) + place) * placeLongs) + RiskProfile.BucketEntries;
            ReadOnlySpan<long> terms = place == otherPlace ? other : buckets.AsSpan(at, Terms);
            scanSum += terms[0];
            scanMax = Math.Max(scanMax, terms[0]);
            added += terms[1] + terms[2];
            tier += terms[3];
        }

        long shortfall = FixedPoint.MulCeil((tail + 3) >> 2, multiplierMax);
        RiskParameters p = snapshot.Parameters;
        long scan = Math.Max(Math.Max(FixedPoint.MulCeil(scanSum, p.LambdaQ32), shortfall), scanMax);
        return Math.Max(FixedPoint.MulCeil(scan, p.PhiInitialQ32) + added + lotsOfAll, tier);
    }

    private static long TailOfFour(ReadOnlySpan<long> values)
    {
        Span<long> tail = stackalloc long[Terms];
        tail.Clear();
        foreach (long v in values)
        {
            if (v > tail[3])
            {
                Insert(tail, v);
            }
        }

        return tail[0] + tail[1] + tail[2] + tail[3];
    }

    // In its place among the four, the smallest falls out.
    private static void Insert(Span<long> tail, long v)
    {
        int at = 3;
        for (; at > 0 && tail[at - 1] < v; at--)
        {
            tail[at] = tail[at - 1];
        }

        tail[at] = v;
    }
}
