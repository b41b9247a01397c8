using System;
using System.Runtime.CompilerServices;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>
/// All memory of the device and the operations every command shares: switching a group to the newest epoch, its
/// equity, and the columns a scan reads.
/// </summary>
internal sealed unsafe class DeviceState : IDisposable
{
    public DeviceState(DeviceCapacity capacity, RiskSnapshot snapshot)
    {
        Snapshot = snapshot;
        Scale = new RequirementScale(snapshot);
        Store = new GroupStore(capacity, snapshot.Profile);
        Arrays = new ArrayTable(snapshot.Profile, snapshot.Instruments.Length);
        Holders = new HolderIndex(snapshot.Instruments.Length, (long)capacity.Groups * capacity.GroupInstruments);
        Equity = new EquityBook(snapshot, Store, Holders);
        Engine = new RequirementEngine(snapshot, Store, Scale, Arrays, Equity.Charges);
        Updates = new GroupUpdates(snapshot, Store, Arrays, Engine, Holders);
    }

    /// <summary>Shape and tables; its arrays are copied at each load.</summary>
    public RiskSnapshot Snapshot { get; }

    public RequirementScale Scale { get; }

    public GroupStore Store { get; }

    public ArrayTable Arrays { get; }

    public HolderIndex Holders { get; }

    public RequirementEngine Engine { get; }

    public GroupUpdates Updates { get; }

    public EquityBook Equity { get; }

    public uint Epoch { get; private set; }

    /// <summary>Epoch in which the newest tables came.</summary>
    public uint TablesEpoch { get; private set; }

    /// <summary>Whether the snapshot has the instrument; any int may be asked about.</summary>
    public bool IsKnown(int instrument) => instrument >= 0 && instrument < Snapshot.Instruments.Length;

    /// <summary>Takes over what is new in a snapshot; groups follow at their next command.</summary>
    public void Load(RiskSnapshot snapshot)
    {
        Check.That(snapshot.Epoch > Epoch);
        Arrays.CopyFrom(snapshot);
        if (Epoch > 0 && snapshot.TablesEpoch > Epoch)
        {
            Equity.Follow(snapshot);
        }

        Epoch = snapshot.Epoch;
        TablesEpoch = snapshot.TablesEpoch;
    }

    /// <summary>The open group's head, on the newest epoch; null when there is no such group.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public GroupHeader* TryTouch(uint group)
    {
        if (group >= (uint)Store.Capacity.Groups)
        {
            return null;
        }

        GroupHeader* header = Store.Header(group);
        if (header->IsOpen == 0)
        {
            return null;
        }

        if (header->Epoch != Epoch)
        {
            SwitchOnTouch(group, header);
        }

        return header;
    }

    // Arrays that did not change since the group's epoch give the same numbers: then only the epoch moves.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void SwitchOnTouch(uint group, GroupHeader* header)
    {
        bool isNew = TablesEpoch > header->Epoch;
        GroupPosition* positions = Store.Positions(header);
        for (int p = 0; p < header->PositionCount && !isNew; p++)
        {
            isNew = Arrays.ChangedIn(positions[p].Instrument) > header->Epoch;
        }

        header->Epoch = Epoch;
        if (isNew)
        {
            SwitchEpoch(group, header);
        }
    }

    /// <summary>Everything derived, from Q, B, S and the newest arrays.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void SwitchEpoch(uint group, GroupHeader* header)
    {
        header->Epoch = Epoch;
        Equity.SwitchTables(header);
        Updates.Recompute(header);
        RefreshRequirements(group, header);
    }

    /// <summary>After Q or a balance changed: a group out of range is made anew.</summary>
    public void RefreshDerived(uint group, GroupHeader* header)
    {
        if (header->IsOutOfRange != 0)
        {
            SwitchEpoch(group, header);
        }
        else
        {
            RefreshRequirements(group, header);
        }
    }

    /// <summary>Whether a position may move by signed lots: lots and gabs stay in range.</summary>
    public bool IsWithinBounds(GroupHeader* header, int index, long signedLots)
    {
        GroupPosition* position = Store.Positions(header) + index;
        long q = position->Q + signedLots;
        long added = Math.Abs(q) - Math.Abs(position->Q);
        Int128 gabs = header->Gabs + ((Int128)added * Arrays.Rmax(position->Instrument));
        return Math.Abs(q) + position->B + position->S <= Limits.GroupLotsMax && gabs <= (Int128)FixedPoint.MoneyMax;
    }

    /// <summary>After L or W changed in other ways than an order check: both requirements and the call level.</summary>
    public void RefreshRequirements(uint group, GroupHeader* header)
    {
        header->RequirementW = Engine.Requirement(header, MarginKind.Initial, -1, out bool saturatedW);
        header->IsSaturatedW = (byte)(saturatedW ? 1 : 0);
        header->RequirementL = Engine.Requirement(header, MarginKind.Maintenance, -1, out bool saturatedL);
        header->IsSaturatedL = (byte)(saturatedL ? 1 : 0);
        RefreshWatch(group, header);
    }

    /// <summary>The level a scan compares the group with.</summary>
    public void RefreshWatch(uint group, GroupHeader* header)
    {
        // The level itself is exact: only beyond int64, which no equity reaches, is it cut.
        Store.WatchMicro[group] = header->Watch switch
        {
            WatchLevel.Call => (long)Int128.Min(
                FixedPoint.MulCeilWide(header->RequirementL, Scale.Call), (Int128)long.MaxValue),
            WatchLevel.Maintenance => header->RequirementL,
            _ => long.MinValue,
        };
    }

    /// <summary>IMR = sat(Req(IM, W) + reserves + ORACLE).</summary>
    public long InitialMargin(GroupHeader* header, out bool saturated)
    {
        saturated = header->IsSaturatedW != 0;
        return FixedPoint.Saturate(ExactInitialMargin(header), ref saturated);
    }

    /// <summary>IMR before the clamp.</summary>
    public Int128 ExactInitialMargin(GroupHeader* header) =>
        (Int128)header->RequirementW + header->ReservesMicro + Equity.Charges.Oracle(header);

    /// <summary>Finds or makes the group's position; the reason says why there is no room.</summary>
    public ReasonCode TryGetPosition(GroupHeader* header, int instrument, out int index)
    {
        index = GroupStore.FindPosition(header, instrument);
        if (index >= 0)
        {
            return ReasonCode.None;
        }

        if (header->PositionCount == Store.Capacity.GroupInstruments)
        {
            return ReasonCode.GroupInstrumentCapacity;
        }

        InstrumentRisk risk = Snapshot.Instruments[instrument];
        if (header->BucketCount == Store.Capacity.GroupBuckets && Store.FindBucket(header, risk.Underlying) < 0)
        {
            return ReasonCode.GroupBucketCapacity;
        }

        index = Store.AddPosition(header, instrument, risk);
        return ReasonCode.None;
    }

    /// <summary>Gives a position back when nothing is held or worked in it.</summary>
    public void DropIfEmpty(GroupHeader* header, int index)
    {
        GroupPosition* position = Store.Positions(header) + index;
        if (position->Q == 0 && position->B == 0 && position->S == 0)
        {
            Store.RemovePosition(header, index, Snapshot.Instruments[position->Instrument], Holders);
        }
    }

    public void Dispose()
    {
        Store.Dispose();
        Arrays.Dispose();
        Holders.Dispose();
        Equity.Dispose();
    }
}
