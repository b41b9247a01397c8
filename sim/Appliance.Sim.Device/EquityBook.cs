using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>
/// Both valuations of a group (MARGIN.md section 6). E_MM is kept in the scan column and moved by differences: every
/// term belongs to one position or one balance, so a difference is exact. E_IM is made when a command asks for it.
/// </summary>
internal sealed unsafe class EquityBook : IDisposable
{
    // Two amounts below this, of positions at the mark and of open value, make a profit below MoneyMax.
    private const long SmallLimit = 1L << 60;

    private readonly GroupStore store;
    private readonly HolderIndex holders;
    private readonly Row* rows;
    private readonly bool[] isOption;
    private readonly EquityValuation valuation;
    private EquityTables?[] sets = new EquityTables?[4];
    private EquityTables newest;
    private int newestSet;

    public EquityBook(RiskSnapshot snapshot, GroupStore store, HolderIndex holders)
    {
        this.store = store;
        this.holders = holders;
        Marks = new MarkTable(snapshot.Instruments.Length);
        Assets = new AssetTable(store.Capacity.Groups);
        Assets.Follow(snapshot);
        isOption = Array.ConvertAll(snapshot.Instruments, risk => risk.IsOption);
        valuation = new EquityValuation(store, Marks, Assets, isOption);
        newest = new EquityTables(snapshot.Instruments.Length);
        newest.CopyFrom(snapshot);
        sets[0] = newest;
        Charges = new AssetCharges(store, Assets, newest);
        rows = (Row*)HostMemory.Allocate((nuint)store.Capacity.Groups * (nuint)sizeof(Row));
    }

    /// <summary>Contract values of instruments.</summary>
    public MarkTable Marks { get; }

    public AssetTable Assets { get; }

    public AssetCharges Charges { get; }

    /// <summary>Tables of an asset on the newest epoch.</summary>
    public AssetRow Risk(int asset) => newest.Assets[asset];

    /// <summary>Bytes of rows and balances.</summary>
    public long TotalBytes => BytesFor(store.Capacity.Groups) + Assets.TotalBytes;

    /// <summary>Bytes of a book for so many groups without assets, for capacity planning.</summary>
    public static long BytesFor(long groups) => groups * sizeof(Row);

    /// <summary>
    /// New tables of a loaded epoch. Groups follow when they switch; a set no group is on any more is written anew, so
    /// memory is taken only while more epochs than ever before are in use.
    /// </summary>
    public void Follow(RiskSnapshot snapshot)
    {
        CheckShape(snapshot);
        Assets.Follow(snapshot);
        newestSet = FreeSet();
        newest = sets[newestSet] ?? new EquityTables(isOption.Length);
        newest.CopyFrom(snapshot);
        sets[newestSet] = newest;
        Charges.Follow(newest);
    }

    /// <summary>A new, empty group on the newest tables.</summary>
    public void Open(GroupHeader* header)
    {
        rows[header->Group] = new Row { Set = newestSet };
        newest.GroupCount++;
        store.EquityMicro[header->Group] = 0;
        header->IsOpenValueSmall = 1;
    }

    /// <summary>The group gives up its tables; it holds nothing.</summary>
    public void Close(GroupHeader* header) => TablesOf(header).GroupCount--;

    /// <summary>Moves the group to the newest tables and values it by them.</summary>
    public void SwitchTables(GroupHeader* header)
    {
        if (rows[header->Group].Set == newestSet)
        {
            return;
        }

        TablesOf(header).GroupCount--;
        rows[header->Group].Set = newestSet;
        newest.GroupCount++;
        Refresh(header);
    }

    /// <summary>Open value of a position by its index.</summary>
    public long OpenValueOf(GroupHeader* header, int index) => store.OpenValues(header)[index];

    /// <summary>Whether an amount is within the range of money.</summary>
    public static bool IsMoney(Int128 micro) => Int128.Abs(micro) <= (Int128)FixedPoint.MoneyMax;

    /// <summary>
    /// V of every position that trades, as it would be; false when one would leave its range. Nothing is changed.
    /// </summary>
    public bool TryMoveOpenValues(GroupHeader* header, ReadOnlySpan<PositionMove> moves, Span<long> changed)
    {
        bool isInRange = true;
        for (int k = 0; k < moves.Length && isInRange; k++)
        {
            (int index, long signed, Int128 amount) = moves[k];
            long held = store.Positions(header)[index].Q;
            isInRange = OpenValue.TryMove(store.OpenValues(header)[index], held, signed, amount, out changed[k]);
        }

        return isInRange;
    }

