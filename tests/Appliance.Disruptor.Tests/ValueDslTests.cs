using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Disruptor;
using Disruptor.Dsl;
using Disruptor.Processing;

namespace Appliance.Disruptor.Tests;

/// <summary>Wiring, starting, draining and halting stages of value events, on both kinds of ring.</summary>
public sealed class ValueDslTests : IDisposable
{
    private const int Slots = 8;

    private readonly UnmanagedRingBufferMemory _memory = UnmanagedRingBufferMemory.Allocate(Slots, 16);

    [Fact]
    public void A_managed_ring_does_what_is_promised() => VerifyAll(() =>
        new ValueDisruptor<long>(
            () => 0, Slots, TaskScheduler.Default, ProducerType.Multi, new BlockingWaitStrategy()));

    [Fact]
    public void An_unmanaged_ring_does_what_is_promised() => VerifyAll(() =>
        new UnmanagedDisruptor<long>(
            _memory.PointerToFirstEvent, 16, Slots, TaskScheduler.Default, ProducerType.Single,
            new YieldingWaitStrategy()));

    [Fact]
    public void The_short_constructors_are_for_many_producers()
    {
        long[] cursors =
        [
            CursorAfterClaim(new ValueDisruptor<long>(() => 0, Slots).RingBuffer),
            CursorAfterClaim(new ValueDisruptor<long>(() => 0, Slots, TaskScheduler.Default).RingBuffer),
            CursorAfterClaim(new ValueDisruptor<long>(() => 0, Slots, new BusySpinWaitStrategy()).RingBuffer),
            CursorAfterClaim(new UnmanagedDisruptor<long>(_memory).RingBuffer),
            CursorAfterClaim(new UnmanagedDisruptor<long>(_memory.PointerToFirstEvent, 16, Slots).RingBuffer),
            CursorAfterClaim(new UnmanagedDisruptor<long>(
                _memory.PointerToFirstEvent, 16, Slots, TaskScheduler.Default).RingBuffer),
            CursorAfterClaim(new Disruptor<Box>(() => new Box(), Slots).RingBuffer),
            CursorAfterClaim(new Disruptor<Box>(() => new Box(), Slots, new BusySpinWaitStrategy()).RingBuffer),
        ];
        Assert.All(cursors, cursor => Assert.Equal(0, cursor));
    }

    [Fact]
    public void Scopes_publish_through_the_disruptor()
    {
        ValueDisruptor<long> managed = new(() => 0, Slots);
        using (ValueRingBuffer<long>.UnpublishedEventScope scope = managed.PublishEvent()) scope.Event() = 5;
        using (ValueRingBuffer<long>.UnpublishedEventBatchScope scope = managed.PublishEvents(2)) scope.Event(1) = 6;
        Assert.Equal((5, 6), (managed.RingBuffer[0], managed.RingBuffer[2]));
        Assert.Equal(2, managed.RingBuffer.NewBarrier().WaitFor(0).UnsafeAvailableSequence);

        UnmanagedDisruptor<long> unmanaged =
            new(_memory, TaskScheduler.Default, ProducerType.Single, new YieldingWaitStrategy());
        using (UnmanagedRingBuffer<long>.UnpublishedEventScope scope = unmanaged.PublishEvent()) scope.Event() = 7;
        using (UnmanagedRingBuffer<long>.UnpublishedEventBatchScope scope = unmanaged.PublishEvents(2))
        {
            scope.Event(1) = 8;
        }

        Assert.Equal((7, 8), (unmanaged.RingBuffer[0], unmanaged.RingBuffer[2]));
        Assert.Equal(2, unmanaged.RingBuffer.NewBarrier().WaitFor(0).UnsafeAvailableSequence);
    }

    public void Dispose() => _memory.Dispose();

    private static void VerifyAll<TRing>(Func<ValueDisruptor<long, TRing>> create)
        where TRing : IValueRingBuffer<long>
    {
        VerifyGraph(create());
        VerifyExceptions(create());
        VerifyStartOnce(create());
        VerifyCustomProcessors(create());
        VerifyTimeout(create());
    }

    private static void VerifyGraph<TRing>(ValueDisruptor<long, TRing> disruptor)
        where TRing : IValueRingBuffer<long>
    {
        Multiplies times3 = new(slot => 3 * slot);
        Multiplies plus1 = new(slot => slot + 1);
        Recorder left = new();
        Recorder right = new();
        Recorder last = new();
        disruptor.HandleEventsWith(times3).Then(plus1).Then(left, right);
        disruptor.After(left).And(disruptor.After(right)).HandleEventsWith(last);
        Assert.True(disruptor.GetDependentSequencesFor(times3)!.DependsOnCursor);
        Assert.Equal(2, disruptor.GetDependentSequencesFor(last)!.DependentSequenceCount);
        TRing ring = disruptor.Start();
        Assert.True(disruptor.HasStarted);
        PublishSequences(ring, 5 * Slots);
        disruptor.Shutdown(Bounded.Limit);
        // Three times the sequence and one: what the recorder expects, if both stages before it were done.
        Assert.Equal(5 * Slots, last.Count("event"));
        Assert.Equal(0, last.Count("wrong") + left.Count("wrong") + right.Count("wrong"));
        Assert.Equal((5 * Slots) - 1, disruptor.GetSequenceValueFor(last));
        Assert.Equal((5 * Slots) - 1, ring.GetMinimumGatingSequence());
    }

