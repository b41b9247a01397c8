using System;
using System.Runtime.CompilerServices;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>
/// Req(IM, W) and Req(MM, L) of MARGIN.md section 5 from a group's accumulators. Buckets keep their own terms; only
/// touched ones are refreshed. 64 bits while the group is small enough, 128 otherwise, same formulas.
/// </summary>
internal sealed unsafe class RequirementEngine
{
    private readonly RiskSnapshot snapshot;
    private readonly GroupStore store;
    private readonly RequirementScale scale;
    private readonly ArrayTable arrays;
    private readonly AssetCharges charges;

    public RequirementEngine(
        RiskSnapshot snapshot, GroupStore store, RequirementScale scale, ArrayTable arrays, AssetCharges charges)
    {
        this.snapshot = snapshot;
        this.store = store;
        this.scale = scale;
        this.arrays = arrays;
        this.charges = charges;
    }

    /// <summary>
    /// Terms of one bucket after its accumulator changed. While the group is narrow the group's sums follow by the
    /// difference; otherwise they are made anew when next asked for.
    /// </summary>
    public void RefreshTerms(GroupHeader* header, int bucketIndex, MarginKind kind)
    {
        TermSums* sums = Sums(header, kind);
        if (header->IsOutOfRange != 0)
        {
            sums->IsValid = 0;
            return;
        }

        GroupBucket* bucket = store.Bucket(header, bucketIndex);
        BucketTerms* terms = Terms(bucket, kind);
        FindMaxima(header, bucketIndex, bucket, kind);
        if (sums->IsValid == 0 || !IsNarrow(header, kind))
        {
            sums->IsValid = 0;
            return;
        }

        long* scans = store.Scans(header, kind);
        sums->Scan -= scans[bucketIndex];
        sums->Added -= terms->Added;
        sums->Tier -= terms->Tier;
        sums->ShortOption -= terms->ShortOption;
        AddScaled(sums, scans + bucketIndex, bucket, kind);
    }

    /// <summary>
    /// Req for the kind's accumulators: IM over W, MM over L. <paramref name="tailSum"/> is the sum of the K largest
    /// joint columns when the caller has just computed it, else negative.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Requirement(GroupHeader* header, MarginKind kind, long tailSum, out bool saturated)
    {
        if (!IsNarrow(header, kind) || header->IsOutOfRange != 0)
        {
            return RequirementWide(header, kind, out saturated);
        }

        saturated = false;
        return RequirementNarrow(header, kind, tailSum);
    }