    /// <summary>V of a pool is the sum over its members: it changes by what the member's V does.</summary>
    public bool TryFollowOpenValues(
        in Places places,
        ReadOnlySpan<PositionMove> moves,
        ReadOnlySpan<long> changed,
        ReadOnlySpan<PositionMove> pooled,
        Span<long> pooledChanged)
    {
        for (int k = 0; k < moves.Length; k++)
        {
            Int128 value = (Int128)store.OpenValues(places.Pool)[pooled[k].Index]
                + changed[k] - store.OpenValues(places.Group)[moves[k].Index];
            if (!IsMoney(value))
            {
                return false;
            }

            pooledChanged[k] = (long)value;
        }

        return true;
    }

    /// <summary>Takes a trade's money from cash and sets V of what it moved; both are known to be in range.</summary>
    public void Book(
        GroupHeader* header, ReadOnlySpan<PositionMove> moves, ReadOnlySpan<long> changed, Int128 spent)
    {
        header->CashMicro = (long)(header->CashMicro - spent);
        for (int k = 0; k < moves.Length; k++)
        {
            SetOpenValue(header, moves[k].Index, changed[k]);
        }

        bool isSmall = Int128.Abs(rows[header->Group].OpenValues) < (Int128)SmallLimit;
        header->IsOpenValueSmall = (byte)(isSmall ? 1 : 0);
    }

    private void SetOpenValue(GroupHeader* header, int index, long value)
    {
        ref long kept = ref store.OpenValues(header)[index];
        if (!isOption[store.Positions(header)[index].Instrument])
        {
            rows[header->Group].OpenValues += (Int128)value - kept;
        }

        kept = value;
    }

    /// <summary>Cash comes or goes; its range is known.</summary>
    public void AddCash(GroupHeader* header, long micro)
    {
        header->CashMicro += micro;
        Move(header, micro);
    }

    /// <summary>Moves the kept E_MM by an exact difference; where a clamp is in play it is made from scratch.</summary>
    public void Move(GroupHeader* header, Int128 change)
    {
        ref long equity = ref store.EquityMicro[header->Group];
        Int128 after = equity + change;
        bool wasExact = Math.Abs(equity) < FixedPoint.MoneyMax;
        if (wasExact && Int128.Abs(after) < (Int128)FixedPoint.MoneyMax)
        {
            equity = (long)after;
        }
        else
        {
            Refresh(header);
        }
    }

    /// <summary>E_MM from scratch, into the scan column.</summary>
    public void Refresh(GroupHeader* header)
    {
        bool ignored = false;
        Int128 exact = valuation.ExactMaintenance(header, TablesOf(header));
        store.EquityMicro[header->Group] = FixedPoint.Saturate(exact, ref ignored);
    }

    /// <summary>cash + sum Q * mark, no haircut: what conservation adds up.</summary>
    public Int128 Conserved(GroupHeader* header) => valuation.Conserved(header);

    /// <summary>By how much E_MM changes when a position moves by signed lots at the mark.</summary>
    public Int128 ChangeAtMark(GroupHeader* header, int index, long signedLots)
    {
        EquityTables tables = TablesOf(header);
        GroupPosition* position = store.Positions(header) + index;
        long mark = Marks.ValuesMicro[position->Instrument];
        return EquityValuation.Worth(tables, position->Instrument, position->Q + signedLots, mark)
            - EquityValuation.Worth(tables, position->Instrument, position->Q, mark);
    }

    /// <summary>True when the scan column holds a clamped value for this group.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsMaintenanceClamped(GroupHeader* header)
    {
        long equity = store.EquityMicro[header->Group];
        return (equity == FixedPoint.MoneyMax || equity == -FixedPoint.MoneyMax) && IsBeyondMoney(header);
    }

    /// <summary>
    /// Whether E_IM is E_MM without a look at positions: profit counts in full, averages are the prices, and no
    /// profit can be beyond MoneyMax, the largest cap.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsInitialAtSight(GroupHeader* header)
    {
        bool isOver = Math.BigMul((ulong)header->LotsL, (ulong)Marks.LargestMicro, out ulong atMark) != 0;
        return newest.IsProfitWhole & Marks.DifferingCount == 0 & Assets.Prices.DifferingCount == 0
            & header->IsOpenValueSmall != 0 & !isOver & atMark < SmallLimit;
    }

    /// <summary>E_IM of a group on the newest epoch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Initial(GroupHeader* header, out bool saturated)
    {
        if (!IsInitialAtSight(header))
        {
            return InitialExact(header, out saturated);
        }

        saturated = IsMaintenanceClamped(header);
        return store.EquityMicro[header->Group];
    }

