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
    private readonly long[] marksMicro;

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
        Engine = new RequirementEngine(Tables, Store, Scale, new ExpiryPairs(Tables, Store, Arrays, Legs), Kernels);
        Updates = new GroupUpdates(Tables, Scale, Store, Arrays, Engine, Holders, Legs, Kernels);
        marksMicro = new long[snapshot.Instruments.Length];
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

    public uint Epoch { get; private set; }

    public ReadOnlySpan<long> MarksMicro => marksMicro;

    /// <summary>Whether the snapshot has the instrument; any int may be asked about.</summary>
    public bool IsKnown(int instrument) => instrument >= 0 && instrument < marksMicro.Length;

    /// <summary>Whether the instrument is one of the snapshot's, no combination and no collateral instrument.</summary>
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
    /// Makes a snapshot the newest epoch. Nothing is allocated, and nothing of it is read after this has returned.
    /// </summary>
    public void Load(RiskSnapshot snapshot)
    {
        // Another snapshot than the last one may differ anywhere, whatever it says about its own changes.
        bool isOther = !ReferenceEquals(snapshot, loaded);
        if (isOther || snapshot.TablesEpoch > tablesEpoch)
        {
            Tables.CopyFrom(snapshot);
            Scale.Load(snapshot);
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
            SwitchOnTouch(group, header);
        }

        return header;
    }

    // Tables and arrays that did not change since the group's epoch give the same numbers: then only the epoch moves.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void SwitchOnTouch(uint group, GroupHeader* header)
    {
        if (header->Epoch < tablesEpoch)
        {
            SwitchEpoch(group, header);
            return;
        }

        GroupPosition* positions = Store.Positions(header);
        for (int p = 0; p < header->PositionCount; p++)
        {
            if (Arrays.ChangedIn(positions[p].Instrument) > header->Epoch)
            {
                SwitchEpoch(group, header);
                return;
            }
        }

        header->Epoch = Epoch;
    }

    /// <summary>Everything derived, from Q, B, S and the newest arrays.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void SwitchEpoch(uint group, GroupHeader* header)
    {
        header->Epoch = Epoch;
        Updates.Recompute(header);
        RefreshRequirements(group, header);
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

    /// <summary>
    /// IMR = sat(Req(IM, W) + reserves + FUND + ORACLE), with ORACLE of the underlyings; that of the group's assets is
    /// one more summand here.
    /// </summary>
    public static long InitialMargin(GroupHeader* header, out bool saturated)
    {
        saturated = header->IsSaturatedW != 0;
        Int128 sum = (Int128)header->RequirementW + header->ReservesMicro + header->FundingW + header->OracleW;
        return FixedPoint.Saturate(sum, ref saturated);
    }

    /// <summary>Equity from scratch, into the scan column.</summary>
    public void RefreshEquity(uint group, GroupHeader* header)
    {
        bool ignored = false;
        Store.EquityMicro[group] = FixedPoint.Saturate(ExactEquity(header), ref ignored);
    }

    public Int128 ExactEquity(GroupHeader* header)
    {
        Int128 equity = header->CashMicro;
        GroupPosition* positions = Store.Positions(header);
        for (int p = 0; p < header->PositionCount; p++)
        {
            equity += (Int128)positions[p].Q * marksMicro[positions[p].Instrument];
        }

        return equity;
    }

    /// <summary>True when the equity column holds a clamped value for this group.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsEquitySaturated(uint group, GroupHeader* header)
    {
        long equity = Store.EquityMicro[group];
        return (equity == FixedPoint.MoneyMax || equity == -FixedPoint.MoneyMax) && IsClamped(header);
    }

    /// <summary>Moves a mark and the equity of everyone who holds the instrument; returns how many.</summary>
    public long SetMark(int instrument, long valueMicro)
    {
        long change = valueMicro - marksMicro[instrument];
        marksMicro[instrument] = valueMicro;
        long touched = 0;
        bool isSmallChange = Math.Abs(change) < 1L << 30;
        for (int chunk = Holders.Tail(instrument); chunk >= 0; chunk = Holders.Previous(chunk))
        {
            ReadOnlySpan<HolderIndex.Entry> entries = Holders.Entries(chunk);
            touched += entries.Length;
            foreach (ref readonly HolderIndex.Entry entry in entries)
            {
                ref long equity = ref Store.EquityMicro[entry.Group];
                bool isPlain = isSmallChange && Math.Abs(entry.Lots) < 1L << 30 && Math.Abs(equity) < 1L << 61;
                if (isPlain)
                {
                    equity += entry.Lots * change;
                }
                else
                {
                    RefreshEquity(entry.Group, Store.Header(entry.Group));
                }
            }
        }

        return touched;
    }

    /// <summary>Bytes of groups, arrays, tables and holders: what the device takes of the machine's memory.</summary>
    public long TotalBytes => Store.TotalBytes + Arrays.TotalBytes + Tables.TotalBytes + Holders.TotalBytes;

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
    /// Gives a position back when nothing is held or worked in it, with a combination also those of its legs.
    /// </summary>
    public void DropIfEmpty(GroupHeader* header, int index)
    {
        GroupPosition* position = Store.Positions(header) + index;
        if (position->Q == 0 && position->Bx == 0 && position->Sx == 0)
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
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool IsClamped(GroupHeader* header)
    {
        bool saturated = false;
        FixedPoint.Saturate(ExactEquity(header), ref saturated);
        return saturated;
    }
}
