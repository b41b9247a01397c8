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
    private readonly RiskSnapshot snapshot;
    private readonly GroupStore store;
    private readonly ArrayTable arrays;
    private readonly RequirementEngine engine;
    private readonly HolderIndex holders;
    private readonly ScenarioKernels kernels;
    private readonly int joint;
    private readonly bool hasTail4;

    public GroupUpdates(
        RiskSnapshot snapshot,
        GroupStore store,
        ArrayTable arrays,
        RequirementEngine engine,
        HolderIndex holders,
        ScenarioKernels kernels)
    {
        this.snapshot = snapshot;
        this.store = store;
        this.arrays = arrays;
        this.engine = engine;
        this.holders = holders;
        this.kernels = kernels;
        joint = snapshot.Profile.JointColumns;
        hasTail4 = snapshot.Profile.TailCount == 4;
    }

    /// <summary>
    /// Adds (lots &gt; 0) or takes back (lots &lt; 0) working lots on a side. Returns the tail sum of WJ when it
    /// came for free, else -1; the caller then asks the engine for the requirement.
    /// </summary>
    public long ChangeWorking(GroupHeader* header, int index, int side, long lots)
    {
        GroupPosition* position = store.Positions(header) + index;
        GroupBucket* bucket = store.Bucket(header, position->Bucket);
        long shortBefore = WorkingShort(position);
        if (side > 0)
        {
            position->B += lots;
        }
        else
        {
            position->S += lots;
        }

        Check.That(position->B >= 0 && position->S >= 0);
        header->LotsW += lots;
        header->Gabs = unchecked(header->Gabs + (lots * arrays.Rmax(position->Instrument)));
        if (snapshot.Instruments[position->Instrument].IsOption)
        {
            bucket->ShortW += WorkingShort(position) - shortBefore;
        }

        long signed = side > 0 ? lots : -lots;
        Clamp clamp = side > 0 ? Clamp.Buy : Clamp.Sell;
        long* losses = arrays.Losses(position->Instrument);
        kernels.Accumulate(
            GroupStore.BucketW(bucket), losses, RiskProfile.BucketEntries, signed, clamp);
        long tail = ChangeJoint(store.JointW(header), position->Instrument, signed, clamp);
        engine.RefreshTerms(header, position->Bucket, MarginKind.Initial);
        return tail;
    }

    /// <summary>Moves Q by signed lots: L and W together. The holder index follows.</summary>
    public void ChangePosition(uint group, GroupHeader* header, int index, long signedLots)
    {
        GroupPosition* position = store.Positions(header) + index;
        GroupBucket* bucket = store.Bucket(header, position->Bucket);
        long absolute = Math.Abs(position->Q + signedLots) - Math.Abs(position->Q);
        long shortBefore = WorkingShort(position);

        // The bounds first: they tell whether the terms of L still fit 64 bits.
        header->LotsW += absolute;
        header->Gabs = unchecked(header->Gabs + (absolute * arrays.Rmax(position->Instrument)));
        ShiftHeld(header, index, signedLots);
        if (snapshot.Instruments[position->Instrument].IsOption)
        {
            bucket->ShortW += WorkingShort(position) - shortBefore;
        }

        kernels.Accumulate(
            GroupStore.BucketW(bucket),
            arrays.Losses(position->Instrument),
            RiskProfile.BucketEntries,
            signedLots,
            Clamp.Position);
        kernels.Accumulate(
            store.JointW(header), arrays.Joint(position->Instrument), joint, signedLots, Clamp.Position);
        engine.RefreshTerms(header, position->Bucket, MarginKind.Initial);
        UpdateHolder(group, index, position);
    }

    /// <summary>
    /// Moves Q by signed lots in L alone: what-if closes. The exact inverse restores every bit; W, gabs and the
    /// holder index do not see it.
    /// </summary>
    public void ShiftHeld(GroupHeader* header, int index, long signedLots)
    {
        GroupPosition* position = store.Positions(header) + index;
        GroupBucket* bucket = store.Bucket(header, position->Bucket);
        long q = position->Q + signedLots;
        header->LotsL += Math.Abs(q) - Math.Abs(position->Q);
        if (snapshot.Instruments[position->Instrument].IsOption)
        {
            bucket->ShortL += FixedPoint.Pos(-q) - FixedPoint.Pos(-position->Q);
        }

        position->Q = q;
        kernels.Accumulate(
            GroupStore.BucketL(bucket),
            arrays.Losses(position->Instrument),
            RiskProfile.BucketEntries,
            signedLots,
            Clamp.Position);
        kernels.Accumulate(
            store.JointL(header), arrays.Joint(position->Instrument), joint, signedLots, Clamp.Position);
        engine.RefreshTerms(header, position->Bucket, MarginKind.Maintenance);
    }

    private long ChangeJoint(long* accumulator, int instrument, long signed, Clamp clamp)
    {
        if (hasTail4)
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

    private static long WorkingShort(GroupPosition* position) => FixedPoint.Pos(position->S - position->Q);
}