    /// <summary>Sets a mark and moves E_MM of everyone who holds the instrument; returns how many but pools.</summary>
    public long SetMark(int instrument, long valueMicro, long averageMicro)
    {
        long before = Marks.ValuesMicro[instrument];
        Marks.Set(instrument, valueMicro, averageMicro);
        long change = valueMicro - before;
        bool isSmallChange = Math.Abs(change) < 1L << 30 && !HasHaircut(instrument);
        long touched = 0;
        for (int chunk = holders.Tail(instrument); chunk >= 0; chunk = holders.Previous(chunk))
        {
            ReadOnlySpan<HolderIndex.Entry> entries = holders.Entries(chunk);
            touched += entries.Length;
            foreach (ref readonly HolderIndex.Entry entry in entries)
            {
                ref long equity = ref store.EquityMicro[entry.Group];
                bool isPlain = isSmallChange && Math.Abs(entry.Lots) < 1L << 30 && Math.Abs(equity) < 1L << 61;
                if (isPlain)
                {
                    equity += entry.Lots * change;
                }
                else
                {
                    Revalue(entry, instrument, before, valueMicro);
                }
            }
        }

        return touched - holders.PoolsOf(instrument);
    }

    /// <summary>Sets an asset's price and moves E_MM of everyone who owns or owes it.</summary>
    public void SetAssetPrice(int asset, long priceMicro, long averageMicro)
    {
        long before = Assets.Prices.ValuesMicro[asset];
        Assets.Prices.Set(asset, priceMicro, averageMicro);
        long* balances = Assets.Balances(asset);
        for (int g = 0; g < store.Capacity.Groups; g++)
        {
            if (balances[g] != 0)
            {
                GroupHeader* header = store.Header((uint)g);
                AssetRow risk = TablesOf(header).Assets[asset];
                Move(header, AssetTable.Worth(risk, balances[g], priceMicro)
                    - AssetTable.Worth(risk, balances[g], before));
            }
        }
    }

    /// <summary>Sets a balance and moves E_MM by it. The group is on the newest epoch.</summary>
    public void SetBalance(GroupHeader* header, int asset, long units)
    {
        long price = Assets.Prices.ValuesMicro[asset];
        AssetRow risk = newest.Assets[asset];
        long before = Assets.Balances(asset)[header->Group];
        Assets.SetBalance(header, asset, units);
        Move(header, AssetTable.Worth(risk, units, price) - AssetTable.Worth(risk, before, price));
    }

    public void Dispose()
    {
        HostMemory.Free(rows);
        Assets.Dispose();
    }

    private int FreeSet()
    {
        for (int s = 0; s < sets.Length; s++)
        {
            if (sets[s] is null || sets[s]!.GroupCount == 0)
            {
                return s;
            }
        }

        int free = sets.Length;
        Array.Resize(ref sets, 2 * free);
        return free;
    }

    private EquityTables TablesOf(GroupHeader* header) => sets[rows[header->Group].Set]!;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private long InitialExact(GroupHeader* header, out bool saturated)
    {
        bool isSame = Marks.DifferingCount == 0 && header->AssetMask == 0 && header->OptionCount == 0
            && !IsMaintenanceClamped(header);
        Int128 openValues = rows[header->Group].OpenValues;
        Int128 equity = isSame
            ? EquityValuation.Weigh(store.EquityMicro[header->Group], header->CashMicro, openValues, newest)
            : valuation.ExactInitial(header, openValues, newest);
        saturated = false;
        return FixedPoint.Saturate(equity, ref saturated);
    }

    // A long option's haircut is that of the group's own epoch.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Revalue(in HolderIndex.Entry entry, int instrument, long beforeMicro, long afterMicro)
    {
        GroupHeader* header = store.Header(entry.Group);
        EquityTables tables = TablesOf(header);
        Move(header, EquityValuation.Worth(tables, instrument, entry.Lots, afterMicro)
            - EquityValuation.Worth(tables, instrument, entry.Lots, beforeMicro));
    }

    private bool HasHaircut(int instrument)
    {
        foreach (EquityTables? set in sets)
        {
            if (set is not null && set.OptionWeightQ32(instrument) != Rate.One.Q32)
            {
                return true;
            }
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool IsBeyondMoney(GroupHeader* header) =>
        !IsMoney(valuation.ExactMaintenance(header, TablesOf(header)));

    // Which instrument carries an asset, and in what lots, is shape: positions made from balances depend on it.
    private void CheckShape(RiskSnapshot snapshot)
    {
        Check.That(snapshot.Assets.Length >= Assets.Count);
        for (int a = 0; a < Assets.Count; a++)
        {
            AssetRow before = newest.Assets[a];
            Check.That(snapshot.Assets[a].RiskInstrument == before.RiskInstrument);
            Check.That(snapshot.Assets[a].LotUnits == before.LotUnits);
        }
    }

    // What equity keeps of a group beside its head: 32 bytes, read by trades and exact valuations.
    [StructLayout(LayoutKind.Sequential, Size = 32)]
    private struct Row
    {
        /// <summary>Sum of V over positions that are no options.</summary>
        public Int128 OpenValues;

        /// <summary>Index of the group's tables.</summary>
        public int Set;
    }
}
