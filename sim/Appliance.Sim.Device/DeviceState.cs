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
    private const long StreamedGroups = 2048;
    private readonly long[] marksMicro;

    public DeviceState(DeviceCapacity capacity, RiskSnapshot snapshot, VectorWidth width)
    {
        Kernels = VectorWidths.Kernels(width);
        Snapshot = snapshot;
        Scale = new RequirementScale(snapshot);
        Store = new GroupStore(capacity, snapshot.Profile);
        Arrays = new ArrayTable(snapshot);
        Rates = new RateTable(snapshot);
        Holders = new HolderIndex(snapshot.Instruments.Length, (long)capacity.Groups * capacity.GroupInstruments);
        Engine = new RequirementEngine(snapshot, Store, Scale, Arrays, Rates, Kernels);
        Updates = new GroupUpdates(snapshot, Store, Arrays, Engine, Holders, Kernels);
        Revaluation = new GroupRevaluation(snapshot.Profile, Store, Arrays, Engine, Kernels);
        marksMicro = new long[snapshot.Instruments.Length];
    }

    /// <summary>Shape and tables; its arrays are copied at each load.</summary>
    public RiskSnapshot Snapshot { get; }

    public ScenarioKernels Kernels { get; }

    public RequirementScale Scale { get; }

    public GroupStore Store { get; }

    public ArrayTable Arrays { get; }

    public RateTable Rates { get; }

    public HolderIndex Holders { get; }

    public RequirementEngine Engine { get; }

    public GroupUpdates Updates { get; }

    public GroupRevaluation Revaluation { get; }

    public uint Epoch { get; set; }

    public ReadOnlySpan<long> MarksMicro => marksMicro;

    /// <summary>Whether the snapshot has the instrument; any int may be asked about.</summary>
    public bool IsKnown(int instrument) => instrument >= 0 && instrument < marksMicro.Length;

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

    /// <summary>
    /// Moves the open groups of a range to the newest epoch. More of them than the caches hold are stored past the
    /// caches: what a long sweep makes is not read again before it is over.
    /// </summary>
    public void SwitchRange(long first, long end)
    {
        StoreKind kind = end - first >= StreamedGroups ? StoreKind.Streamed : StoreKind.Cached;
        for (long g = first; g < end; g++)
        {
            Store.PrefetchSwitch(Math.Min(g + 1, end - 1), kind);
            GroupHeader* header = Store.Header((uint)g);
            if (header->IsOpen != 0 && header->Epoch != Epoch)
            {
                SwitchOnTouch((uint)g, header, kind);
            }
        }
    }

    // Arrays that did not change since the group's epoch give the same numbers: then only the epoch moves.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void SwitchOnTouch(uint group, GroupHeader* header, StoreKind kind = StoreKind.Cached)
    {
        GroupPosition* positions = Store.Positions(header);
        for (int p = 0; p < header->PositionCount; p++)
        {
            if (Arrays.ChangedIn(positions[p].Instrument) > header->Epoch)
            {
                SwitchEpoch(group, header, kind);
                return;
            }
        }

        header->Epoch = Epoch;
    }

    /// <summary>Everything derived, from Q, B, S and the newest arrays.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void SwitchEpoch(uint group, GroupHeader* header, StoreKind kind = StoreKind.Cached)
    {
        header->Epoch = Epoch;
        (long tailL, long tailW) = Revaluation.Recompute(header, kind);
        RefreshRequirements(group, header, tailL, tailW);
    }

    /// <summary>After L or W changed in other ways than an order check: both requirements and the call level.</summary>
    public void RefreshRequirements(uint group, GroupHeader* header, long tailL = -1, long tailW = -1)
    {
        header->RequirementW = Engine.Requirement(header, MarginKind.Initial, tailW, out bool saturatedW);
        header->IsSaturatedW = (byte)(saturatedW ? 1 : 0);
        header->RequirementL = Engine.Requirement(header, MarginKind.Maintenance, tailL, out bool saturatedL);
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

    /// <summary>IMR = sat(Req(IM, W) + reserves).</summary>
    public static long InitialMargin(GroupHeader* header, out bool saturated)
    {
        saturated = header->IsSaturatedW != 0;
        return FixedPoint.Saturate((Int128)header->RequirementW + header->ReservesMicro, ref saturated);
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

    /// <summary>Bytes of groups, arrays and holders: what the device takes of the machine's memory.</summary>
    public long TotalBytes => Store.TotalBytes + Arrays.TotalBytes + Rates.TotalBytes + Holders.TotalBytes;

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
        if (!Store.HasRoomForBucket(header) && Store.FindBucket(header, risk.Underlying) < 0)
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
        Rates.Dispose();
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
