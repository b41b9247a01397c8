using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;
using Appliance.Core;

namespace Appliance.Transport;

/// <summary>
/// Frames in memory between exactly one producer thread and one consumer thread: a byte ring of records
/// {header, payload padded to 8}. A record never straddles the end; a padding record fills what is left there.
/// Nothing is dropped, copied twice or allocated after construction. Full is back pressure, not an error.
/// </summary>
public sealed class FrameQueue : IFrameSink, IFrameSource
{
    /// <summary>Smallest ring: room for a few frames of the largest wire size.</summary>
    public const int CapacityBytesMin = 1024;

    private const int HeaderBytes = 24;
    private const int PaddingMark = -1;

    private readonly byte[] ring;
    private readonly int mask;
    private FrameQueuePositions at;

    /// <summary>A ring of <paramref name="capacityBytes"/>, a power of two.</summary>
    public FrameQueue(int capacityBytes)
    {
        Check.That(BitOperations.IsPow2(capacityBytes) && capacityBytes >= CapacityBytesMin);
        Check.That(Unsafe.SizeOf<RecordHeader>() == HeaderBytes);
        ring = new byte[capacityBytes];
        mask = capacityBytes - 1;
    }

    /// <summary>
    /// Longest frame the ring takes. Half the ring, so that padding plus record always fit an empty one.
    /// </summary>
    public int FrameBytesMax => (ring.Length / 2) - HeaderBytes;

    /// <summary>True once the producer closed and the consumer was given every frame. Consumer's side.</summary>
    public bool IsDrained => Volatile.Read(ref at.Closed) && at.Next == Volatile.Read(ref at.Produced);

    /// <summary>Bytes of the ring in use, headers and padding included; exact only when both sides rest.</summary>
    public long UsedBytes => Volatile.Read(ref at.Produced) - Volatile.Read(ref at.Consumed);

    /// <inheritdoc/>
    public bool TryOffer(ushort streamId, long stampNs, long intendedNs, ReadOnlySpan<byte> bytes)
    {
        Check.That(!at.Closed && bytes.Length <= FrameBytesMax);
        int recordBytes = RecordBytes(bytes.Length);
        long produced = at.Produced;
        int offset = (int)(produced & mask);
        int toEnd = ring.Length - offset;
        int padding = toEnd < recordBytes ? toEnd : 0;
        if (!HasRoom(produced, padding + recordBytes))
        {
            return false;
        }

        if (padding > 0)
        {
            // Eight bytes are always there, the mark needs four.
            Unsafe.As<byte, int>(ref ring[offset]) = PaddingMark;
            offset = 0;
        }

        ref RecordHeader header = ref HeaderAt(offset);
        header.Length = bytes.Length;
        header.StreamId = streamId;
        header.StampNs = stampNs;
        header.IntendedNs = intendedNs;
        bytes.CopyTo(ring.AsSpan(offset + HeaderBytes));

        // Release: the consumer that sees the position sees padding and record.
        Volatile.Write(ref at.Produced, produced + padding + recordBytes);
        return true;
    }

    /// <summary>The producer's last call: no frame follows. Closing twice is allowed.</summary>
    public void Close() => Volatile.Write(ref at.Closed, true);

    /// <inheritdoc/>
    public bool TryReceive(out Frame frame)
    {
        long next = at.Next;
        if (at.Consumed != next)
        {
            // Release: the caller's reads of the frame lent last time are over.
            Volatile.Write(ref at.Consumed, next);
        }

        if (next == at.ProducedSeen && !HasMore(next))
        {
            frame = default;
            return false;
        }

        int offset = (int)(next & mask);
        if (Unsafe.As<byte, int>(ref ring[offset]) == PaddingMark)
        {
            next += ring.Length - offset;
            offset = 0;
        }

        ref RecordHeader header = ref HeaderAt(offset);
        Check.That((uint)header.Length <= (uint)FrameBytesMax);
        frame = new Frame(
            ring.AsSpan(offset + HeaderBytes, header.Length), header.StreamId, header.StampNs, header.IntendedNs);
        at.Next = next + RecordBytes(header.Length);
        Check.That(at.Next <= at.ProducedSeen);
        return true;
    }

    private static int RecordBytes(int payloadBytes) => HeaderBytes + ((payloadBytes + 7) & ~7);

    private bool HasRoom(long produced, int neededBytes)
    {
        if (produced + neededBytes - at.ConsumedSeen <= ring.Length)
        {
            return true;
        }

        // Acquire: pairs with the consumer's release of the records we are about to overwrite.
        at.ConsumedSeen = Volatile.Read(ref at.Consumed);
        return produced + neededBytes - at.ConsumedSeen <= ring.Length;
    }

    private bool HasMore(long next)
    {
        at.ProducedSeen = Volatile.Read(ref at.Produced);
        return next < at.ProducedSeen;
    }

    private ref RecordHeader HeaderAt(int offset)
    {
        Check.That(offset <= ring.Length - HeaderBytes);
        return ref Unsafe.As<byte, RecordHeader>(ref ring[offset]);
    }

    [StructLayout(LayoutKind.Explicit, Size = HeaderBytes)]
    private struct RecordHeader
    {
        [FieldOffset(0)]
        public int Length;

        [FieldOffset(4)]
        public ushort StreamId;

        [FieldOffset(8)]
        public long StampNs;

        [FieldOffset(16)]
        public long IntendedNs;
    }
}
