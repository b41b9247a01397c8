using System;
using System.Numerics;
using Appliance.Core;

namespace Appliance.Machine;

/// <summary>
/// One working order. An alias is the id it had before a replace that the venue has not confirmed yet.
/// </summary>
internal struct OrderRecord
{
    public ulong ClOrdId;
    public ulong AliasClOrdId;

    /// <summary>Lots still working.</summary>
    public long Lots;

    /// <summary>Lots traded so far: a replace names the new total.</summary>
    public long FilledLots;

    /// <summary>Order reserve per lot, micro.</summary>
    public long ReserveMicro;

    /// <summary>What the reserve becomes when the venue confirms the replace under way.</summary>
    public long PendingReserveMicro;

    /// <summary>Closing orders: bankruptcy value per lot, micro.</summary>
    public long BankruptcyMicro;
    public uint Account;
    public int Instrument;
    public int Next;
    public int Previous;
    public sbyte Side;

    /// <summary>Sent by the appliance to close a position.</summary>
    public bool IsClosing;
    public bool IsCancelSent;
    public bool HasAlias;
}

/// <summary>
/// Working orders by (account, ClOrdID), open addressing, and chained per account. Sized once; a full table is a
/// refusal, never growth. Ids are the senders' own, so they are mixed before they choose a slot.
/// </summary>
internal sealed class OrderTable
{
    public const int None = -1;
    private readonly OrderRecord[] records;
    private readonly int[] slots;
    private readonly int mask;
    private int freeHead;

    public OrderTable(int capacity)
    {
        records = new OrderRecord[capacity];

        // Two keys an order at worst (id and alias) and half empty: short probes at full load.
        slots = new int[BitOperations.RoundUpToPowerOf2((uint)capacity * 4)];
        mask = slots.Length - 1;
        Array.Fill(slots, None);
        for (int r = 0; r < capacity; r++)
        {
            records[r].Next = r + 1 < capacity ? r + 1 : None;
        }
    }

    public int Count { get; private set; }

    public bool IsFull => freeHead == None;

    public ref OrderRecord this[int index] => ref records[index];

    /// <summary>The order that has this id or had it before an unconfirmed replace; -1 when there is none.</summary>
    public int Find(uint account, ulong clOrdId)
    {
        int slot = FindSlot(account, clOrdId);
        return slots[slot] == None ? None : slots[slot] >> 1;
    }

    /// <summary>Takes a record; the caller links it to its account's chain through <paramref name="head"/>.</summary>
    public int Add(uint account, ulong clOrdId, ref int head)
    {
        Check.That(!IsFull);
        int index = freeHead;
        freeHead = records[index].Next;
        records[index] = new OrderRecord { ClOrdId = clOrdId, Account = account, Next = head, Previous = None };
        if (head != None)
        {
            records[head].Previous = index;
        }

        head = index;
        Insert(account, clOrdId, index << 1);
        Count++;
        return index;
    }

    /// <summary>The order is known by a new id; the old one stays an alias until the venue confirms.</summary>
    public void Rename(int index, ulong newClOrdId)
    {
        ref OrderRecord record = ref records[index];
        DropAlias(index);
        RemoveKey(record.Account, record.ClOrdId);
        record.AliasClOrdId = record.ClOrdId;
        record.HasAlias = true;
        record.ClOrdId = newClOrdId;
        Insert(record.Account, record.AliasClOrdId, (index << 1) | 1);
        Insert(record.Account, newClOrdId, index << 1);
    }

    /// <summary>The replace did not happen: the order answers to its old id alone.</summary>
    public void RevertRename(int index)
    {
        ref OrderRecord record = ref records[index];
        Check.That(record.HasAlias);
        ulong old = record.AliasClOrdId;
        DropAlias(index);
        RemoveKey(record.Account, record.ClOrdId);
        record.ClOrdId = old;
        Insert(record.Account, old, index << 1);
    }

    public void DropAlias(int index)
    {
        ref OrderRecord record = ref records[index];
        if (record.HasAlias)
        {
            RemoveKey(record.Account, record.AliasClOrdId);
            record.HasAlias = false;
            record.AliasClOrdId = 0;
        }
    }

    public void Remove(int index, ref int head)
    {
        DropAlias(index);
        ref OrderRecord record = ref records[index];
        RemoveKey(record.Account, record.ClOrdId);
        if (record.Previous == None)
        {
            head = record.Next;
        }
        else
        {
            records[record.Previous].Next = record.Next;
        }

        if (record.Next != None)
        {
            records[record.Next].Previous = record.Previous;
        }

        record.Next = freeHead;
        freeHead = index;
        Count--;
    }

    private void Insert(uint account, ulong clOrdId, int value)
    {
        int slot = FindSlot(account, clOrdId);
        Check.That(slots[slot] == None);
        slots[slot] = value;
    }

    private void RemoveKey(uint account, ulong clOrdId)
    {
        int hole = FindSlot(account, clOrdId);
        Check.That(slots[hole] != None);
        slots[hole] = None;

        // Close the gap: whoever probed past the hole moves back into it.
        for (int slot = (hole + 1) & mask; slots[slot] != None; slot = (slot + 1) & mask)
        {
            int home = Home(slots[slot]);
            bool isPast = ((slot - home) & mask) >= ((slot - hole) & mask);
            if (isPast)
            {
                slots[hole] = slots[slot];
                slots[slot] = None;
                hole = slot;
            }
        }
    }

    private int FindSlot(uint account, ulong clOrdId)
    {
        int slot = Hash(account, clOrdId);
        for (; slots[slot] != None && !IsKey(slots[slot], account, clOrdId); slot = (slot + 1) & mask)
        {
        }

        return slot;
    }

    private bool IsKey(int value, uint account, ulong clOrdId)
    {
        ref OrderRecord record = ref records[value >> 1];
        return record.Account == account && KeyOf(value) == clOrdId;
    }

    private ulong KeyOf(int value) =>
        (value & 1) == 0 ? records[value >> 1].ClOrdId : records[value >> 1].AliasClOrdId;

    private int Home(int value) => Hash(records[value >> 1].Account, KeyOf(value));

    private int Hash(uint account, ulong clOrdId)
    {
        ulong mixed = unchecked((clOrdId + ((ulong)account << 32)) * 0x9E3779B97F4A7C15UL);
        mixed ^= mixed >> 29;
        return (int)(unchecked(mixed * 0xBF58476D1CE4E5B9UL) >> 33) & mask;
    }
}
