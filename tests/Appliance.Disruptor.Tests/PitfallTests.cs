using System;
using System.Linq;
using System.Threading;
using Disruptor;
using Disruptor.Dsl;
using Disruptor.Processing;

namespace Appliance.Disruptor.Tests;

/// <summary>
/// What the pattern gets wrong when it is used carelessly: each test names the pitfall and shows what holds here. More
/// of them, named the same way, stand beside what they concern.
/// </summary>
public sealed class PitfallTests
{
    private const int Slots = 8;

    private enum Verdict
    {
        Reject,
        Accept,
    }

    [Fact]
    public void Pitfall_fail_open_a_swallowed_event_reaches_the_next_stage_so_the_slot_must_say_reject()
    {
        ValueDisruptor<Order> disruptor = new(() => default, Slots, new YieldingWaitStrategy());
        Publishes publish = new();
        disruptor.SetDefaultExceptionHandler(new Swallows());
        disruptor.HandleEventsWith(new FailsAt(2)).Then(publish);
        disruptor.Start();
        for (int i = 0; i < 4; i++)
        {
            using ValueRingBuffer<Order>.UnpublishedEventScope scope = disruptor.PublishEvent();
            scope.Event() = new Order { Id = i, Verdict = Verdict.Reject };
        }

        disruptor.Shutdown(Bounded.Limit);
        // It does arrive. Only the default in the slot keeps it from being an accept.
        Assert.Equal([Verdict.Accept, Verdict.Accept, Verdict.Reject, Verdict.Accept], publish.Seen);
    }

    [Fact]
    public void Pitfall_fail_open_the_default_handler_lets_nothing_pass_and_a_restart_retries()
    {
        ValueDisruptor<Order> disruptor = new(() => default, Slots, new YieldingWaitStrategy());
        Publishes publish = new();
        IEventProcessor? first = null;
        ValueEventProcessorCreator<Order> failing =
            (ring, barrier) => first = EventProcessorFactory.Create(ring, barrier, new FailsAt(2));
        disruptor.HandleEventsWith(failing).Then(publish);
        using (disruptor.PublishEvents(4))
        {
        }

        disruptor.Start();
        Bounded.Until(() => disruptor.GetSequenceValueFor(publish) == 1, "the events before the failed one");
        Bounded.Until(() => !first!.IsRunning, "the end of the stage");
        Exception? end = Bounded.End(first!.Start(), "the second try");
        Assert.IsType<ApplicationException>(end);
        Assert.Equal(2, publish.Seen.Count(verdict => verdict == Verdict.Accept));
        Assert.Equal(1, disruptor.GetSequenceValueFor(publish));
        disruptor.Halt();
    }

    [Fact]
    public void Pitfall_a_dead_stage_stalls_the_producer_and_can_be_seen()
    {
        ValueDisruptor<Order> disruptor = new(() => default, Slots, new YieldingWaitStrategy());
        IEventProcessor? processor = null;
        disruptor.HandleEventsWith(
            (ring, barrier) => processor = EventProcessorFactory.Create(ring, barrier, new FailsAt(0)));
        ValueRingBuffer<Order> ring = disruptor.Start();
        for (int i = 0; i < Slots; i++)
        {
            Assert.True(ring.TryNext(out long sequence));
            ring.Publish(sequence);
        }

        Bounded.Until(() => !processor!.IsRunning, "the death of the stage");
        Assert.False(ring.TryNext(out _));
        Assert.False(ring.HasAvailableCapacity(1));
        Assert.Equal(0, ring.GetRemainingCapacity());
        Assert.Equal(-1, processor!.Sequence.Value);
    }

    [Fact]
    public void Pitfall_shutdown_returns_when_the_only_stage_is_dead_and_times_out_when_a_live_one_waits_for_it()
    {
        ValueDisruptor<Order> alone = new(() => default, Slots, new YieldingWaitStrategy());
        IEventProcessor? dead = null;
        ValueEventProcessorCreator<Order> dying =
            (ring, barrier) => dead = EventProcessorFactory.Create(ring, barrier, new FailsAt(1));
        alone.HandleEventsWith(dying);
        alone.Start();
        using (alone.PublishEvents(3))
        {
        }

        Bounded.Until(() => !dead!.IsRunning, "the death of the stage");
        alone.Shutdown(Bounded.Limit);
        Assert.Equal(0, dead!.Sequence.Value);

        ValueDisruptor<Order> chained = new(() => default, Slots, new YieldingWaitStrategy());
        Publishes live = new();
        chained.HandleEventsWith(dying).Then(live);
        chained.Start();
        using (chained.PublishEvents(3))
        {
        }

        Bounded.Until(() => !dead!.IsRunning, "the death of the stage");
        Assert.Throws<TimeoutException>(() => chained.Shutdown(TimeSpan.FromMilliseconds(20)));
        chained.Halt();
    }

