using System;
using System.Linq;
using System.Runtime.CompilerServices;
using Disruptor;

namespace Appliance.Disruptor.Tests;

/// <summary>The rings on the managed heap: slots, claims and scopes, for values with and without references.</summary>
public sealed class ManagedRingTests
{
    private const int Slots = 4;

    public static TheoryData<ProducerType> Producers => Sequencers.Kinds;

    [Theory]
    [MemberData(nameof(Producers))]
    public void Objects_are_made_once_and_come_again_on_every_lap(ProducerType kind)
    {
        int made = 0;
        RingBuffer<Box> ring = RingBuffer<Box>.Create(
            kind, () => new Box { Value = made++ }, Slots, new YieldingWaitStrategy());
        Assert.Equal(Slots, made);
        Assert.Equal([0, 1, 2, 3], Enumerable.Range(0, Slots).Select(s => ring[s].Value));
        Assert.Same(ring[1], ring[5]);
        Assert.Same(ring[3], ring[long.MaxValue]);
        Assert.Equal(Slots, ring.BufferSize);
    }

    [Fact]
    public void Values_lie_one_after_the_other_and_wrap()
    {
        long made = 0;
        ValueRingBuffer<long> ring = new(() => made++, new SingleProducerSequencer(Slots));
        Assert.Equal([0, 1, 2, 3], Enumerable.Range(0, Slots).Select(s => ring[s]));
        Assert.True(Unsafe.AreSame(ref ring[1], ref ring[5]));
        Assert.True(Unsafe.AreSame(ref ring[3], ref ring[long.MaxValue]));
        Assert.Equal(sizeof(long), Unsafe.ByteOffset(ref ring[1], ref ring[2]));
    }

    [Fact]
    public void Values_with_references_keep_them_alive_across_collections()
    {
        ValueRingBuffer<(string Text, long Number)> ring = new(() => (new string('x', 3), 7), Slots);
        GC.Collect();
        GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        for (long sequence = 0; sequence < 2 * Slots; sequence++) Assert.Equal(("xxx", 7), ring[sequence]);
        ring[2] = (new string('y', 2), 8);
        GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        Assert.Equal(("yy", 8), ring[2 + Slots]);
    }

    [Fact]
    public void Slots_stay_where_they_are_while_the_heap_is_compacted()
    {
        ValueRingBuffer<StressSlot> ring = new(() => default, Slots);
        ref StressSlot before = ref ring[2];
        before.Index = 42;
        for (int i = 0; i < 3; i++) GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        Assert.True(Unsafe.AreSame(ref before, ref ring[2]));
        Assert.Equal(42, ring[2].Index);
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        Assert.Throws<ArgumentNullException>(() => new RingBuffer<Box>(null!, 4));
        Assert.Throws<ArgumentNullException>(() => new RingBuffer<Box>(() => new Box(), null!));
        Assert.Throws<ArgumentException>(() => new RingBuffer<Box>(() => new Box(), 3));
        Assert.Throws<ArgumentException>(() => new RingBuffer<Box>(() => new Box(), 0));
        Assert.Throws<ArgumentNullException>(() => new ValueRingBuffer<long>(null!, 4));
        Assert.Throws<ArgumentNullException>(() => new ValueRingBuffer<long>(() => 0, null!));
        Assert.Throws<ArgumentException>(() => new ValueRingBuffer<long>(() => 0, 3));
        Assert.Throws<ArgumentException>(() => new ValueRingBuffer<long>(() => 0, -4));
    }

    [Fact]
    public void Creators_give_the_producer_they_say()
    {
        // Only behind many producers is a claim not yet a publish to the cursor.
        RingBuffer[] single =
        [
            RingBuffer<Box>.CreateSingleProducer(() => new Box(), Slots),
            ValueRingBuffer<long>.CreateSingleProducer(() => 0, Slots),
        ];
        RingBuffer[] multi =
        [
            new RingBuffer<Box>(() => new Box(), Slots), RingBuffer<Box>.CreateMultiProducer(() => new Box(), Slots),
            new ValueRingBuffer<long>(() => 0, Slots), ValueRingBuffer<long>.CreateMultiProducer(() => 0, Slots),
        ];
        foreach (RingBuffer ring in single.Concat(multi)) ring.Next();
        Assert.All(single, ring => Assert.Equal(-1, ring.Cursor));
        Assert.All(multi, ring => Assert.Equal(0, ring.Cursor));
    }

    [Theory]
    [MemberData(nameof(Producers))]
    public void The_producers_side_passes_on_to_the_sequencer(ProducerType kind)
    {
        RingBuffer ring = RingBuffer<Box>.Create(kind, () => new Box(), 8, new YieldingWaitStrategy());
        Sequence consumer = new();
        ring.AddGatingSequences(consumer);
        SequenceBarrier barrier = ring.NewBarrier();
        ring.Publish(ring.Next());
        ring.Publish(1, ring.Next(2));
        Assert.Equal(2, ring.Cursor);
        Assert.Equal(2, barrier.WaitFor(0).UnsafeAvailableSequence);
        Assert.Equal(5, ring.GetRemainingCapacity());
        Assert.True(ring.HasAvailableCapacity(5));
        Assert.False(ring.HasAvailableCapacity(6));
        Assert.True(ring.TryNext(out long one));
        Assert.True(ring.TryNext(4, out long last));
        Assert.Equal((3, 7), (one, last));
        Assert.False(ring.TryNext(out _));
        Assert.Equal(-1, ring.GetMinimumGatingSequence());
        Assert.True(ring.RemoveGatingSequence(consumer));
        Assert.False(ring.RemoveGatingSequence(consumer));
    }