    private long RequirementNarrow(GroupHeader* header, MarginKind kind, long tailSum)
    {
        TermSums* sums = Sums(header, kind);
        if (sums->IsValid == 0)
        {
            SumAllBuckets(header, kind);
        }

        long* scans = store.Scans(header, kind);
        long scanMax = 0;
        for (int b = 0; b < header->BucketCount; b++)
        {
            scanMax = Math.Max(scanMax, scans[b]);
        }

        if (tailSum < 0)
        {
            long* joint = kind == MarginKind.Initial ? store.JointW(header) : store.JointL(header);
            tailSum = ScenarioMath.TailSum(joint, snapshot.Profile.JointColumns, scale.TailCount);
        }

        long mean = scale.TailCount == 4 ? (tailSum + 3) >> 2 : FixedPoint.CeilDiv(tailSum, scale.TailCount);
        long shortfall = FixedPoint.MulCeil(mean, scale.MultiplierMax);
        long scan = Math.Max(Math.Max(FixedPoint.MulCeil(sums->Scan, scale.Lambda), shortfall), scanMax);
        ulong phi = kind == MarginKind.Initial ? scale.PhiInitial : scale.PhiMaintenance;
        long sum = FixedPoint.MulCeil(scan, phi) + sums->Added + Lots(header, kind)
            + (long)charges.WrongWay(header, kind);
        return Math.Max(Math.Max(sum, sums->ShortOption), sums->Tier);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private long RequirementWide(GroupHeader* header, MarginKind kind, out bool saturated)
    {
        saturated = header->IsOutOfRange != 0;
        if (saturated)
        {
            return FixedPoint.MoneyMax;
        }

        Int128 scanSum = 0, scanMax = 0, basis = 0, concentration = 0, tier = 0, shortOption = 0;
        for (int b = 0; b < header->BucketCount; b++)
        {
            GroupBucket* bucket = store.Bucket(header, b);
            BucketTerms* terms = Terms(bucket, kind);
            UnderlyingRisk u = snapshot.Underlyings[bucket->Underlying];
            Int128 scan = FixedPoint.MulCeilWide(terms->Worst, u.MultiplierQ32);
            scanSum += scan;
            scanMax = Int128.Max(scanMax, scan);
            basis += FixedPoint.MulCeilWide(terms->Matched, u.BasisQ32);
            concentration += Affine.MaxAffine(terms->NetDelta, u.Concentration(kind));
            tier += Affine.MaxAffine(terms->NetDelta, u.Tier(kind));
            shortOption += (Int128)(kind == MarginKind.Initial ? bucket->ShortW : bucket->ShortL)
                * u.ShortOptionMicro(kind);
        }

        long* joint = kind == MarginKind.Initial ? store.JointW(header) : store.JointL(header);
        Int128 tail = ScenarioMath.TailSumWide(joint, snapshot.Profile.JointColumns, scale.TailCount);
        Int128 mean = FixedPoint.CeilDiv(tail, (Int128)scale.TailCount);
        Int128 best = Int128.Max(
            Int128.Max(FixedPoint.MulCeilWide(scanSum, scale.Lambda), scanMax),
            FixedPoint.MulCeilWide(mean, scale.MultiplierMax));
        ulong phi = kind == MarginKind.Initial ? scale.PhiInitial : scale.PhiMaintenance;
        Int128 sum = FixedPoint.MulCeilWide(best, phi) + basis + concentration + Lots(header, kind)
            + charges.WrongWay(header, kind);
        return FixedPoint.Saturate(Int128.Max(Int128.Max(sum, shortOption), tier), ref saturated);
    }

    private static BucketTerms* Terms(GroupBucket* bucket, MarginKind kind) =>
        kind == MarginKind.Initial ? &bucket->TermsW : &bucket->TermsL;

    private static TermSums* Sums(GroupHeader* header, MarginKind kind) =>
        kind == MarginKind.Initial ? &header->SumsW : &header->SumsL;

    private static long Lots(GroupHeader* header, MarginKind kind) =>
        kind == MarginKind.Initial ? header->LotsW : header->LotsL;

    private bool IsNarrow(GroupHeader* header, MarginKind kind) =>
        header->Gabs <= scale.NarrowGabs && Lots(header, kind) <= scale.NarrowLots;

    private void FindMaxima(GroupHeader* header, int bucketIndex, GroupBucket* bucket, MarginKind kind)
    {
        long* x = kind == MarginKind.Initial ? GroupStore.BucketW(bucket) : GroupStore.BucketL(bucket);
        BucketTerms* terms = Terms(bucket, kind);
        terms->Worst = ScenarioMath.WorstOfBucket(x);
        long up = x[RiskProfile.DeltaUp];
        long down = x[RiskProfile.DeltaDown];
        terms->NetDelta = Math.Max(0, Math.Max(up, down));
        terms->Matched = bucket->DatedCount == 0
            ? Math.Min(FixedPoint.Pos(up), FixedPoint.Pos(down))
            : MatchedOverExpiries(header, bucketIndex, kind);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void SumAllBuckets(GroupHeader* header, MarginKind kind)
    {
        TermSums* sums = Sums(header, kind);
        *sums = new TermSums { IsValid = 1 };
        long* scans = store.Scans(header, kind);
        for (int b = 0; b < header->BucketCount; b++)
        {
            AddScaled(sums, scans + b, store.Bucket(header, b), kind);
        }
    }

    // The bucket's terms scaled by its underlying's rates, kept and added to the group's sums.
    private void AddScaled(TermSums* sums, long* scan, GroupBucket* bucket, MarginKind kind)
    {
        UnderlyingRisk u = snapshot.Underlyings[bucket->Underlying];
        BucketTerms* terms = Terms(bucket, kind);
        long shorts = kind == MarginKind.Initial ? bucket->ShortW : bucket->ShortL;
        *scan = FixedPoint.MulCeil(terms->Worst, u.MultiplierQ32);
        terms->Added = FixedPoint.MulCeil(terms->Matched, u.BasisQ32)
            + MaxAffineNarrow(terms->NetDelta, u.Concentration(kind));
        terms->Tier = MaxAffineNarrow(terms->NetDelta, u.Tier(kind));
        terms->ShortOption = shorts == 0 ? 0 : shorts * u.ShortOptionMicro(kind);
        sums->Scan += *scan;
        sums->Added += terms->Added;
        sums->Tier += terms->Tier;
        sums->ShortOption += terms->ShortOption;
    }

    private static long MaxAffineNarrow(long x, ReadOnlySpan<AffineSegment> segments)
    {
        long best = 0;
        foreach (ref readonly AffineSegment segment in segments)
        {
            best = Math.Max(best, FixedPoint.MulCeil(x, segment.SlopeQ32) - segment.OffsetMicro);
        }

        return best;
    }

    // Expiries apart: recomputed from the positions of the bucket, which are few, instead of kept per expiry.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private long MatchedOverExpiries(GroupHeader* header, int bucketIndex, MarginKind kind)
    {
        Span<long> up = stackalloc long[Limits.GroupExpiriesMax];
        Span<long> down = stackalloc long[Limits.GroupExpiriesMax];
        up.Clear();
        down.Clear();
        GroupPosition* positions = store.Positions(header);
        for (int p = 0; p < header->PositionCount; p++)
        {
            if (positions[p].Bucket != bucketIndex)
            {
                continue;
            }

            int expiry = snapshot.Instruments[positions[p].Instrument].Expiry;
            long* losses = arrays.Losses(positions[p].Instrument);
            up[expiry] += Contribution(positions + p, losses[RiskProfile.DeltaUp], kind);
            down[expiry] += Contribution(positions + p, losses[RiskProfile.DeltaDown], kind);
        }

        long upSum = 0, downSum = 0;
        for (int e = 0; e < Limits.GroupExpiriesMax; e++)
        {
            upSum += FixedPoint.Pos(up[e]);
            downSum += FixedPoint.Pos(down[e]);
        }

        return Math.Min(upSum, downSum);
    }

    private static long Contribution(GroupPosition* position, long delta, MarginKind kind)
    {
        long held = position->Q * delta;
        return kind == MarginKind.Maintenance
            ? held
            : held + (position->B * FixedPoint.Pos(delta)) + (position->S * FixedPoint.Pos(-delta));
    }
}