    [Fact]
    public void Pitfall_a_scope_publishes_also_when_its_body_throws()
    {
        RingBuffer<Box> boxes = RingBuffer<Box>.CreateMultiProducer(() => new Box(), Slots, new YieldingWaitStrategy());
        ValueRingBuffer<Order> orders =
            ValueRingBuffer<Order>.CreateMultiProducer(() => default, Slots, new YieldingWaitStrategy());
        Action[] bodies =
        [
            () =>
            {
                using RingBuffer<Box>.UnpublishedEventScope scope = boxes.PublishEvent();
                throw new InvalidTimeZoneException();
            },
            () =>
            {
                using ValueRingBuffer<Order>.UnpublishedEventScope scope = orders.PublishEvent();
                // What the design asks for: the first line of the body leaves a slot that is safe to read.
                scope.Event() = default;
                throw new InvalidTimeZoneException();
            },
            () =>
            {
                using RingBuffer<Box>.UnpublishedEventBatchScope scope = boxes.PublishEvents(2);
                throw new InvalidTimeZoneException();
            },
            () =>
            {
                using ValueRingBuffer<Order>.NullableUnpublishedEventBatchScope scope = orders.TryPublishEvents(2);
                throw new InvalidTimeZoneException();
            },
        ];
        Assert.All(bodies, body => Assert.Throws<InvalidTimeZoneException>(body));
        Assert.Equal(2, boxes.NewBarrier().WaitFor(0).UnsafeAvailableSequence);
        Assert.Equal(2, orders.NewBarrier().WaitFor(0).UnsafeAvailableSequence);
        Assert.Equal(Verdict.Reject, orders[0].Verdict);
    }

    [Fact]
    public void Pitfall_without_handlers_nothing_gates_and_the_producer_overwrites()
    {
        ValueDisruptor<Order> disruptor = new(() => default, Slots, new YieldingWaitStrategy());
        ValueRingBuffer<Order> ring = disruptor.Start();
        for (int i = 0; i <= Slots; i++)
        {
            using ValueRingBuffer<Order>.UnpublishedEventScope scope = disruptor.PublishEvent();
            scope.Event().Id = i;
        }

        Assert.Equal(Slots, ring[0].Id);
        disruptor.Shutdown(Bounded.Limit);
    }

    [Fact]
    public void Pitfall_a_batch_limit_lets_the_producer_go_before_the_backlog_is_done()
    {
        using ManualResetEventSlim release = new();
        WaitsAt unlimited = new(sequence: 3, release, batchMax: null);
        WaitsAt limited = new(sequence: 3, release, batchMax: 2);
        foreach ((WaitsAt handler, long room) in new[] { (unlimited, 0L), (limited, 2L) })
        {
            release.Reset();
            ValueDisruptor<Order> disruptor = new(() => default, Slots, new YieldingWaitStrategy());
            disruptor.HandleEventsWith(handler);
            using (disruptor.PublishEvents(Slots))
            {
            }

            ValueRingBuffer<Order> ring = disruptor.Start();
            Bounded.Set(handler.IsThere, "the stage's fourth event");
            Assert.Equal(room, ring.GetRemainingCapacity());
            release.Set();
            disruptor.Shutdown(Bounded.Limit);
        }
    }

    private struct Order
    {
        public long Id;
        public Verdict Verdict;
    }

    private sealed class FailsAt(long failing) : IValueEventHandler<Order>
    {
        public void OnEvent(ref Order data, long sequence, bool endOfBatch)
        {
            if (sequence == failing) throw new InvalidTimeZoneException();
            data.Verdict = Verdict.Accept;
        }
    }

    private sealed class Publishes : IValueEventHandler<Order>
    {
        public System.Collections.Concurrent.ConcurrentQueue<Verdict> Seen { get; } = [];

        public void OnEvent(ref Order data, long sequence, bool endOfBatch) => Seen.Enqueue(data.Verdict);
    }

    private sealed class WaitsAt(long sequence, ManualResetEventSlim release, int? batchMax) : IValueEventHandler<Order>
    {
        public ManualResetEventSlim IsThere { get; } = new();

        public int? MaxBatchSize => batchMax;

        public void OnEvent(ref Order data, long at, bool endOfBatch)
        {
            if (at != sequence) return;
            IsThere.Set();
            Bounded.Set(release, "the release");
        }
    }

    private sealed class Swallows : IValueExceptionHandler<Order>
    {
        public void HandleEventException(Exception ex, long sequence, ref Order evt)
        {
        }

        public void HandleOnTimeoutException(Exception ex, long sequence)
        {
        }

        public void HandleOnStartException(Exception ex)
        {
        }

        public void HandleOnShutdownException(Exception ex)
        {
        }
    }
}
