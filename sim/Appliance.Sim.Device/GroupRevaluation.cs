using System;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>
/// All derived state of a plain group from Q, B, S and the newest arrays: every accumulator is made in registers over
/// the positions that add to it, stored once, and its maxima are taken on the way.
/// </summary>
internal sealed unsafe class GroupRevaluation
{
    private readonly RiskTables tables;
    private readonly RequirementScale scale;
    private readonly GroupStore store;
    private readonly ArrayTable arrays;
    private readonly RequirementEngine engine;
    private readonly ScenarioKernels kernels;
    private readonly PositionTerms terms;
    private readonly int columns;

    public GroupRevaluation(
        RiskTables tables,
        RequirementScale scale,
        GroupStore store,
        ArrayTable arrays,
        RequirementEngine engine,
        ScenarioKernels kernels)
    {
        this.tables = tables;
        this.scale = scale;
        this.store = store;
        this.arrays = arrays;
        this.engine = engine;
        this.kernels = kernels;
        terms = new PositionTerms(arrays);
        columns = tables.Profile.JointColumns;
    }

    /// <summary>
    /// Whether a group can be made anew here: in PORTFOLIO mode and without combinations, so that Bx and Sx are B and
    /// S. All others are for <see cref="GroupUpdates.Recompute"/>.
    /// </summary>
    public static bool Covers(GroupHeader* header) => !header->IsStandard && header->ComboCount == 0;

    /// <summary>
    /// Makes it all anew. The tails of the joint block come back for the requirements that follow, negative where
    /// they are not those of the tail measure.
    /// </summary>
    public (long TailL, long TailW) Recompute(GroupHeader* header, StoreKind kind)
    {
        Holding* holdings = stackalloc Holding[Limits.GroupInstrumentsMax];
        int* ends = stackalloc int[Limits.GroupBucketsMax + 1];
        Gather(header, holdings, ends);
        OrderProbe ofL = default, ofW = default;
        for (int b = 0; b < header->BucketCount; b++)
        {
            GroupBucket* bucket = store.Bucket(header, b);
            int first = b == 0 ? 0 : ends[b - 1];
            kernels.SumBucket(
                holdings + first,
                ends[b] - first,
                GroupStore.BucketL(bucket),
                GroupStore.BucketW(bucket),
                &ofL,
                &ofW,
                kind);
            engine.SetMaxima(header, b, MarginKind.Initial, ofW);
            engine.SetMaxima(header, b, MarginKind.Maintenance, ofL);
        }

        kernels.SumJoint(
            holdings,
            header->PositionCount,
            columns,
            store.JointL(header),
            store.JointW(header),
            &ofL,
            &ofW,
            kind);
        return scale.HasFusedTail ? (ofL.Tail, ofW.Tail) : (-1, -1);
    }

    // The positions bucket by bucket, where each bucket's end, and the sums over positions into the head.
    private void Gather(GroupHeader* header, Holding* holdings, int* ends)
    {
        new Span<int>(ends, Limits.GroupBucketsMax + 1).Clear();
        GroupPosition* positions = store.Positions(header);
        for (int b = 0; b < header->BucketCount; b++)
        {
            GroupBucket* bucket = store.Bucket(header, b);
            bucket->ShortL = 0;
            bucket->ShortW = 0;
        }

        for (int p = 0; p < header->PositionCount; p++)
        {
            ends[positions[p].Bucket]++;
        }

        int start = 0;
        for (int b = 0; b < header->BucketCount; b++)
        {
            (ends[b], start) = (start, start + ends[b]);
        }

        header->FundingW = Int128.Zero;
        long lotsL = 0, lotsW = 0;
        UInt128 gabs = UInt128.Zero;
        unchecked
        {
            // Lots are at most 2^40 and losses below 2^47: neither a sum of 64 nor a product can wrap.
            for (GroupPosition* position = positions; position < positions + header->PositionCount; position++)
            {
                ArrayRow* row = arrays.Row(position->Instrument);
                long held = Math.Abs(position->Q), lots = held + position->Bx + position->Sx;
                gabs += Math.BigMul((ulong)lots, (ulong)row->Rmax);
                lotsL += held;
                lotsW += lots;
                if (row->IsOption != 0)
                {
                    GroupBucket* bucket = store.Bucket(header, position->Bucket);
                    bucket->ShortL += FixedPoint.Pos(-position->Q);
                    bucket->ShortW += FixedPoint.Pos(position->Sx - position->Q);
                }

                InstrumentRow* rates = tables.Instrument(position->Instrument);
                if (PositionTerms.HasAny(header, rates))
                {
                    terms.PutW(header, position, rates);
                }

                Holding* holding = holdings + ends[position->Bucket]++;
                holding->Losses = arrays.Losses(position->Instrument);
                holding->Q = position->Q;
                holding->B = position->Bx;
                holding->MinusS = -position->Sx;
            }
        }

        header->LotsL = lotsL;
        header->LotsW = lotsW;
        header->SumsL.IsValid = 0;
        header->SumsW.IsValid = 0;
        header->IsOutOfRange = (byte)(gabs > (ulong)FixedPoint.MoneyMax ? 1 : 0);
        header->Gabs = header->IsOutOfRange != 0 ? FixedPoint.MoneyMax : (long)gabs;
    }
}
