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
    private RiskSnapshot loaded;
    private uint tablesEpoch;

    public DeviceState(DeviceCapacity capacity, RiskSnapshot snapshot, VectorWidth width)
    {
        Kernels = VectorWidths.Kernels(width);
        loaded = snapshot;
        Tables = new RiskTables(snapshot);
        Scale = new RequirementScale(snapshot);
        Store = new GroupStore(capacity, snapshot.Profile);
        Arrays = new ArrayTable(snapshot);
        Holders = new HolderIndex(snapshot.Instruments.Length, (long)capacity.Groups * capacity.GroupInstruments);
        Legs = new ComboLegs(Tables, Store, Arrays);
        Equity = new EquityBook(snapshot, Store, Holders);
        Pools = new PoolTable(Store);
        ExpiryPairs expiries = new(Tables, Store, Arrays, Legs);
        Engine = new RequirementEngine(Tables, Store, Scale, expiries, Equity.Charges, Kernels);
        Updates = new GroupUpdates(Tables, Scale, Store, Arrays, Engine, Holders, Legs, Kernels);
    }

    /// <summary>Shape, and the newest epoch's tables.</summary>
    public RiskTables Tables { get; }

    public ScenarioKernels Kernels { get; }

    public RequirementScale Scale { get; }

    public GroupStore Store { get; }

    public ArrayTable Arrays { get; }

    public HolderIndex Holders { get; }

    public ComboLegs Legs { get; }

    public RequirementEngine Engine { get; }

    public GroupUpdates Updates { get; }

    public EquityBook Equity { get; }

    public PoolTable Pools { get; }

    public uint Epoch { get; private set; }

    /// <summary>Whether the snapshot has the instrument; any int may be asked about.</summary>
    public bool IsKnown(int instrument) => instrument >= 0 && instrument < Tables.InstrumentCount;

    /// <summary>Whether the instrument has a mark: combinations and collateral instruments have none.</summary>
    public bool HasMark(int instrument) =>
        IsKnown(instrument)
        && !Tables.Instrument(instrument)->IsCollateral
        && Tables.Instrument(instrument)->LegCount == 0;

    /// <summary>
    /// Whether the group may order or trade the instrument: one of the snapshot's, no collateral instrument, and the
    /// group's own when it is isolated.
    /// </summary>
    public bool IsTradable(GroupHeader* header, int instrument) =>
        IsKnown(instrument)
        && !Tables.Instrument(instrument)->IsCollateral
        && (header->Kind != MarginGroupKind.Isolated || header->OnlyInstrument == instrument);

    /// <summary>
    /// Makes a snapshot the newest epoch. Nothing of it is read after this has returned. Memory is taken for new
    /// tables alone: groups that have not switched are valued by the old ones.
    /// </summary>
    public void Load(RiskSnapshot snapshot)
    {
        // Another snapshot than the last one may differ anywhere, whatever it says about its own changes.
        bool isOther = !ReferenceEquals(snapshot, loaded);
        if (isOther || snapshot.TablesEpoch > tablesEpoch)
        {
            Tables.CopyFrom(snapshot);
            Scale.Load(snapshot);
            if (Epoch > 0)
            {
                Equity.Follow(snapshot);
            }

            tablesEpoch = isOther ? snapshot.Epoch : snapshot.TablesEpoch;
        }

        Arrays.CopyFrom(snapshot, isOther);
        loaded = snapshot;
        Epoch = snapshot.Epoch;
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
            SwitchOnTouch(Pools.MarginGroup(header));
        }

        return header;
    }

    // Tables and arrays that did not change since the group's epoch give the same numbers: then only the epoch moves.
    // A pool has a place for whatever its members have, and switches with all of them.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void SwitchOnTouch(GroupHeader* group)
    {
        bool isNew = group->Epoch < tablesEpoch;
        GroupPosition* positions = Store.Positions(group);
        for (int p = 0; p < group->PositionCount && !isNew; p++)
        {
            isNew = Arrays.ChangedIn(positions[p].Instrument) > group->Epoch;
        }

        Switch(group, isNew);
        if (group->Kind != MarginGroupKind.Pool)
        {
            return;
        }

        for (int m = Pools.First(group); m != PoolTable.None; m = Pools.Next(m))
        {
            Switch(Store.Header((uint)m), isNew);
        }
    }

    private void Switch(GroupHeader* header, bool isNew)
    {
        header->Epoch = Epoch;
        if (isNew)
        {
            Equity.SwitchTables(header);
            Recompute(header);
        }
    }

    /// <summary>Everything derived of one group, from its primary state and the newest arrays.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Recompute(GroupHeader* header)
    {
        Updates.Recompute(header);
        RefreshRequirements(header);
    }

    /// <summary>After Q or a balance changed: a group out of range is made anew.</summary>
    public void RefreshDerived(GroupHeader* header)
    {
        if (header->IsOutOfRange != 0)
        {
            Recompute(header);
        }
        else
        {
            RefreshRequirements(header);
        }
    }

    /// <summary>After L or W changed in other ways than an order check: both requirements and the call level.</summary>
    public void RefreshRequirements(GroupHeader* header)
    {
        RefreshRequirement(header, MarginKind.Initial, -1);
        RefreshRequirement(header, MarginKind.Maintenance, -1);
        RefreshWatch(Pools.MarginGroup(header));
    }

    /// <summary>A group's own Req from its accumulators; the tail sum when it is known, else -1.</summary>
    public void RefreshRequirement(GroupHeader* header, MarginKind kind, long tailSum)
    {
        long micro = Engine.Requirement(header, kind, tailSum, out bool saturated);
        Pools.SetRequirement(header, kind, micro, saturated);
    }

    /// <summary>Moves Q by signed lots in L of a group and its pool alone; the inverse restores every bit.</summary>
    public void ShiftHeld(in Places places, long signedLots)
    {
        Updates.ShiftHeld(places.Group, places.Index, signedLots);
        if (places.Pool != null)
        {
            Updates.ShiftHeld(places.Pool, places.PoolIndex, signedLots);
        }
    }

    /// <summary>MMR of the margin group while L of a group, and of its pool, is moved for a what-if.</summary>
    public long MaintenanceNow(GroupHeader* header, out bool saturated)
    {
        GroupHeader* pool = Pools.PoolOf(header);
        if (pool == null)
        {
            return Engine.Requirement(header, MarginKind.Maintenance, -1, out saturated);
        }

        (long own, bool isOwnSaturated) = (header->RequirementL, header->IsSaturatedL != 0);
        (long pooled, bool isPoolSaturated) = (pool->RequirementL, pool->IsSaturatedL != 0);
        RefreshRequirement(header, MarginKind.Maintenance, -1);
        RefreshRequirement(pool, MarginKind.Maintenance, -1);
        long micro = Pools.Requirement(pool, MarginKind.Maintenance, out saturated);
        Pools.SetRequirement(header, MarginKind.Maintenance, own, isOwnSaturated);
        Pools.SetRequirement(pool, MarginKind.Maintenance, pooled, isPoolSaturated);
        return micro;
    }

    /// <summary>The level a scan compares a margin group with; a member has none.</summary>
    public void RefreshWatch(GroupHeader* group)
    {
        // The level itself is exact: only beyond int64, which no equity reaches, is it cut.
        long maintenance = Pools.Requirement(group, MarginKind.Maintenance, out _);
        Store.WatchMicro[group->Group] = group->Watch switch
        {
            WatchLevel.Call => (long)Int128.Min(
                FixedPoint.MulCeilWide(maintenance, Scale.Call), (Int128)long.MaxValue),
            WatchLevel.Maintenance => maintenance,
            _ => long.MinValue,
        };
    }

    /// <summary>IMR = sat(Req(IM, W) + reserves + FUND + ORACLE) of a margin group.</summary>
    public long InitialMargin(GroupHeader* group, out bool saturated)
    {
        Int128 sum = (Int128)Pools.Requirement(group, MarginKind.Initial, out saturated)
            + group->ReservesMicro + group->FundingW + group->OracleW + Equity.Charges.Oracle(group);
        return FixedPoint.Saturate(sum, ref saturated);
    }

    /// <summary>Whether a position may trade signed lots: lots and gabs stay in range.</summary>
    public bool IsWithinBounds(GroupHeader* header, ReadOnlySpan<PositionMove> moves)
    {
        bool isInBounds = true;
        Int128 gabs = header->Gabs;
        foreach (ref readonly PositionMove move in moves)
        {
            GroupPosition* position = Store.Positions(header) + move.Index;
            long q = position->Q + move.SignedLots;
            long added = Math.Abs(q) - Math.Abs(position->Q);
            gabs += (Int128)added * Arrays.Rmax(position->Instrument);
            isInBounds &= Math.Abs(q) + position->Bx + position->Sx <= Limits.GroupLotsMax;

            // How far a group is out of range is not kept, so nothing in it may grow.
            isInBounds &= added <= 0 || header->IsOutOfRange == 0;
        }

        return isInBounds && gabs <= (Int128)FixedPoint.MoneyMax;
    }

    /// <summary>Bytes of all that the device takes of the machine's memory.</summary>
    public long TotalBytes => Store.TotalBytes + Arrays.TotalBytes + Tables.TotalBytes + Holders.TotalBytes
        + Equity.TotalBytes + Pools.TotalBytes;

    /// <summary>
    /// Finds or makes the group's position, for a combination also those of its legs; the reason says why there is no
    /// room, and then none was made.
    /// </summary>
    public ReasonCode TryGetPosition(GroupHeader* header, int instrument, out int index)
    {
        ReasonCode reason = TryGetOne(header, instrument, out index);
        InstrumentRow* row = Tables.Instrument(instrument);
        if (reason == ReasonCode.None && row->LegCount > 0)
        {
            reason = TryGetLegs(header, row);
            if (reason != ReasonCode.None)
            {
                DropIfEmpty(header, index);
            }
        }

        return reason;
    }

    /// <summary>Finds or makes the positions of all legs; the reason says why there is no room for one.</summary>
    public ReasonCode TryGetLegs(GroupHeader* header, InstrumentRow* combo)
    {
        ReasonCode reason = ReasonCode.None;
        for (int k = 0; k < combo->LegCount && reason == ReasonCode.None; k++)
        {
            reason = TryGetOne(header, combo->Leg(k).Instrument, out _);
        }

        return reason;
    }

    private ReasonCode TryGetOne(GroupHeader* header, int instrument, out int index)
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

        InstrumentRow* row = Tables.Instrument(instrument);
        if (!Store.HasRoomForBucket(header) && Store.FindBucket(header, row->Underlying) < 0)
        {
            return ReasonCode.GroupBucketCapacity;
        }

        index = Store.AddPosition(header, instrument, row);
        return ReasonCode.None;
    }

    /// <summary>
    /// Gives a position back when nothing is held or worked in it, with a combination also those of its legs. A pool
    /// keeps its place while one of its members has one: the members come first.
    /// </summary>
    public void DropIfEmpty(GroupHeader* header, int index)
    {
        GroupPosition* position = Store.Positions(header) + index;
        bool isEmpty = position->Q == 0 && position->Bx == 0 && position->Sx == 0;
        if (isEmpty && (header->Kind != MarginGroupKind.Pool || !Pools.IsTaken(header, position->Instrument)))
        {
            InstrumentRow* row = Tables.Instrument(position->Instrument);
            Store.RemovePosition(header, index, row, Holders);
            DropEmptyLegs(header, row);
        }
    }

    /// <summary>Gives back the positions of the legs in which nothing is held or worked any more.</summary>
    public void DropEmptyLegs(GroupHeader* header, InstrumentRow* combo)
    {
        for (int k = 0; k < combo->LegCount; k++)
        {
            int index = GroupStore.FindPosition(header, combo->Leg(k).Instrument);
            if (index >= 0)
            {
                DropIfEmpty(header, index);
            }
        }
    }

    public void Dispose()
    {
        Store.Dispose();
        Tables.Dispose();
        Arrays.Dispose();
        Holders.Dispose();
        Equity.Dispose();
        Pools.Dispose();
    }
}
