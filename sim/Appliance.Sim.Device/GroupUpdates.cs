using System;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>
/// The primitive changes of a group: working lots, positions, full recomputation. Each keeps every accumulator equal
/// to what recomputation from Q, B, S would give; none checks whether the change is allowed.
/// </summary>
internal sealed unsafe class GroupUpdates
{
    private readonly RiskTables tables;
    private readonly RequirementScale scale;
    private readonly GroupStore store;
    private readonly ArrayTable arrays;
    private readonly RequirementEngine engine;
    private readonly HolderIndex holders;
    private readonly ComboLegs legs;
    private readonly ScenarioKernels kernels;
    private readonly PositionTerms terms;
    private readonly int joint;

    public GroupUpdates(
        RiskTables tables,
        RequirementScale scale,
        GroupStore store,
        ArrayTable arrays,
        RequirementEngine engine,
        HolderIndex holders,
        ComboLegs legs,
        ScenarioKernels kernels)
    {
        this.tables = tables;
        this.scale = scale;
        this.store = store;
        this.arrays = arrays;
        this.engine = engine;
        this.holders = holders;
        this.legs = legs;
        this.kernels = kernels;
        terms = new PositionTerms(arrays);
        joint = tables.Profile.JointColumns;
    }

    /// <summary>
    /// Adds (lots &gt; 0) or takes back (lots &lt; 0) working lots on a side. Returns the tail sum of WJ when it
    /// came for free, else -1; the caller then asks the engine for the requirement.
    /// </summary>
    public long ChangeWorking(GroupHeader* header, int index, int side, long lots)
    {
        GroupPosition* position = store.Positions(header) + index;
        GroupBucket* bucket = store.Bucket(header, position->Bucket);
        InstrumentRow* row = tables.Instrument(position->Instrument);
        if (row->LegCount == 0)
        {
            ChangeReach(header, bucket, position, row, side, lots);
        }
        else
        {
            ChangeReachOfLegs(header, bucket, position, row, side, lots);
        }

        long signed = side > 0 ? lots : -lots;
        Clamp clamp = side > 0 ? Clamp.Buy : Clamp.Sell;
        long* losses = arrays.Losses(position->Instrument);
        kernels.Accumulate(
            GroupStore.BucketW(bucket), losses, RiskProfile.BucketEntries, signed, clamp);
        long tail = ChangeJointW(header, position->Instrument, signed, clamp);
        engine.RefreshTerms(header, position->Bucket, MarginKind.Initial);
        return tail;
    }

    /// <summary>
    /// The one place where Q moves: L and W together, and the holder index. The terms of the bucket follow with
    /// <see cref="RefreshBucket"/> once all moves of a trade are made, since between two legs of a combination the
    /// group may be out of its bounds.
    /// </summary>
    public void MovePosition(uint group, GroupHeader* header, in PositionMove move)
    {
        GroupPosition* position = store.Positions(header) + move.Index;
        GroupBucket* bucket = store.Bucket(header, position->Bucket);
        InstrumentRow* row = tables.Instrument(position->Instrument);
        long absolute = Math.Abs(position->Q + move.SignedLots) - Math.Abs(position->Q);
        long shortBefore = WorkingShort(position);
        bool hasTerms = PositionTerms.HasAny(header, row);
        if (hasTerms)
        {
            terms.TakeW(header, position, row);
        }

        header->LotsW += absolute;
        header->Gabs = unchecked(header->Gabs + (absolute * arrays.Rmax(position->Instrument)));
        ShiftAccumulators(header, position, bucket, row, move.SignedLots);
        if (hasTerms)
        {
            terms.PutW(header, position, row);
        }

        if (row->IsOption)
        {
            bucket->ShortW += WorkingShort(position) - shortBefore;
        }

        kernels.Accumulate(
            GroupStore.BucketW(bucket),
            arrays.Losses(position->Instrument),
            RiskProfile.BucketEntries,
            move.SignedLots,
            Clamp.Position);
        if (!header->IsStandard)
        {
            kernels.Accumulate(
                store.JointW(header), arrays.Joint(position->Instrument), joint, move.SignedLots, Clamp.Position);
        }

        bool wasHolder = position->Holder >= 0;
        UpdateHolder(group, move.Index, position);
        if (header->Kind == MarginGroupKind.Pool)
        {
            holders.CountPool(position->Instrument, (position->Holder >= 0 ? 1 : 0) - (wasHolder ? 1 : 0));
        }
    }