    private static void VerifyExceptions<TRing>(ValueDisruptor<long, TRing> disruptor)
        where TRing : IValueRingBuffer<long>
    {
        Recorder exceptions = new();
        Recorder own = new();
        Recorder first = new() { Hook = ThrowAtEvent1 };
        Recorder second = new() { Hook = ThrowAtEvent1 };
        disruptor.HandleEventsWith(first, second);
        disruptor.SetDefaultExceptionHandler(exceptions);
        disruptor.HandleExceptionsFor(second).With(own);
        TRing ring = disruptor.Start();
        for (int i = 0; i < 3; i++)
        {
            long sequence = ring.Next();
            ring[sequence] = StageRig.ValueOf(sequence);
            ring.Publish(sequence);
        }

        disruptor.Shutdown(Bounded.Limit);
        Assert.Equal(["failed event 1 thrown"], exceptions.Calls);
        Assert.Equal(["failed event 1 thrown"], own.Calls);
    }

    private static void VerifyStartOnce<TRing>(ValueDisruptor<long, TRing> disruptor)
        where TRing : IValueRingBuffer<long>
    {
        ValueEventHandlerGroup<long> group = disruptor.HandleEventsWith(new Recorder());
        disruptor.Start();
        Assert.Throws<InvalidOperationException>(() => disruptor.Start());
        Assert.Throws<InvalidOperationException>(() => disruptor.HandleEventsWith(new Recorder()));
        Assert.Throws<InvalidOperationException>(() => group.Then(new Recorder()));
        Assert.Throws<ArgumentException>(() => disruptor.After(new Recorder()));
        disruptor.Halt();
    }

    private static void VerifyCustomProcessors<TRing>(ValueDisruptor<long, TRing> disruptor)
        where TRing : IValueRingBuffer<long>
    {
        Recorder[] recorders = [new(), new(), new(), new(), new()];
        List<IEventProcessor> made = [];
        ValueEventProcessorCreator<long> Creator(Recorder recorder) => (ring, barrier) =>
        {
            made.Add(EventProcessorFactory.Create(ring, barrier, recorder));
            return made[^1];
        };
        TRing own = disruptor.RingBuffer;
        IEventProcessor before = EventProcessorFactory.Create(own, own.NewBarrier(), recorders[0]);
        ValueEventHandlerGroup<long> created =
            disruptor.HandleEventsWith(Creator(recorders[1])).Then(Creator(recorders[2]));
        created.And(before).Then(recorders[3]);
        IEventProcessor tail =
            EventProcessorFactory.Create(own, disruptor.After(recorders[3]).AsSequenceBarrier(), recorders[4]);
        disruptor.HandleEventsWith(tail);
        disruptor.After(tail, before);
        disruptor.Start();
        for (int i = 0; i < 2 * Slots; i++)
        {
            long sequence = own.Next();
            own[sequence] = StageRig.ValueOf(sequence);
            own.Publish(sequence);
        }

        disruptor.Shutdown(Bounded.Limit);
        Assert.All(recorders, recorder => Assert.Equal(2 * Slots, recorder.Count("event")));
        Assert.Equal(2, made.Count);
    }

    private static void VerifyTimeout<TRing>(ValueDisruptor<long, TRing> disruptor)
        where TRing : IValueRingBuffer<long>
    {
        using System.Threading.ManualResetEventSlim release = new();
        Recorder recorder = new()
        {
            Hook = call =>
            {
                if (call.StartsWith("event", StringComparison.Ordinal)) Bounded.Set(release, "the release");
            },
        };
        disruptor.HandleEventsWith(recorder);
        TRing ring = disruptor.Start();
        ring.Publish(ring.Next());
        Assert.Throws<TimeoutException>(() => disruptor.Shutdown(TimeSpan.FromMilliseconds(5)));
        release.Set();
        disruptor.Shutdown();
        recorder.Await("shutdown");
    }

    private static void PublishSequences<TRing>(TRing ring, int count)
        where TRing : IValueRingBuffer<long>
    {
        for (int i = 0; i < count; i++)
        {
            long sequence = ring.Next();
            ring[sequence] = sequence;
            ring.Publish(sequence);
        }
    }

    private static long CursorAfterClaim<TRing>(TRing ring)
        where TRing : ISequenced, ICursored
    {
        ring.Next();
        return ring.Cursor;
    }

    private static void ThrowAtEvent1(string call)
    {
        if (call is "event 1" or "event 1 end") throw new InvalidTimeZoneException("thrown");
    }

    private sealed class Multiplies(Func<long, long> function) : IValueEventHandler<long>
    {
        public void OnEvent(ref long data, long sequence, bool endOfBatch) => data = function(data);
    }
}
