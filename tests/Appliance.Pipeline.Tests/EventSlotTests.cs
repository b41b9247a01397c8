using System;
using System.Runtime.CompilerServices;
using Appliance.Core;
using Appliance.Machine;

namespace Appliance.Pipeline.Tests;

/// <summary>The slot's layout: whole cache lines, nothing overlapping, room for the largest frame.</summary>
public sealed class EventSlotTests
{
    [Fact]
    public void A_slot_is_whole_cache_lines()
    {
        Assert.Equal(EventSlot.SlotBytes, Unsafe.SizeOf<EventSlot>());
        Assert.Equal(0, EventSlot.SlotBytes % 64);
    }

    [Fact]
    public void Fields_lie_where_they_should()
    {
        EventSlot slot = default;
        ref byte start = ref Unsafe.As<EventSlot, byte>(ref slot);
        Assert.Equal(0, Offset(ref start, ref Unsafe.As<long, byte>(ref slot.StampNs)));
        Assert.Equal(8, Offset(ref start, ref Unsafe.As<long, byte>(ref slot.IntendedNs)));
        Assert.Equal(16, Offset(ref start, ref Unsafe.As<Decision, byte>(ref slot.Decision)));
        Assert.Equal(64, Offset(ref start, ref Unsafe.As<ushort, byte>(ref slot.FrameLength)));
        Assert.Equal(66, Offset(ref start, ref Unsafe.As<ushort, byte>(ref slot.StreamId)));
        Assert.Equal(68, Offset(ref start, ref Unsafe.As<ushort, byte>(ref slot.TemplateId)));
        Assert.True(Unsafe.SizeOf<Decision>() <= 64 - 16);
        slot.FrameLength = Limits.FrameBytesMax;
        long frameAt = Offset(ref start, ref Unsafe.AsRef(in EventSlot.Frame(ref slot)[0]));
        Assert.Equal(72, frameAt);
        Assert.True(frameAt + Limits.FrameBytesMax <= EventSlot.SlotBytes);
    }

    [Fact]
    public void Writing_takes_the_frame_over_and_forgets_the_decision()
    {
        EventSlot slot = default;
        byte[] longest = new byte[Limits.FrameBytesMax];
        Array.Fill(longest, (byte)0xA5);
        EventSlot.Write(ref slot, longest, 20, 30);
        slot.Decision = new Decision { Verdict = GateVerdict.Accept, ClOrdId = 9, ExcessMicro = -1 };
        EventSlot.Write(ref slot, longest.AsSpan(0, 3), 21, 31);
        Assert.Equal((3, 21, 31), (slot.FrameLength, slot.TemplateId, slot.StreamId));
        Assert.Equal(default, slot.Decision);
        Assert.Equal([0xA5, 0xA5, 0xA5], EventSlot.Frame(ref slot).ToArray());
    }

    [Fact]
    public void A_frame_longer_than_a_slot_is_our_bug()
    {
        EventSlot slot = default;
        Assert.Throws<CheckFailedException>(() => EventSlot.Write(ref slot, new byte[193], 20, 30));
    }

    private static long Offset(ref byte start, ref byte field) => Unsafe.ByteOffset(ref start, ref field);
}
