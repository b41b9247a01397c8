using System;
using System.Numerics;
using Appliance.Core;

namespace Appliance.Pipeline;

/// <summary>
/// The newest frame of each kind of price and instrument that found no room, oldest entry first. A newer frame takes
/// the place of the one it replaces. Allocated once; a key keeps its entry for good, so when ids nobody knows have
/// used all entries up, prices of further ids are not taken here.
/// </summary>
internal sealed class ConflationTable
{
    private const int None = -1;
    private readonly int[] buckets;
    private readonly Entry[] entries;
    private readonly byte[] bytes;
    private readonly int[] queue;
    private int used;
    private int head;

    /// <param name="entriesMax">Pairs of kind and instrument.</param>
    public ConflationTable(int entriesMax)
    {
        Check.That(entriesMax > 0);
        entries = new Entry[entriesMax];
        queue = new int[entriesMax];
        bytes = new byte[entriesMax * Limits.FrameBytesMax];
        buckets = new int[BitOperations.RoundUpToPowerOf2((uint)(2 * entriesMax))];
        Array.Fill(buckets, None);
    }

    /// <summary>Frames that wait.</summary>
    public int Count { get; private set; }

    /// <summary>Keeps a frame, in the place of an older one of its key; false when there is no entry left.</summary>
    public bool TryPut(ulong key, in Head newest, ReadOnlySpan<byte> frame, out bool hasReplaced)
    {
        Check.That(frame.Length <= Limits.FrameBytesMax);
        int index = Find(key);
        hasReplaced = false;
        if (index == None)
        {
            return false;
        }

        ref Entry entry = ref entries[index];
        hasReplaced = entry.IsWaiting;
        if (!entry.IsWaiting)
        {
            entry.IsWaiting = true;
            queue[(head + Count++) % queue.Length] = index;
        }

        entry.Newest = newest;
        entry.Length = frame.Length;
        frame.CopyTo(bytes.AsSpan(index * Limits.FrameBytesMax));
        return true;
    }

    /// <summary>The frame that waits longest; there must be one. Valid until the next call of TryPut.</summary>
    public ReadOnlySpan<byte> Take(out Head newest)
    {
        Check.That(Count > 0);
        int index = queue[head];
        head = (head + 1) % queue.Length;
        Count--;
        ref Entry entry = ref entries[index];
        entry.IsWaiting = false;
        newest = entry.Newest;
        return bytes.AsSpan(index * Limits.FrameBytesMax, entry.Length);
    }

    // Open addressing; nothing is ever removed, so a free bucket ends the search.
    private int Find(ulong key)
    {
        uint mask = (uint)buckets.Length - 1;
        uint bucket = unchecked((uint)((key * 0x9E3779B97F4A7C15UL) >> 32)) & mask;
        for (; buckets[bucket] != None; bucket = (bucket + 1) & mask)
        {
            if (entries[buckets[bucket]].Key == key)
            {
                return buckets[bucket];
            }
        }

        if (used == entries.Length)
        {
            return None;
        }

        entries[used].Key = key;
        buckets[bucket] = used;
        return used++;
    }

    /// <summary>What a slot holds beside the frame.</summary>
    internal readonly record struct Head(long StampNs, long IntendedNs, ushort StreamId, ushort TemplateId);

    private struct Entry
    {
        public ulong Key;
        public Head Newest;
        public int Length;
        public bool IsWaiting;
    }
}