    /// <summary>The terms of a bucket whose positions moved, for L and W.</summary>
    public void RefreshBucket(GroupHeader* header, int bucketIndex)
    {
        engine.RefreshTerms(header, bucketIndex, MarginKind.Maintenance);
        engine.RefreshTerms(header, bucketIndex, MarginKind.Initial);
    }

    /// <summary>
    /// Moves Q by signed lots in L alone: what-if closes. The exact inverse restores every bit; W, gabs and the
    /// holder index do not see it.
    /// </summary>
    public void ShiftHeld(GroupHeader* header, int index, long signedLots)
    {
        GroupPosition* position = store.Positions(header) + index;
        GroupBucket* bucket = store.Bucket(header, position->Bucket);
        ShiftAccumulators(header, position, bucket, tables.Instrument(position->Instrument), signedLots);
        engine.RefreshTerms(header, position->Bucket, MarginKind.Maintenance);
    }

    /// <summary>All derived state from Q, B, S and the newest arrays.</summary>
    public void Recompute(GroupHeader* header)
    {
        ClearDerived(header);
        GroupPosition* positions = store.Positions(header);
        Int128 gabs = Int128.Zero;
        for (int p = 0; p < header->PositionCount; p++)
        {
            gabs += AddDerived(header, positions + p);
        }

        header->IsOutOfRange = (byte)(gabs > (Int128)FixedPoint.MoneyMax ? 1 : 0);
        header->Gabs = header->IsOutOfRange != 0 ? FixedPoint.MoneyMax : (long)gabs;
        for (int b = 0; b < header->BucketCount; b++)
        {
            engine.RefreshTerms(header, b, MarginKind.Initial);
            engine.RefreshTerms(header, b, MarginKind.Maintenance);
        }
    }

    // Everything one position adds but its bucket's terms; returns its part of gabs.
    private Int128 AddDerived(GroupHeader* header, GroupPosition* position)
    {
        GroupBucket* bucket = store.Bucket(header, position->Bucket);
        InstrumentRow* row = tables.Instrument(position->Instrument);
        (long buys, long sells) = header->ComboCount == 0 || row->LegCount > 0
            ? (position->Bx, position->Sx)
            : legs.Own(header, position);
        AccumulatePosition(header, bucket, position, buys, sells);
        if (row->LegCount > 0)
        {
            return Int128.Zero;
        }

        long lots = Math.Abs(position->Q) + position->Bx + position->Sx;
        header->LotsL += Math.Abs(position->Q);
        header->LotsW += lots;
        if (row->IsOption)
        {
            bucket->ShortL += FixedPoint.Pos(-position->Q);
            bucket->ShortW += WorkingShort(position);
        }

        if (PositionTerms.HasAny(header, row))
        {
            terms.PutW(header, position, row);
        }

        if (header->IsStandard)
        {
            terms.MoveL(header, position->Instrument, row, 0, position->Q);
        }

        return (Int128)lots * arrays.Rmax(position->Instrument);
    }

    // The working lots that can reach an instrument, and all that is summed from them but the accumulators: those
    // take the array of what is traded, which for a leg is the combination's.
    private void ChangeReach(
        GroupHeader* header, GroupBucket* bucket, GroupPosition* position, InstrumentRow* row, int side, long lots)
    {
        long shortBefore = WorkingShort(position);
        bool hasTerms = PositionTerms.HasAny(header, row);
        if (hasTerms)
        {
            terms.TakeW(header, position, row);
        }

        ChangeSide(position, side, lots);
        if (hasTerms)
        {
            terms.PutW(header, position, row);
        }

        header->LotsW += lots;
        header->Gabs = unchecked(header->Gabs + (lots * arrays.Rmax(position->Instrument)));
        if (row->IsOption)
        {
            bucket->ShortW += WorkingShort(position) - shortBefore;
        }
    }

    private void ChangeReachOfLegs(
        GroupHeader* header, GroupBucket* bucket, GroupPosition* position, InstrumentRow* row, int side, long lots)
    {
        ChangeSide(position, side, lots);
        for (int k = 0; k < row->LegCount; k++)
        {
            ComboLeg leg = row->Leg(k);
            int legSide = leg.Ratio > 0 ? side : -side;
            ChangeReach(
                header,
                bucket,
                legs.Position(header, leg),
                tables.Instrument(leg.Instrument),
                legSide,
                Math.Abs(leg.Ratio) * lots);
        }
    }

