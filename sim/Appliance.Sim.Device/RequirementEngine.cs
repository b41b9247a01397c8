using System;
using System.Runtime.CompilerServices;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>
/// Req(IM, W) and Req(MM, L) of MARGIN.md section 5 from a group's accumulators, and the part of ORACLE that follows
/// from W. Buckets keep their own terms; only touched ones are refreshed. 64 bits while the group is small enough, 128
/// otherwise, same formulas.
/// </summary>
internal sealed unsafe class RequirementEngine
{
    private readonly RiskTables tables;
    private readonly GroupStore store;
    private readonly RequirementScale scale;
    private readonly ExpiryPairs expiries;
    private readonly AssetCharges charges;
    private readonly ScenarioKernels kernels;

    public RequirementEngine(
        RiskTables tables,
        GroupStore store,
        RequirementScale scale,
        ExpiryPairs expiries,
        AssetCharges charges,
        ScenarioKernels kernels)
    {
        this.tables = tables;
        this.store = store;
        this.scale = scale;
        this.expiries = expiries;
        this.charges = charges;
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
        long netDeltaBefore = terms->NetDelta;
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
        sums->ScanMax = -1;
        if (kind == MarginKind.Initial)
        {
            sums->Oracle -= OracleCharge(tables.Underlying(bucket->Underlying), netDeltaBefore);
        }

        AddScaled(header, sums, scans + bucketIndex, bucket, kind);
    }

    /// <summary>
    /// Req for the kind's accumulators: IM over W, MM over L; for IM also ORACLE, into the head.
    /// <paramref name="tailSum"/> is the sum of the K largest joint columns when the caller has just computed it,
    /// else negative.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Requirement(GroupHeader* header, MarginKind kind, long tailSum, out bool saturated)
    {
        if (header->IsOutOfRange != 0 || header->IsStandard || !IsNarrow(header, kind))
        {
            return RequirementWide(header, kind, out saturated);
        }

        saturated = false;
        return RequirementNarrow(header, kind, tailSum);
    }

    private long RequirementNarrow(GroupHeader* header, MarginKind kind, long tailSum)
    {
        TermSums* sums = ValidSums(header, kind);
        long* scans = store.Scans(header, kind);
        long scanMax = 0;
        for (int b = 0; b < header->BucketCount; b++)
        {
            scanMax = Math.Max(scanMax, scans[b]);
        }

        sums->ScanMax = scanMax;
        long added = Lots(header, kind) + (long)charges.WrongWay(header, kind);
        return Combine(sums, TailNarrow(header, kind, tailSum), added, kind);
    }

    /// <summary>
    /// The requirement of a narrow group from the sums over its buckets, the measure of its tail, and QR + WWR.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Combine(TermSums* sums, long tail, long added, MarginKind kind)
    {
        long shortfall = FixedPoint.MulCeil(tail, scale.MultiplierMax);
        long scan = Math.Max(Math.Max(FixedPoint.MulCeil(sums->Scan, scale.Lambda), shortfall), sums->ScanMax);
        ulong phi = kind == MarginKind.Initial ? scale.PhiInitial : scale.PhiMaintenance;
        long sum = FixedPoint.MulCeil(scan, phi) + sums->Added + added;
        return Math.Max(Math.Max(sum, sums->ShortOption), sums->Tier);
    }

    /// <summary>
    /// What a bucket of a narrow PORTFOLIO group contributes, from its raw maxima: fills in the scaled terms and
    /// returns the scaled scan.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long ScaleTerms(UnderlyingRow* row, BucketTerms* terms, long shorts, MarginKind kind)
    {
        terms->Added = FixedPoint.MulCeil(terms->Matched, row->Basis)
            + ExactInput.MaxAffine(terms->NetDelta, row->Concentration(kind));
        terms->Tier = ExactInput.MaxAffine(terms->NetDelta, row->Tier(kind));
        terms->ShortOption = shorts == 0 ? 0 : shorts * row->ShortOption(kind);
        return FixedPoint.MulCeil(terms->Worst, row->Multiplier);
    }

