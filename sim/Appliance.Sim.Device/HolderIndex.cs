using System;
using System.Runtime.InteropServices;
using Appliance.Core;

namespace Appliance.Sim.Device;

/// <summary>
/// Who holds an instrument, as dense chunks, so that a mark update walks memory in order instead of visiting every
/// group. Bounded: chunks for every possible position plus one partial chunk an instrument, allocated at start.
/// </summary>
internal sealed unsafe class HolderIndex : IDisposable
{
    private const int EntriesPerChunk = 63;
    private const int None = -1;

    private readonly Chunk* chunks;
    private readonly int[] tails;
    private readonly int[] pools;
    private readonly int chunkCount;
    private int freeHead;

    public HolderIndex(int instruments, long positionsMax)
    {
        chunkCount = ChunksFor(instruments, positionsMax);
        chunks = (Chunk*)HostMemory.Allocate((nuint)chunkCount * (nuint)sizeof(Chunk));
        tails = new int[instruments];
        pools = new int[instruments];
        Array.Fill(tails, None);
        for (int c = 0; c < chunkCount; c++)
        {
            chunks[c].Previous = c + 1 < chunkCount ? c + 1 : None;
        }
    }

    public long TotalBytes => (long)chunkCount * sizeof(Chunk);

    /// <summary>Bytes of an index for so many positions, for capacity planning.</summary>
    public static long BytesFor(int instruments, long positionsMax) =>
        (long)ChunksFor(instruments, positionsMax) * sizeof(Chunk);

    /// <summary>Adds a holder; returns the handle that <see cref="Remove"/> and <see cref="SetLots"/> take.</summary>
    public int Add(int instrument, uint group, int position, long lots)
    {
        int tail = tails[instrument];
        if (tail == None || chunks[tail].Count == EntriesPerChunk)
        {
            tail = TakeChunk(tail);
            tails[instrument] = tail;
        }

        Chunk* chunk = chunks + tail;
        int slot = chunk->Count++;
        Entry* entry = &(&chunk->First)[slot];
        entry->Group = group;
        entry->Position = position;
        entry->Lots = lots;
        return (tail * EntriesPerChunk) + slot;
    }

    public void SetLots(int handle, long lots) => At(handle)->Lots = lots;

    /// <summary>The group's position moved within its block.</summary>
    public void SetPosition(int handle, int position) => At(handle)->Position = position;

    /// <summary>
    /// Removes a holder by moving the instrument's last one into its place. When one moved, its group and position
    /// come back so that the caller can store the handle; otherwise Position is -1.
    /// </summary>
    public (uint Group, int Position) Remove(int instrument, int handle)
    {
        int tail = tails[instrument];
        Chunk* last = chunks + tail;
        Check.That(last->Count > 0);
        int lastSlot = last->Count - 1;
        Entry moved = (&last->First)[lastSlot];
        bool isSelf = handle == (tail * EntriesPerChunk) + lastSlot;
        *At(handle) = moved;
        last->Count = lastSlot;
        if (lastSlot == 0)
        {
            tails[instrument] = last->Previous;
            last->Previous = freeHead;
            freeHead = tail;
        }

        return isSelf ? (0, None) : (moved.Group, moved.Position);
    }

    /// <summary>A pool began (1) or ceased (-1) to be among the holders of an instrument.</summary>
    public void CountPool(int instrument, int change) => pools[instrument] += change;

    /// <summary>How many of an instrument's holders are pools, which hold nothing but the sums of others.</summary>
    public int PoolsOf(int instrument) => pools[instrument];

    /// <summary>First chunk of an instrument, or -1; walk on with <see cref="Previous"/>.</summary>
    public int Tail(int instrument) => tails[instrument];

    public int Previous(int chunk) => chunks[chunk].Previous;

    public ReadOnlySpan<Entry> Entries(int chunk) => new(&chunks[chunk].First, chunks[chunk].Count);

    public void Dispose() => HostMemory.Free(chunks);

    private static int ChunksFor(int instruments, long positionsMax) =>
        checked((int)(positionsMax / EntriesPerChunk) + instruments + 1);

    private int TakeChunk(int previous)
    {
        int chunk = freeHead;
        Check.That(chunk != None);
        freeHead = chunks[chunk].Previous;
        chunks[chunk].Previous = previous;
        chunks[chunk].Count = 0;
        return chunk;
    }

    private Entry* At(int handle)
    {
        int chunk = handle / EntriesPerChunk;
        int slot = handle % EntriesPerChunk;
        Check.That(chunk < chunkCount && slot < chunks[chunk].Count);
        return &(&chunks[chunk].First)[slot];
    }

    /// <summary>One holder: 16 bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Entry
    {
        public uint Group;
        public int Position;
        public long Lots;
    }

    // 16 bytes of head and 63 entries: exactly 1 KiB.
    [StructLayout(LayoutKind.Explicit, Size = 1024)]
    private struct Chunk
    {
        [FieldOffset(0)] public int Previous;
        [FieldOffset(4)] public int Count;
        [FieldOffset(16)] public Entry First;
    }
}