    private static void ChangeSide(GroupPosition* position, int side, long lots)
    {
        if (side > 0)
        {
            position->Bx += lots;
        }
        else
        {
            position->Sx += lots;
        }

        Check.That(position->Bx >= 0 && position->Sx >= 0);
    }

    // Q and all of L but the terms of the bucket.
    private void ShiftAccumulators(
        GroupHeader* header, GroupPosition* position, GroupBucket* bucket, InstrumentRow* row, long signedLots)
    {
        long before = position->Q;
        long q = before + signedLots;
        header->LotsL += Math.Abs(q) - Math.Abs(before);
        if (row->IsOption)
        {
            bucket->ShortL += FixedPoint.Pos(-q) - FixedPoint.Pos(-before);
        }

        position->Q = q;
        kernels.Accumulate(
            GroupStore.BucketL(bucket),
            arrays.Losses(position->Instrument),
            RiskProfile.BucketEntries,
            signedLots,
            Clamp.Position);
        if (header->IsStandard)
        {
            terms.MoveL(header, position->Instrument, row, before, q);
            return;
        }

        kernels.Accumulate(
            store.JointL(header), arrays.Joint(position->Instrument), joint, signedLots, Clamp.Position);
    }

    private void AccumulatePosition(
        GroupHeader* header, GroupBucket* bucket, GroupPosition* position, long buys, long sells)
    {
        kernels.AccumulatePosition(
            GroupStore.BucketL(bucket),
            GroupStore.BucketW(bucket),
            arrays.Losses(position->Instrument),
            RiskProfile.BucketEntries,
            position->Q,
            buys,
            sells);
        if (!header->IsStandard)
        {
            kernels.AccumulatePosition(
                store.JointL(header),
                store.JointW(header),
                arrays.Joint(position->Instrument),
                joint,
                position->Q,
                buys,
                sells);
        }
    }

    private void ClearDerived(GroupHeader* header)
    {
        header->LotsL = 0;
        header->LotsW = 0;
        header->SumsL.IsValid = 0;
        header->SumsW.IsValid = 0;
        header->FundingW = Int128.Zero;
        header->StandardW = Int128.Zero;
        header->StandardL = Int128.Zero;
        new Span<long>(store.JointL(header), joint).Clear();
        new Span<long>(store.JointW(header), joint).Clear();
        for (int b = 0; b < header->BucketCount; b++)
        {
            GroupBucket* bucket = store.Bucket(header, b);
            bucket->ShortL = 0;
            bucket->ShortW = 0;
            new Span<long>(GroupStore.BucketL(bucket), RiskProfile.BucketEntries).Clear();
            new Span<long>(GroupStore.BucketW(bucket), RiskProfile.BucketEntries).Clear();
        }
    }

    // STANDARD requirements do not look at the joint block.
    private long ChangeJointW(GroupHeader* header, int instrument, long signed, Clamp clamp)
    {
        if (header->IsStandard)
        {
            return -1;
        }

        long* accumulator = store.JointW(header);
        if (scale.HasFusedTail)
        {
            return kernels.AccumulateTail4(accumulator, arrays.Joint(instrument), joint, signed, clamp);
        }

        kernels.Accumulate(accumulator, arrays.Joint(instrument), joint, signed, clamp);
        return -1;
    }

    private void UpdateHolder(uint group, int index, GroupPosition* position)
    {
        if (position->Q == 0)
        {
            DropHolder(position);
        }
        else if (position->Holder < 0)
        {
            position->Holder = holders.Add(position->Instrument, group, index, position->Q);
        }
        else
        {
            holders.SetLots(position->Holder, position->Q);
        }
    }

    private void DropHolder(GroupPosition* position)
    {
        if (position->Holder < 0)
        {
            return;
        }

        int handle = position->Holder;
        (uint movedGroup, int movedPosition) = holders.Remove(position->Instrument, handle);
        position->Holder = -1;
        if (movedPosition >= 0)
        {
            store.Positions(store.Header(movedGroup))[movedPosition].Holder = handle;
        }
    }

    private static long WorkingShort(GroupPosition* position) => FixedPoint.Pos(position->Sx - position->Q);
}
