using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Disruptor;

namespace Appliance.Disruptor.Tests;

/// <summary>Two lines of padding on both sides of what is hot: as declared, and as the runtime lays it out.</summary>
public sealed class LayoutTests
{
    private const int PaddingBytes = 128;
    private const int HeaderBytes = 16;

    public static TheoryData<Type> PaddedTypes => [.. Padded];

    private static Type[] Padded =>
    [
        typeof(Sequence), typeof(SingleProducerSequencer), typeof(MultiProducerSequencer), typeof(RingBuffer),
        RingFields(),
    ];

    [Theory]
    [MemberData(nameof(PaddedTypes))]
    public void Every_padded_type_declares_padding_on_both_sides(Type type)
    {
        StructLayoutAttribute layout = type.StructLayoutAttribute!;
        Assert.Equal(LayoutKind.Explicit, layout.Value);
        List<(int From, int To)> fields = Used(type).Select(Extent).OrderBy(extent => extent.From).ToList();
        Assert.True(fields[0].From >= PaddingBytes, $"starts at {fields[0].From}");
        int size = DeclaredSize(type);
        Assert.True(size - fields[^1].To >= PaddingBytes, $"{size} bytes, last field to {fields[^1].To}");
        foreach (((int From, int To) before, (int From, int To) after) in fields.Zip(fields.Skip(1)))
        {
            Assert.True(before.To <= after.From, $"fields overlap at {after.From}");
        }
    }

    [Fact]
    public void The_claim_is_apart_from_what_consumers_read()
    {
        (int From, int To)[] claim = Used(typeof(SingleProducerSequencer))
            .Where(field => field.FieldType == typeof(long)).Select(Extent).ToArray();
        (int From, int To)[] shared = Used(typeof(SingleProducerSequencer))
            .Where(field => field.FieldType != typeof(long)).Select(Extent).ToArray();
        Assert.Equal(2, claim.Length);
        // One whole line of 64 bytes lies between them, however the object is aligned.
        Assert.True(claim.Min(extent => extent.From) - shared.Max(extent => extent.To) >= 64);
    }

    [Fact]
    public void The_runtime_honours_the_offset()
    {
        Sequence sequence = new(0x0123_4567_89AB_CDEF);
        ref byte first = ref Unsafe.As<RawObject>(sequence).First;
        Assert.Equal(0x0123_4567_89AB_CDEF, Unsafe.ReadUnaligned<long>(ref Unsafe.Add(ref first, PaddingBytes)));
    }

    [Fact]
    public void The_runtime_honours_the_padding_behind()
    {
        long sequence = BytesOf(() => new Sequence());
        Assert.Equal(HeaderBytes + DeclaredSize(typeof(Sequence)), sequence);
        // A sequencer makes its cursor, the multi producer also its cached gate and its marks.
        YieldingWaitStrategy wait = new();
        Assert.True(BytesOf(() => new SingleProducerSequencer(4, wait))
            >= HeaderBytes + DeclaredSize(typeof(SingleProducerSequencer)) + sequence);
        Assert.True(BytesOf(() => new MultiProducerSequencer(4, wait))
            >= HeaderBytes + DeclaredSize(typeof(MultiProducerSequencer)) + (2 * sequence) + BytesOf(() => new int[4]));

        using UnmanagedRingBufferMemory memory = UnmanagedRingBufferMemory.Allocate(4, 8);
        ISequencer sequencer = Sequencers.Create(ProducerType.Single, 4);
        nint pointer = memory.PointerToFirstEvent;
        Assert.True(BytesOf(() => new UnmanagedRingBuffer<long>(pointer, 8, sequencer))
            >= HeaderBytes + DeclaredSize(RingFields()));
    }

    [Fact]
    public void Every_type_that_states_its_layout_is_checked()
    {
        IEnumerable<Type> stated = typeof(Sequence).Assembly.GetTypes().Where(type => type.IsExplicitLayout);
        Assert.Equal(Padded.Select(type => type.Name).Order(), stated.Select(type => type.Name).Order());
    }

    [Fact]
    public void Generic_rings_keep_the_layout_of_their_base()
    {
        // They add no field, so the base's padding closes the object.
        long declared = HeaderBytes + DeclaredSize(typeof(RingBuffer));
        ISequencer sequencer = Sequencers.Create(ProducerType.Single, 4);
        Box box = new();
        Func<Box> factory = () => box;
        long slots = BytesOf(() => new object[4 + (2 * PaddingBytes / IntPtr.Size)]);
        Assert.Equal(declared + slots, BytesOf(() => new RingBuffer<Box>(factory, sequencer)));
        Assert.DoesNotContain(Fields(typeof(RingBuffer<Box>)), field => field.DeclaringType == typeof(RingBuffer<Box>));
        Assert.DoesNotContain(
            Fields(typeof(ValueRingBuffer<int>)), field => field.DeclaringType == typeof(ValueRingBuffer<int>));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(1024)]
    public unsafe void Pitfall_value_slots_are_aligned_and_do_not_straddle_lines(int count)
    {
        for (int i = 0; i < 20; i++)
        {
            ValueRingBuffer<StressSlot> ring = new(() => default, Sequencers.Create(ProducerType.Single, count));
            nint first = (nint)Unsafe.AsPointer(ref ring[0]);
            Assert.Equal(0, first % PaddingBytes);
            Assert.Equal(64, (nint)Unsafe.AsPointer(ref ring[1]) - first);
            using UnmanagedRingBufferMemory memory = UnmanagedRingBufferMemory.Allocate(count, 64);
            Assert.Equal(0, memory.PointerToFirstEvent % PaddingBytes);
        }
    }

    [Fact]
    public unsafe void Value_slots_are_padded_from_what_lies_beside_their_block()
    {
        const int Count = 8;
        ValueRingBuffer<long> ring = new(() => 0, Sequencers.Create(ProducerType.Single, Count));
        // The one field of the base that is an array.
        FieldInfo entries = Fields(typeof(RingBuffer)).Single(field => field.FieldType == typeof(Array));
        long[] block = (long[])entries.GetValue(ring)!;
        nint start = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(block));
        nint first = (nint)Unsafe.AsPointer(ref ring[0]);
        Assert.True(first - start >= PaddingBytes);
        Assert.True(start + (block.Length * sizeof(long)) - (first + (Count * sizeof(long))) >= PaddingBytes);
    }

    private static int DeclaredSize(Type type) => type.IsValueType
        ? type.StructLayoutAttribute!.Size
        : Fields(type).Max(field => Extent(field).To);

    private static long BytesOf(Func<object> create)
    {
        GC.KeepAlive(create());
        long before = GC.GetAllocatedBytesForCurrentThread();
        GC.KeepAlive(create());
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static Type RingFields() =>
        Fields(typeof(UnmanagedRingBuffer<long>)).Single(field => field.Name == "_fields").FieldType;

    private static FieldInfo[] Fields(Type type) =>
        type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public);

    private static FieldInfo[] Used(Type type) =>
        Array.FindAll(Fields(type), field => field.Name != "_tail");

    private static (int From, int To) Extent(FieldInfo field)
    {
        int from = field.GetCustomAttribute<FieldOffsetAttribute>()!.Value;
        return (from, from + SizeOf(field.FieldType));
    }

    private static int SizeOf(Type type) => type switch
    {
        { IsValueType: false } => IntPtr.Size,
        { IsPrimitive: true } => type == typeof(bool) ? 1 : Marshal.SizeOf(type),
        _ => Fields(type).Sum(field => SizeOf(field.FieldType)),
    };

    private sealed class RawObject
    {
        public byte First;
    }
}
