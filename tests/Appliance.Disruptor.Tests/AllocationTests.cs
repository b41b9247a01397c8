using System;
using System.Threading.Tasks;
using Disruptor;
using Disruptor.Dsl;

namespace Appliance.Disruptor.Tests;

/// <summary>Claim, write, publish, poll, read and advance allocate nothing.</summary>
public sealed class AllocationTests
{
    private const int Rounds = 10_000;
    private const int StageSlots = 64;
    private const int StageEvents = 1_000;

    [Theory]
    [InlineData(ProducerType.Single)]
    [InlineData(ProducerType.Multi)]
    public void The_hot_path_allocates_nothing(ProducerType kind)
    {
        using UnmanagedRingBufferMemory memory = UnmanagedRingBufferMemory.Allocate(16, 64);
        ISequencer sequencer = Sequencers.Create(kind, 16);
        UnmanagedRingBuffer<long> ring = new(memory.PointerToFirstEvent, 64, sequencer);
        Sequence first = new();
        Sequence second = new();
        Sequence last = new();
        SequenceBarrier barrier = ring.NewBarrier();
        SequenceBarrier behind = ring.NewBarrier(first, second);
        ring.AddGatingSequences(last);

        long sum = Rounds10(ring, sequencer, barrier, behind, first, second, last);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Rounds / 10; i++) sum += Rounds10(ring, sequencer, barrier, behind, first, second, last);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(0, allocated);
        Assert.Equal((Rounds + 10) * (1L + 2 + 3 + 4 + 4 + 5), sum);
    }

    private static long Rounds10(
        UnmanagedRingBuffer<long> ring,
        ISequencer sequencer,
        SequenceBarrier barrier,
        SequenceBarrier behind,
        Sequence first,
        Sequence second,
        Sequence last)
    {
        long sum = 0;
        for (int i = 0; i < 10; i++)
        {
            Produce(ring);
            long next = last.Value + 1;
            long available = sequencer.Poll(barrier, next);
            first.SetValue(available);
            second.SetValue(barrier.WaitFor(next).UnsafeAvailableSequence);
            available = behind.DependentSequences.Value;
            for (; next <= available; next++) sum += ring[next];
            last.SetValue(available);
        }

        return sum;
    }

    private static void Produce(UnmanagedRingBuffer<long> ring)
    {
        long sequence = ring.Next();
        ring[sequence] = 1;
        ring.Publish(sequence);
        if (ring.TryNext(out sequence))
        {
            ring[sequence] = 2;
            ring.Publish(sequence);
        }

        using (UnmanagedRingBuffer<long>.UnpublishedEventScope scope = ring.PublishEvent()) scope.Event() = 3;
        using (UnmanagedRingBuffer<long>.UnpublishedEventBatchScope scope = ring.PublishEvents(2))
        {
            scope.Event(0) = 4;
            scope.Event(1) = 4;
        }

        using UnmanagedRingBuffer<long>.NullableUnpublishedEventScope maybe = ring.TryPublishEvent();
        if (maybe.TryGetEvent(out UnmanagedRingBuffer<long>.EventRef one)) one.Event() = 5;
    }

    [Theory]
    [InlineData("yielding")]
    [InlineData("spin-wait")]
    [InlineData("hybrid")]
    [InlineData("sleeping")]
    [InlineData("blocking")]
    [InlineData("blocking-spin-wait")]
    [InlineData("timeout-blocking")]
    [InlineData("phased-lock")]
    public void Stages_and_producers_allocate_nothing_after_warm_up(string wait)
    {
        VerifyStages(new ValueDisruptor<long>(
            () => 0, StageSlots, TaskScheduler.Default, ProducerType.Single, WaitStrategies.Create(wait)));
        using UnmanagedRingBufferMemory memory = UnmanagedRingBufferMemory.Allocate(StageSlots, sizeof(long));
        VerifyStages(new UnmanagedDisruptor<long>(
            memory, TaskScheduler.Default, ProducerType.Multi, WaitStrategies.Create(wait)));
    }

    [Fact]
    public void Stages_of_objects_allocate_nothing_after_warm_up()
    {
        Disruptor<Box> disruptor =
            new(() => new Box(), StageSlots, TaskScheduler.Default, ProducerType.Multi, new YieldingWaitStrategy());
        Meter first = new();
        Meter second = new();
        disruptor.HandleEventsWith(first).Then(second);
        disruptor.Start();
        long allocated = -1;
        Sequencers.RunAll(() =>
        {
            for (int i = 0; i < 2 * StageEvents; i++)
            {
                if (i == StageEvents) allocated = GC.GetAllocatedBytesForCurrentThread();
                using RingBuffer<Box>.UnpublishedEventScope scope = disruptor.PublishEvent();
                scope.Event().Value = i;
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        });
        disruptor.Shutdown(Bounded.Limit);
        Assert.Equal((0, 0, 0), (allocated, first.Allocated, second.Allocated));
    }

    private static void VerifyStages<TRing>(ValueDisruptor<long, TRing> disruptor)
        where TRing : IValueRingBuffer<long>
    {
        Meter first = new();
        Meter second = new();
        disruptor.HandleEventsWith(first).Then(second);
        TRing ring = disruptor.Start();
        long allocated = -1;
        Sequencers.RunAll(() =>
        {
            for (int i = 0; i < 2 * StageEvents; i++)
            {
                if (i == StageEvents) allocated = GC.GetAllocatedBytesForCurrentThread();
                long sequence = ring.Next();
                ring[sequence] = i;
                ring.Publish(sequence);
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        });
        disruptor.Shutdown(Bounded.Limit);
        Assert.Equal((0, 0, 0), (allocated, first.Allocated, second.Allocated));
    }

    /// <summary>Counts what its thread allocates from the middle event to the last.</summary>
    private sealed class Meter : IValueEventHandler<long>, IEventHandler<Box>
    {
        private long _start;

        public long Allocated { get; private set; } = -1;

        public void OnEvent(Box data, long sequence, bool endOfBatch) => Measure(sequence);

        public void OnEvent(ref long data, long sequence, bool endOfBatch) => Measure(sequence);

        private void Measure(long sequence)
        {
            if (sequence == StageEvents) _start = GC.GetAllocatedBytesForCurrentThread();
            if (sequence == (2 * StageEvents) - 1) Allocated = GC.GetAllocatedBytesForCurrentThread() - _start;
        }
    }
}