    [Theory]
    [MemberData(nameof(Producers))]
    public void Scopes_of_objects_publish_on_dispose(ProducerType kind)
    {
        RingBuffer<Box> ring = RingBuffer<Box>.Create(kind, () => new Box(), Slots, new YieldingWaitStrategy());
        ring.AddGatingSequences(new Sequence());
        using (RingBuffer<Box>.UnpublishedEventScope scope = ring.PublishEvent())
        {
            Assert.Equal(0, scope.Sequence);
            Assert.Equal(-1, Published(ring));
            scope.Event().Value = 10;
        }

        Assert.Equal(0, Published(ring));
        using (RingBuffer<Box>.UnpublishedEventBatchScope scope = ring.PublishEvents(2))
        {
            Assert.Equal((1, 2), (scope.StartSequence, scope.EndSequence));
            scope.Event(0).Value = 11;
            scope.Event(1).Value = 12;
            Assert.Throws<ArgumentOutOfRangeException>(() => scope.Event(2));
        }

        using (RingBuffer<Box>.NullableUnpublishedEventBatchScope none = ring.TryPublishEvents(2))
        {
            Assert.False(none.HasEvents);
            Assert.False(none.TryGetEvents(out RingBuffer<Box>.EventBatchRef nothing));
            Assert.Throws<InvalidOperationException>(() => nothing.Event(0));
        }

        using (RingBuffer<Box>.NullableUnpublishedEventScope scope = ring.TryPublishEvent())
        {
            Assert.True(scope.HasEvent);
            Assert.True(scope.TryGetEvent(out RingBuffer<Box>.EventRef one));
            Assert.Equal(3, one.Sequence);
            one.Event().Value = 13;
        }

        using (RingBuffer<Box>.NullableUnpublishedEventScope none = ring.TryPublishEvent())
        {
            Assert.False(none.HasEvent);
            Assert.False(none.TryGetEvent(out RingBuffer<Box>.EventRef nothing));
            Assert.Throws<InvalidOperationException>(() => nothing.Event());
        }

        Assert.Equal(3, Published(ring));
        Assert.Equal([10, 11, 12, 13], Enumerable.Range(0, Slots).Select(s => ring[s].Value));
    }

    [Theory]
    [MemberData(nameof(Producers))]
    public void Scopes_of_values_publish_on_dispose(ProducerType kind)
    {
        ValueRingBuffer<long> ring = ValueRingBuffer<long>.Create(kind, () => 0, Slots, new YieldingWaitStrategy());
        ring.AddGatingSequences(new Sequence());
        using (ValueRingBuffer<long>.UnpublishedEventScope scope = ring.PublishEvent())
        {
            Assert.Equal(0, scope.Sequence);
            scope.Event() = 10;
            Assert.Equal(-1, Published(ring));
        }

        using (ValueRingBuffer<long>.NullableUnpublishedEventBatchScope scope = ring.TryPublishEvents(2))
        {
            Assert.True(scope.HasEvents);
            Assert.True(scope.TryGetEvents(out ValueRingBuffer<long>.EventBatchRef both));
            Assert.Equal((1, 2), (both.StartSequence, both.EndSequence));
            both.Event(0) = 11;
            both.Event(1) = 12;
            Assert.Throws<ArgumentOutOfRangeException>(() => both.Event(-1));
        }

        Assert.Equal(2, Published(ring));
        using (ValueRingBuffer<long>.NullableUnpublishedEventBatchScope none = ring.TryPublishEvents(2))
        {
            Assert.False(none.TryGetEvents(out ValueRingBuffer<long>.EventBatchRef nothing));
            Assert.Throws<InvalidOperationException>(() => nothing.Event(0));
        }

        using (ValueRingBuffer<long>.UnpublishedEventBatchScope scope = ring.PublishEvents(1)) scope.Event(0) = 13;
        using (ValueRingBuffer<long>.NullableUnpublishedEventScope none = ring.TryPublishEvent())
        {
            Assert.False(none.HasEvent);
            Assert.False(none.TryGetEvent(out ValueRingBuffer<long>.EventRef nothing));
            Assert.Throws<InvalidOperationException>(() => nothing.Event());
        }

        Assert.Equal(3, Published(ring));
        Assert.Equal([10, 11, 12, 13], Enumerable.Range(0, Slots).Select(s => ring[s]));
    }

    private static long Published(RingBuffer ring)
    {
        SequenceBarrier barrier = ring.NewBarrier();
        if (ring.Cursor < 0) return -1;
        return barrier.WaitFor(0).UnsafeAvailableSequence;
    }
}
