using System;
using System.Runtime.CompilerServices;
using Disruptor;

namespace Appliance.Disruptor.Tests;

public sealed class UnmanagedRingBufferTests
{
    [Fact]
    public void Memory_is_zeroed_aligned_and_counted()
    {
        using UnmanagedRingBufferMemory memory = UnmanagedRingBufferMemory.Allocate(16, 24);
        Assert.Equal(16, memory.EventCount);
        Assert.Equal(24, memory.EventSize);
        Assert.Equal(0, memory.PointerToFirstEvent % 128);
        Assert.All(memory.ToArray<long>(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Memory_is_filled_by_the_factory_in_order()
    {
        int made = 0;
        using UnmanagedRingBufferMemory memory = UnmanagedRingBufferMemory.Allocate(4, () => (long)++made);
        Assert.Equal(8, memory.EventSize);
        Assert.Equal([1L, 2, 3, 4], memory.ToArray<long>());
    }

    [Fact]
    public void Memory_refuses_bad_arguments_and_use_after_dispose()
    {
        Assert.ThrowsAny<ArgumentException>(() => UnmanagedRingBufferMemory.Allocate(0, 8));
        Assert.ThrowsAny<ArgumentException>(() => UnmanagedRingBufferMemory.Allocate(8, 0));
        Assert.Throws<ArgumentNullException>(() => UnmanagedRingBufferMemory.Allocate<long>(8, null!));
        Assert.Throws<InvalidTimeZoneException>(
            () => UnmanagedRingBufferMemory.Allocate<long>(8, () => throw new InvalidTimeZoneException()));
        UnmanagedRingBufferMemory memory = UnmanagedRingBufferMemory.Allocate(8, 4);
        Assert.Throws<ArgumentException>(() => memory.ToArray<long>());
        memory.Dispose();
        memory.Dispose();
        Assert.Throws<ObjectDisposedException>(() => memory.PointerToFirstEvent);
        Assert.Throws<ObjectDisposedException>(() => memory.ToArray<int>());
    }

    [Fact]
    public void The_ring_refuses_bad_arguments()
    {
        YieldingWaitStrategy wait = new();
        using UnmanagedRingBufferMemory three = UnmanagedRingBufferMemory.Allocate(3, 8);
        using UnmanagedRingBufferMemory narrow = UnmanagedRingBufferMemory.Allocate(4, 4);
        Assert.ThrowsAny<ArgumentException>(() => new UnmanagedRingBuffer<long>(three, ProducerType.Single, wait));
        Assert.ThrowsAny<ArgumentException>(() => new UnmanagedRingBuffer<long>(narrow, ProducerType.Single, wait));
        Assert.Throws<ArgumentNullException>(() => new UnmanagedRingBuffer<long>(null!, ProducerType.Single, wait));
        Assert.Throws<ArgumentNullException>(() => new UnmanagedRingBuffer<long>(three.PointerToFirstEvent, 8, null!));
        SingleProducerSequencer sequencer = new(4);
        Assert.Throws<ArgumentNullException>(() => new UnmanagedRingBuffer<long>(0, 8, sequencer));
    }

    [Fact]
    public void Slots_wrap_and_keep_their_stride()
    {
        using UnmanagedRingBufferMemory memory = UnmanagedRingBufferMemory.Allocate(4, 24);
        UnmanagedRingBuffer<long> ring = new(memory.PointerToFirstEvent, 24, new SingleProducerSequencer(4));
        Assert.Equal(4, ring.BufferSize);
        for (long sequence = 0; sequence < 4; sequence++) ring[sequence] = 100 + sequence;
        Assert.Equal([100L, 101, 102, 103], memory.ToArray<long>());
        Assert.True(Unsafe.AreSame(ref ring[1], ref ring[5]));
        Assert.True(Unsafe.AreSame(ref ring[3], ref ring[long.MaxValue]));
        Assert.Equal(24, Unsafe.ByteOffset(ref ring[1], ref ring[2]));
    }

    [Theory]
    [InlineData(ProducerType.Single)]
    [InlineData(ProducerType.Multi)]
    public void The_ring_passes_on_to_its_sequencer(ProducerType kind)
    {
        using UnmanagedRingBufferMemory memory = UnmanagedRingBufferMemory.Allocate(8, 8);
        UnmanagedRingBuffer<long> ring = new(memory, kind, new YieldingWaitStrategy());
        Sequence consumer = new();
        ring.AddGatingSequences(consumer);
        SequenceBarrier barrier = ring.NewBarrier();
        long sequence = ring.Next();
        ring[sequence] = 5;
        ring.Publish(sequence);
        ring.Publish(1, ring.Next(2));
        Assert.Equal(2, ring.Cursor);
        Assert.Equal(2, barrier.WaitFor(0).UnsafeAvailableSequence);
        Assert.Equal(5, ring.GetRemainingCapacity());
        Assert.True(ring.HasAvailableCapacity(5));
        Assert.False(ring.HasAvailableCapacity(6));
        Assert.True(ring.TryNext(out _));
        Assert.True(ring.TryNext(4, out _));
        Assert.False(ring.TryNext(out _));
        Assert.Equal(-1, ring.GetMinimumGatingSequence());
        Assert.True(ring.RemoveGatingSequence(consumer));
    }

    [Theory]
    [InlineData(ProducerType.Single)]
    [InlineData(ProducerType.Multi)]
    public void Scopes_publish_on_dispose(ProducerType kind)
    {
        using UnmanagedRingBufferMemory memory = UnmanagedRingBufferMemory.Allocate(4, 8);
        UnmanagedRingBuffer<long> ring = new(memory, kind, new YieldingWaitStrategy());
        ring.AddGatingSequences(new Sequence());
        SequenceBarrier barrier = ring.NewBarrier();
        using (UnmanagedRingBuffer<long>.UnpublishedEventScope scope = ring.PublishEvent())
        {
            Assert.Equal(0, scope.Sequence);
            scope.Event() = 10;
        }

        Assert.Equal(0, barrier.WaitFor(0).UnsafeAvailableSequence);
        using (UnmanagedRingBuffer<long>.UnpublishedEventBatchScope scope = ring.PublishEvents(2))
        {
            Assert.Equal(1, scope.StartSequence);
            Assert.Equal(2, scope.EndSequence);
            scope.Event(0) = 11;
            scope.Event(1) = 12;
        }

        Assert.Equal(2, barrier.WaitFor(0).UnsafeAvailableSequence);
        using (UnmanagedRingBuffer<long>.NullableUnpublishedEventBatchScope none = ring.TryPublishEvents(2))
        {
            Assert.False(none.HasEvents);
            Assert.False(none.TryGetEvents(out _));
        }

        using (UnmanagedRingBuffer<long>.NullableUnpublishedEventScope scope = ring.TryPublishEvent())
        {
            Assert.True(scope.HasEvent);
            Assert.True(scope.TryGetEvent(out UnmanagedRingBuffer<long>.EventRef one));
            Assert.Equal(3, one.Sequence);
            one.Event() = 13;
        }

        using (UnmanagedRingBuffer<long>.NullableUnpublishedEventScope none = ring.TryPublishEvent())
        {
            Assert.False(none.HasEvent);
            Assert.False(none.TryGetEvent(out _));
        }

        Assert.Equal(3, barrier.WaitFor(0).UnsafeAvailableSequence);
        Assert.Equal([10L, 11, 12, 13], memory.ToArray<long>());
    }

    [Fact]
    public void A_batch_scope_from_a_try_gives_its_events_and_guards_their_index()
    {
        using UnmanagedRingBufferMemory memory = UnmanagedRingBufferMemory.Allocate(4, 8);
        UnmanagedRingBuffer<long> ring = new(memory, ProducerType.Multi, new YieldingWaitStrategy());
        using (UnmanagedRingBuffer<long>.NullableUnpublishedEventBatchScope scope = ring.TryPublishEvents(2))
        {
            Assert.True(scope.HasEvents);
            Assert.True(scope.TryGetEvents(out UnmanagedRingBuffer<long>.EventBatchRef events));
            Assert.Equal(0, events.StartSequence);
            Assert.Equal(1, events.EndSequence);
            events.Event(0) = 20;
            events.Event(1) = 21;
            Assert.True(ThrowsOutOfRange(events, -1));
            Assert.True(ThrowsOutOfRange(events, 2));
        }

        Assert.Equal([20L, 21, 0, 0], memory.ToArray<long>());
    }

    [Theory]
    [InlineData(ProducerType.Single)]
    [InlineData(ProducerType.Multi)]
    public void Scopes_publish_also_when_the_body_throws(ProducerType kind)
    {
        using UnmanagedRingBufferMemory memory = UnmanagedRingBufferMemory.Allocate(8, 8);
        UnmanagedRingBuffer<long> ring = new(memory, kind, new YieldingWaitStrategy());
        SequenceBarrier barrier = ring.NewBarrier();
        Action one = () =>
        {
            using UnmanagedRingBuffer<long>.UnpublishedEventScope scope = ring.PublishEvent();
            scope.Event() = 1;
            throw new InvalidTimeZoneException();
        };
        Action three = () =>
        {
            using UnmanagedRingBuffer<long>.UnpublishedEventBatchScope scope = ring.PublishEvents(3);
            throw new InvalidTimeZoneException();
        };
        Assert.Throws<InvalidTimeZoneException>(one);
        Assert.Equal(0, barrier.WaitFor(0).UnsafeAvailableSequence);
        Assert.Throws<InvalidTimeZoneException>(three);
        Assert.Equal(3, barrier.WaitFor(0).UnsafeAvailableSequence);
        Assert.Equal([1L, 0, 0, 0, 0, 0, 0, 0], memory.ToArray<long>());
    }

    private static bool ThrowsOutOfRange(UnmanagedRingBuffer<long>.EventBatchRef events, int index)
    {
        try
        {
            events.Event(index) = 99;
            return false;
        }
        catch (ArgumentOutOfRangeException)
        {
            return true;
        }
    }
}
