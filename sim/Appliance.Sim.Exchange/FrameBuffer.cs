using System;
using Appliance.Core;

namespace Appliance.Sim.Exchange;

/// <summary>Frames of one step in sending order, in one growing block of bytes that is used again and again.</summary>
internal sealed class FrameBuffer
{
    private Entry[] entries = new Entry[1024];
    private byte[] bytes = new byte[1 << 17];
    private int bytesUsed;

    public int Count { get; private set; }

    /// <summary>Frames of the order entry stream among them.</summary>
    public int OrderCount { get; private set; }

    /// <summary>Room for one frame, to be filled at once: the span dies with the next call.</summary>
    public Span<byte> Claim(ushort streamId, long stampNs, int length, bool isOrder)
    {
        if (Count == entries.Length)
        {
            Array.Resize(ref entries, 2 * Count);
        }

        if (bytesUsed + length > bytes.Length)
        {
            Array.Resize(ref bytes, 2 * bytes.Length);
        }

        Check.That(Count == 0 || entries[Count - 1].StampNs < stampNs);
        entries[Count++] = new Entry(stampNs, bytesUsed, (ushort)length, streamId, isOrder);
        OrderCount += isOrder ? 1 : 0;
        bytesUsed += length;
        return bytes.AsSpan(bytesUsed - length, length);
    }

    public ReadOnlySpan<byte> Read(int index, out ushort streamId, out long stampNs)
    {
        Check.That((uint)index < (uint)Count);
        ref readonly Entry entry = ref entries[index];
        streamId = entry.StreamId;
        stampNs = entry.StampNs;
        return bytes.AsSpan(entry.Offset, entry.Length);
    }

    /// <summary>Gives a frame a later stamp than it was written with.</summary>
    public void Restamp(int index, long stampNs)
    {
        ref Entry entry = ref entries[index];
        Check.That(stampNs > entry.StampNs);
        entry = entry with { StampNs = stampNs };
    }

    public void Clear()
    {
        Count = 0;
        OrderCount = 0;
        bytesUsed = 0;
    }

    /// <summary>Moves all frames from an index on to the end of another buffer; their stamps stay.</summary>
    public void MoveTail(int from, FrameBuffer to)
    {
        for (int i = from; i < Count; i++)
        {
            ref readonly Entry entry = ref entries[i];
            ReadOnlySpan<byte> frame = bytes.AsSpan(entry.Offset, entry.Length);
            frame.CopyTo(to.Claim(entry.StreamId, entry.StampNs, entry.Length, entry.IsOrder));
            OrderCount -= entry.IsOrder ? 1 : 0;
        }

        if (from < Count)
        {
            bytesUsed = entries[from].Offset;
            Count = from;
        }
    }

    private readonly record struct Entry(long StampNs, int Offset, ushort Length, ushort StreamId, bool IsOrder);
}
