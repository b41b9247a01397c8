using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Appliance.Core;
using Appliance.Machine;

namespace Appliance.Pipeline;

/// <summary>
/// One slot of the input ring: the frame as it came, the sequencer's stamp, and room for the machine's decision. The
/// ingest stage writes everything but the decision, which it resets to undecided; the machine stage writes only that.
/// So a slot the machine never reached is a refusal, whatever it held a lap ago.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = SlotBytes)]
public struct EventSlot
{
    /// <summary>Five cache lines: 72 bytes of head and the largest frame.</summary>
    public const int SlotBytes = 320;

    private const int FrameOffset = 72;

    /// <summary>UTC nanoseconds, stamped by the sequencer.</summary>
    [FieldOffset(0)] public long StampNs;

    /// <summary>Monotonic nanoseconds at which the sender meant to send.</summary>
    [FieldOffset(8)] public long IntendedNs;
    [FieldOffset(16)] public Decision Decision;
    [FieldOffset(64)] public ushort FrameLength;
    [FieldOffset(66)] public ushort StreamId;
    [FieldOffset(68)] public ushort TemplateId;
    [FieldOffset(FrameOffset)] private byte frame;

    /// <summary>Monotonic nanoseconds at which it entered the ring; only what <see cref="RingWait"/> samples has it.
    /// </summary>
    [FieldOffset(FrameOffset + Limits.FrameBytesMax)] public long SequencedNs;

    /// <summary>The frame's bytes, in the slot.</summary>
    public static ReadOnlySpan<byte> Frame(ref EventSlot slot)
    {
        Check.That(slot.FrameLength <= Limits.FrameBytesMax);
        return MemoryMarshal.CreateReadOnlySpan(ref slot.frame, slot.FrameLength);
    }

    /// <summary>Takes a validated frame over and forgets the last lap's decision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(ref EventSlot slot, ReadOnlySpan<byte> frame, ushort templateId, ushort streamId)
    {
        Check.That(frame.Length <= Limits.FrameBytesMax);
        slot.Decision = default;
        slot.FrameLength = (ushort)frame.Length;
        slot.TemplateId = templateId;
        slot.StreamId = streamId;
        frame.CopyTo(MemoryMarshal.CreateSpan(ref slot.frame, Limits.FrameBytesMax));
    }
}
