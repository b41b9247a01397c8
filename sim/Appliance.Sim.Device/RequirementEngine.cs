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
    private readonly RateTable rates;
    private readonly ScenarioKernels kernels;

    public RequirementEngine(
        RiskSnapshot snapshot,
        GroupStore store,
        RequirementScale scale,
        ArrayTable arrays,
        RateTable rates,
        ScenarioKernels kernels)
    {
        this.snapshot = snapshot;
        this.store = store;
        this.scale = scale;
        this.arrays = arrays;
        this.rates = rates;
        this.kernels = kernels;
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
        FindMaxima(header, bucketIndex, kind);
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
        sums->ScanMax = -1;
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

        sums->ScanMax = scanMax;
        if (tailSum < 0)
        {
            long* joint = kind == MarginKind.Initial ? store.JointW(header) : store.JointL(header);
            tailSum = kernels.TailSum(joint, snapshot.Profile.JointColumns, scale.TailCount);
        }

        return Combine(sums, tailSum, Lots(header, kind), kind);
    }

    /// <summary>The requirement of a narrow group from the sums over its buckets and its tail.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Combine(TermSums* sums, long tailSum, long lots, MarginKind kind)
    {
        unchecked
        {
            // RequirementScale bounds a narrow group so that nothing here leaves int64.
            long mean = scale.TailCount == 4 ? (tailSum + 3) >> 2 : FixedPoint.CeilDiv(tailSum, scale.TailCount);
            long shortfall = FixedPoint.MulCeil(mean, scale.MultiplierMax);
            long scan = Math.Max(Math.Max(FixedPoint.MulCeil(sums->Scan, scale.Lambda), shortfall), sums->ScanMax);
            ulong phi = kind == MarginKind.Initial ? scale.PhiInitial : scale.PhiMaintenance;
            long sum = FixedPoint.MulCeil(scan, phi) + sums->Added + lots;
            return Math.Max(Math.Max(sum, sums->ShortOption), sums->Tier);
        }
    }

    /// <summary>
    /// What a bucket of a narrow group contributes, from its raw maxima: fills in the scaled terms and returns the
    /// scaled scan.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long ScaleTerms(UnderlyingRates* rates, BucketTerms* terms, long shorts, MarginKind kind)
    {
        unchecked
        {
            KindRates* own = kind == MarginKind.Initial ? &rates->Initial : &rates->Maintenance;
            long net = terms->NetDelta;
            terms->Added = FixedPoint.MulCeil(terms->Matched, rates->BasisQ32)
                + MaxAffineNarrow(net, own->Concentration, own->ConcentrationCount);
            terms->Tier = MaxAffineNarrow(net, own->Tier, own->TierCount);
            terms->ShortOption = shorts * own->ShortOptionMicro;
            return FixedPoint.MulCeil(terms->Worst, rates->MultiplierQ32);
        }
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
        Int128 tail = ScenarioKernels.TailSumWide(joint, snapshot.Profile.JointColumns, scale.TailCount);
        Int128 mean = FixedPoint.CeilDiv(tail, (Int128)scale.TailCount);
        Int128 best = Int128.Max(
            Int128.Max(FixedPoint.MulCeilWide(scanSum, scale.Lambda), scanMax),
            FixedPoint.MulCeilWide(mean, scale.MultiplierMax));
        ulong phi = kind == MarginKind.Initial ? scale.PhiInitial : scale.PhiMaintenance;
        Int128 sum = FixedPoint.MulCeilWide(best, phi) + basis + concentration + Lots(header, kind);
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

    private void FindMaxima(GroupHeader* header, int bucketIndex, MarginKind kind)
    {
        GroupBucket* bucket = store.Bucket(header, bucketIndex);
        long* x = kind == MarginKind.Initial ? GroupStore.BucketW(bucket) : GroupStore.BucketL(bucket);
        OrderProbe probe = new()
        {
            Worst = kernels.WorstOfBucket(x),
            Up = x[RiskProfile.DeltaUp],
            Down = x[RiskProfile.DeltaDown],
        };
        SetMaxima(header, bucketIndex, kind, probe);
    }

    /// <summary>
    /// The raw terms of a bucket whose maxima are known. Sums over buckets are not touched: they must be invalid, or
    /// follow by the difference.
    /// </summary>
    public void SetMaxima(GroupHeader* header, int bucketIndex, MarginKind kind, in OrderProbe probe)
    {
        if (header->IsOutOfRange != 0)
        {
            return;
        }

        GroupBucket* bucket = store.Bucket(header, bucketIndex);
        BucketTerms* terms = Terms(bucket, kind);
        terms->Worst = probe.Worst;
        terms->NetDelta = Math.Max(0, Math.Max(probe.Up, probe.Down));
        terms->Matched = bucket->DatedCount == 0
            ? Math.Min(FixedPoint.Pos(probe.Up), FixedPoint.Pos(probe.Down))
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
        BucketTerms* terms = Terms(bucket, kind);
        long shorts = kind == MarginKind.Initial ? bucket->ShortW : bucket->ShortL;
        *scan = ScaleTerms(rates.Row(bucket->Underlying), terms, shorts, kind);
        sums->Scan += *scan;
        sums->Added += terms->Added;
        sums->Tier += terms->Tier;
        sums->ShortOption += terms->ShortOption;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long MaxAffineNarrow(long x, AffineSegment* segments, int count)
    {
        unchecked
        {
            long best = 0;
            for (AffineSegment* segment = segments; segment < segments + count; segment++)
            {
                // The larger without a branch, which the tier of a random order would send either way.
                long over = FixedPoint.MulCeil(x, segment->SlopeQ32) - segment->OffsetMicro - best;
                best += over & ~(over >> 63);
            }

            return best;
        }
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