    private long TailNarrow(GroupHeader* header, MarginKind kind, long tailSum)
    {
        long* joint = kind == MarginKind.Initial ? store.JointW(header) : store.JointL(header);
        if (scale.IsValueAtRisk)
        {
            return TailRank.KthLargest(joint, tables.Profile.JointColumns, scale.TailCount);
        }

        if (tailSum < 0)
        {
            tailSum = kernels.TailSum(joint, tables.Profile.JointColumns, scale.TailCount);
        }

        return scale.TailCount == 4 ? (tailSum + 3) >> 2 : FixedPoint.CeilDiv(tailSum, scale.TailCount);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private long RequirementWide(GroupHeader* header, MarginKind kind, out bool saturated)
    {
        saturated = header->IsOutOfRange != 0;
        if (saturated)
        {
            header->OracleW = Int128.Zero;
            return FixedPoint.MoneyMax;
        }

        if (header->IsStandard)
        {
            return RequirementStandard(header, kind, out saturated);
        }

        Int128 scanSum = 0, scanMax = 0, basis = 0, tier = 0, shortOption = 0;
        for (int b = 0; b < header->BucketCount; b++)
        {
            GroupBucket* bucket = store.Bucket(header, b);
            BucketTerms* terms = Terms(bucket, kind);
            UnderlyingRow* u = tables.Underlying(bucket->Underlying);
            Int128 scan = FixedPoint.MulCeilWide(terms->Worst, u->Multiplier);
            scanSum += scan;
            scanMax = Int128.Max(scanMax, scan);
            basis += FixedPoint.MulCeilWide(terms->Matched, u->Basis);
            tier += Affine.MaxAffine(terms->NetDelta, u->Tier(kind));
            shortOption += (Int128)(kind == MarginKind.Initial ? bucket->ShortW : bucket->ShortL)
                * u->ShortOption(kind);
        }

        Int128 best = Int128.Max(
            Int128.Max(FixedPoint.MulCeilWide(scanSum, scale.Lambda), scanMax),
            FixedPoint.MulCeilWide(TailWide(header, kind), scale.MultiplierMax));
        ulong phi = kind == MarginKind.Initial ? scale.PhiInitial : scale.PhiMaintenance;
        Int128 sum = FixedPoint.MulCeilWide(best, phi) + basis + DeltaChargesWide(header, kind) + Lots(header, kind)
            + charges.WrongWay(header, kind);
        return FixedPoint.Saturate(Int128.Max(Int128.Max(sum, shortOption), tier), ref saturated);
    }

    private Int128 TailWide(GroupHeader* header, MarginKind kind)
    {
        long* joint = kind == MarginKind.Initial ? store.JointW(header) : store.JointL(header);
        int columns = tables.Profile.JointColumns;
        return scale.IsValueAtRisk
            ? TailRank.KthLargest(joint, columns, scale.TailCount)
            : FixedPoint.CeilDiv(ScenarioKernels.TailSumWide(joint, columns, scale.TailCount), (Int128)scale.TailCount);
    }

    // STANDARD mode: what the instruments need one by one, and CONC, WWR and QR on top.
    private long RequirementStandard(GroupHeader* header, MarginKind kind, out bool saturated)
    {
        Int128 sum = (kind == MarginKind.Initial ? header->StandardW : header->StandardL) + Lots(header, kind)
            + charges.WrongWay(header, kind);
        sum += IsNarrow(header, kind) ? AddedNarrow(header, kind) : DeltaChargesWide(header, kind);
        saturated = false;
        return FixedPoint.Saturate(sum, ref saturated);
    }

    private long AddedNarrow(GroupHeader* header, MarginKind kind) => ValidSums(header, kind)->Added;

    // CONC, and ORACLE of W into the head.
    private Int128 DeltaChargesWide(GroupHeader* header, MarginKind kind)
    {
        Int128 concentration = 0, oracle = 0;
        for (int b = 0; b < header->BucketCount; b++)
        {
            GroupBucket* bucket = store.Bucket(header, b);
            UnderlyingRow* u = tables.Underlying(bucket->Underlying);
            long netDelta = Terms(bucket, kind)->NetDelta;
            concentration += Affine.MaxAffine(netDelta, u->Concentration(kind));
            oracle += FixedPoint.MulCeilWide(netDelta, u->Oracle);
        }

        if (kind == MarginKind.Initial)
        {
            header->OracleW = oracle;
        }

        return concentration;
    }

    // The sums over the buckets of a narrow group, made anew if they are not what the accumulators say.
    private TermSums* ValidSums(GroupHeader* header, MarginKind kind)
    {
        TermSums* sums = Sums(header, kind);
        if (sums->IsValid == 0)
        {
            SumAllBuckets(header, kind);
        }

        if (kind == MarginKind.Initial)
        {
            header->OracleW = sums->Oracle;
        }

        return sums;
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
        long up = x[RiskProfile.DeltaUp];
        long down = x[RiskProfile.DeltaDown];
        terms->NetDelta = Math.Max(0, Math.Max(up, down));
        if (header->IsStandard)
        {
            return;
        }

        terms->Worst = kernels.WorstOfBucket(x);
        terms->Matched = bucket->DatedCount == 0
            ? Math.Min(FixedPoint.Pos(up), FixedPoint.Pos(down))
            : expiries.Matched(header, bucketIndex, kind);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void SumAllBuckets(GroupHeader* header, MarginKind kind)
    {
        TermSums* sums = Sums(header, kind);
        *sums = new TermSums { IsValid = 1, ScanMax = -1 };
        long* scans = store.Scans(header, kind);
        for (int b = 0; b < header->BucketCount; b++)
        {
            AddScaled(header, sums, scans + b, store.Bucket(header, b), kind);
        }
    }

    // The bucket's terms scaled by its underlying's rates, kept and added to the group's sums. In STANDARD mode the
    // scan, the matched delta, tier and short option minimum stay the zeros that the bucket began with.
    private void AddScaled(GroupHeader* header, TermSums* sums, long* scan, GroupBucket* bucket, MarginKind kind)
    {
        UnderlyingRow* u = tables.Underlying(bucket->Underlying);
        BucketTerms* terms = Terms(bucket, kind);
        if (header->IsStandard)
        {
            terms->Added = ExactInput.MaxAffine(terms->NetDelta, u->Concentration(kind));
        }
        else
        {
            long shorts = kind == MarginKind.Initial ? bucket->ShortW : bucket->ShortL;
            *scan = ScaleTerms(u, terms, shorts, kind);
            sums->Scan += *scan;
            sums->Tier += terms->Tier;
            sums->ShortOption += terms->ShortOption;
        }

        sums->Added += terms->Added;
        if (kind == MarginKind.Initial)
        {
            sums->Oracle += OracleCharge(u, terms->NetDelta);
        }
    }

    /// <summary>ORACLE of one underlying of a narrow group.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long OracleCharge(UnderlyingRow* row, long netDelta) =>
        row->Oracle == 0 ? 0 : FixedPoint.MulCeil(netDelta, row->Oracle);
}
