using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Disruptor;
using Disruptor.Dsl;
using Disruptor.Processing;

namespace Appliance.Disruptor.Tests;

/// <summary>Wiring, starting, draining and halting stages of event objects.</summary>
public sealed class DslTests
{
    private const int Slots = 8;

    [Fact]
    public void Stages_in_parallel_see_every_event_in_order()
    {
        Disruptor<Box> disruptor = Create();
        Recorder first = new();
        Recorder second = new();
        disruptor.HandleEventsWith(first, second);
        disruptor.Start();
        Publish(disruptor, 20);
        disruptor.Shutdown(Bounded.Limit);
        foreach (Recorder recorder in new[] { first, second })
        {
            Assert.Equal(Enumerable.Range(0, 20), SequencesOf(recorder));
            Assert.Equal(0, recorder.Count("wrong"));
        }
    }

    [Fact]
    public void Then_and_and_after_make_a_diamond_with_a_tail()
    {
        Disruptor<Box> disruptor = Create();
        List<string> order = [];
        Recorder[] stages = [.. Enumerable.Range(0, 5).Select(i => new Recorder
        {
            Hook = call =>
            {
                if (!call.StartsWith("event", StringComparison.Ordinal)) return;
                lock (order) order.Add($"{call.Split(' ')[1]}:{i}");
            },
        })];
        EventHandlerGroup<Box> left = disruptor.HandleEventsWith(stages[0]).Then(stages[1]);
        EventHandlerGroup<Box> right = disruptor.After(stages[0]).HandleEventsWith(stages[2]);
        left.And(right).Then(stages[3]);
        disruptor.After(stages[3]).Then(stages[4]);
        disruptor.Start();
        Publish(disruptor, 30);
        disruptor.Shutdown(Bounded.Limit);
        Assert.Equal(150, order.Count);
        (int Before, int Behind)[] edges = [(0, 1), (0, 2), (1, 3), (2, 3), (3, 4)];
        for (int sequence = 0; sequence < 30; sequence++)
        {
            Assert.All(edges, edge =>
                Assert.True(order.IndexOf($"{sequence}:{edge.Before}") < order.IndexOf($"{sequence}:{edge.Behind}")));
        }
    }

    [Fact]
    public void Only_the_ends_of_chains_hold_the_producer()
    {
        Disruptor<Box> disruptor = Create();
        Recorder first = new();
        Recorder last = new();
        using ManualResetEventSlim release = new();
        last.Hook = call =>
        {
            if (call.StartsWith("event 0", StringComparison.Ordinal)) Bounded.Set(release, "the release");
        };
        disruptor.HandleEventsWith(first).Then(last);
        RingBuffer<Box> ring = disruptor.Start();
        Publish(disruptor, Slots);
        Bounded.Until(() => disruptor.GetSequenceValueFor(first) == Slots - 1, "the first stage");
        Assert.Equal(-1, disruptor.GetSequenceValueFor(last));
        Assert.Equal(-1, ring.GetMinimumGatingSequence());
        Assert.False(ring.TryNext(out _));
        release.Set();
        disruptor.Shutdown(Bounded.Limit);
        Assert.Equal(Slots - 1, ring.GetMinimumGatingSequence());
    }

    [Fact]
    public void A_stage_that_others_come_after_is_no_gate_any_more()
    {
        Disruptor<Box> disruptor = Create();
        List<IEventProcessor> made = [];
        EventProcessorCreator<Box> create = (ring, barrier) =>
        {
            made.Add(EventProcessorFactory.Create(ring, barrier, new Recorder()));
            return made[^1];
        };
        EventHandlerGroup<Box> first = disruptor.HandleEventsWith(create, create);
        EventHandlerGroup<Box> second = first.Then(create);
        Assert.False(disruptor.RingBuffer.RemoveGatingSequence(made[0].Sequence));
        Assert.False(disruptor.RingBuffer.RemoveGatingSequence(made[1].Sequence));
        second.And(first).Then(create);
        Assert.False(disruptor.RingBuffer.RemoveGatingSequence(made[2].Sequence));
        Assert.True(disruptor.RingBuffer.RemoveGatingSequence(made[3].Sequence));
    }

    [Fact]
    public void What_a_stage_waits_for_can_be_asked()
    {
        Disruptor<Box> disruptor = Create();
        Recorder first = new();
        Recorder second = new();
        Recorder last = new();
        disruptor.HandleEventsWith(first, second).Then(last);
        Assert.True(disruptor.GetDependentSequencesFor(first)!.DependsOnCursor);
        Assert.Equal(2, disruptor.GetDependentSequencesFor(last)!.DependentSequenceCount);
        Assert.False(disruptor.GetDependentSequencesFor(last)!.DependsOnCursor);
        Assert.Throws<ArgumentException>(() => disruptor.GetSequenceValueFor(new Recorder()));
        Assert.Throws<ArgumentException>(() => disruptor.GetDependentSequencesFor(new Recorder()));
        Assert.Throws<ArgumentException>(() => disruptor.HandleExceptionsFor(new Recorder()));
        Assert.Throws<ArgumentException>(() => disruptor.After(new Recorder()));
    }

    [Fact]
    public void After_the_start_nothing_can_be_added_and_nothing_started_again()
    {
        Disruptor<Box> disruptor = Create();
        EventHandlerGroup<Box> group = disruptor.HandleEventsWith(new Recorder());
        IEventProcessor processor =
            EventProcessorFactory.Create(disruptor.RingBuffer, disruptor.RingBuffer.NewBarrier(), new Recorder());
        Assert.False(disruptor.HasStarted);
        Assert.Same(disruptor.RingBuffer, disruptor.Start());
        Assert.True(disruptor.HasStarted);
        Assert.Throws<InvalidOperationException>(() => disruptor.Start());
        Assert.Throws<InvalidOperationException>(() => disruptor.HandleEventsWith(new Recorder()));
        Assert.Throws<InvalidOperationException>(() => disruptor.HandleEventsWith(processor));
        Assert.Throws<InvalidOperationException>(() => disruptor.HandleEventsWith((_, _) => processor));
        Assert.Throws<InvalidOperationException>(() => group.Then(new Recorder()));
        Assert.Throws<InvalidOperationException>(() => group.And(processor));
        disruptor.Shutdown(Bounded.Limit);
    }

    [Fact]
    public void Processors_of_the_users_own_take_part_before_and_behind_handlers()
    {
        Disruptor<Box> disruptor = Create();
        Recorder custom = new();
        Recorder behind = new();
        Recorder last = new();
        IEventProcessor<Box> processor =
            EventProcessorFactory.Create(disruptor.RingBuffer, disruptor.RingBuffer.NewBarrier(), custom);
        disruptor.HandleEventsWith(processor);
        disruptor.After(processor).HandleEventsWith(behind);
        SequenceBarrier barrier = disruptor.After(behind).AsSequenceBarrier();
        IEventProcessor<Box> tail = EventProcessorFactory.Create(disruptor.RingBuffer, barrier, last);
        disruptor.HandleEventsWith(tail);
        disruptor.Start();
        Publish(disruptor, 3 * Slots);
        disruptor.Shutdown(Bounded.Limit);
        foreach (Recorder recorder in new[] { custom, behind, last })
        {
            Assert.Equal(Enumerable.Range(0, 3 * Slots), SequencesOf(recorder));
        }
    }

    [Fact]
    public void Creators_get_the_ring_and_a_barrier_of_their_place()
    {
        Disruptor<Box> disruptor = Create();
        Recorder first = new();
        Recorder second = new();
        List<(RingBuffer<Box> Ring, SequenceBarrier Barrier)> given = [];
        EventProcessorCreator<Box> Creator(Recorder recorder) => (ring, barrier) =>
        {
            given.Add((ring, barrier));
            return EventProcessorFactory.Create(ring, barrier, recorder);
        };
        disruptor.HandleEventsWith(Creator(first)).Then(Creator(second));
        Assert.All(given, pair => Assert.Same(disruptor.RingBuffer, pair.Ring));
        Assert.True(given[0].Barrier.DependentSequences.DependsOnCursor);
        Assert.False(given[1].Barrier.DependentSequences.DependsOnCursor);
        disruptor.Start();
        Publish(disruptor, 5);
        disruptor.Shutdown(Bounded.Limit);
        Assert.Equal(5, second.Count("event"));
    }

    [Fact]
    public void And_takes_processors_into_the_graph()
    {
        Disruptor<Box> disruptor = Create();
        Recorder one = new();
        Recorder two = new();
        Recorder last = new();
        IEventProcessor<Box> processor =
            EventProcessorFactory.Create(disruptor.RingBuffer, disruptor.RingBuffer.NewBarrier(), two);
        disruptor.HandleEventsWith(one).And(processor).Then(last);
        Assert.Equal(2, disruptor.GetDependentSequencesFor(last)!.DependentSequenceCount);
        disruptor.Start();
        Publish(disruptor, 5);
        disruptor.Shutdown(Bounded.Limit);
        Assert.Equal(5, two.Count("event"));
        Assert.Equal(5, last.Count("event"));
    }

    [Fact]
    public void The_default_exception_handler_holds_for_stages_wired_before_and_after_it()
    {
        Disruptor<Box> disruptor = Create();
        Recorder exceptions = new();
        Recorder own = new();
        Recorder[] stages = [.. Enumerable.Range(0, 3).Select(_ => new Recorder { Hook = ThrowAtEvent1 })];
        disruptor.HandleEventsWith(stages[0], stages[1]);
        disruptor.SetDefaultExceptionHandler(exceptions);
        disruptor.HandleEventsWith(stages[2]);
        disruptor.HandleExceptionsFor(stages[1]).With(own);
        disruptor.Start();
        Publish(disruptor, 3);
        disruptor.Shutdown(Bounded.Limit);
        Assert.Equal(2, exceptions.Count("failed event 1"));
        Assert.Equal(1, own.Count("failed event 1"));
        Assert.All(stages, stage => Assert.Equal(3, stage.Count("event")));
        Assert.Throws<ArgumentNullException>(() => disruptor.SetDefaultExceptionHandler(null!));
        Assert.Throws<ArgumentNullException>(() => disruptor.HandleExceptionsFor(stages[1]).With(null!));
    }

    [Fact]
    public void A_processor_of_the_users_own_need_not_take_an_exception_handler()
    {
        Disruptor<Box> disruptor = Create();
        Recorder handler = new();
        // Known to the graph by its creator, which is no handler, so it cannot be asked for by one.
        disruptor.HandleEventsWith((ring, barrier) => new Plain(EventProcessorFactory.Create(ring, barrier, handler)));
        Assert.Throws<ArgumentException>(() => disruptor.HandleExceptionsFor(handler));
        disruptor.Start();
        Publish(disruptor, 2);
        disruptor.Shutdown(Bounded.Limit);
        Assert.Equal(2, handler.Count("event"));
    }

    [Fact]
    public void What_was_published_before_the_start_is_handled()
    {
        Disruptor<Box> disruptor = Create();
        Recorder recorder = new();
        disruptor.HandleEventsWith(recorder);
        Publish(disruptor, Slots);
        disruptor.Start();
        disruptor.Shutdown();
        Assert.Equal(Slots, recorder.Count("event"));
    }

    [Fact]
    public void A_shutdown_waits_for_stages_whose_threads_do_not_live_yet()
    {
        HeldScheduler scheduler = new();
        Disruptor<Box> disruptor =
            new(() => new Box(), Slots, scheduler, ProducerType.Single, new BlockingWaitStrategy());
        Recorder recorder = new();
        disruptor.HandleEventsWith(recorder);
        disruptor.Start();
        Publish(disruptor, 3);
        Assert.Throws<TimeoutException>(() => disruptor.Shutdown(TimeSpan.FromMilliseconds(5)));
        Sequencers.RunAll(() => disruptor.Shutdown(Bounded.Limit), scheduler.Release);
        Assert.Equal(3, recorder.Count("event"));
        recorder.Await("shutdown");
    }

    [Fact]
    public void A_shutdown_that_runs_out_of_time_halts_nothing()
    {
        Disruptor<Box> disruptor = Create();
        Recorder recorder = new();
        using ManualResetEventSlim release = new();
        recorder.Hook = call =>
        {
            if (call.StartsWith("event 0", StringComparison.Ordinal)) Bounded.Set(release, "the release");
        };
        disruptor.HandleEventsWith(recorder);
        disruptor.Start();
        Publish(disruptor, 2);
        Assert.Throws<TimeoutException>(() => disruptor.Shutdown(TimeSpan.FromMilliseconds(20)));
        Assert.Throws<TimeoutException>(() => disruptor.Shutdown(TimeSpan.Zero));
        release.Set();
        disruptor.Shutdown(Bounded.Limit);
        Assert.Equal(2, recorder.Count("event"));
        recorder.Await("shutdown");
    }

    [Fact]
    public void Halt_leaves_the_backlog_in_the_ring()
    {
        Disruptor<Box> disruptor = Create();
        Recorder recorder = new() { MaxBatchSize = 1 };
        recorder.Hook = call =>
        {
            if (call.StartsWith("event 1", StringComparison.Ordinal)) disruptor.Halt();
        };
        disruptor.HandleEventsWith(recorder);
        Publish(disruptor, 5);
        disruptor.Start();
        recorder.Await("shutdown");
        Assert.Equal(2, recorder.Count("event"));
        Assert.Equal(1, disruptor.GetSequenceValueFor(recorder));
    }

    [Fact]
    public void Every_stage_runs_on_the_scheduler_it_was_given()
    {
        CountingScheduler scheduler = new();
        Disruptor<Box> disruptor =
            new(() => new Box(), Slots, scheduler, ProducerType.Single, new BlockingWaitStrategy());
        disruptor.HandleEventsWith(new Recorder(), new Recorder()).Then(new Recorder());
        disruptor.Start();
        Publish(disruptor, 3);
        disruptor.Shutdown(Bounded.Limit);
        Assert.Equal(3, scheduler.Count);
    }

    private static Disruptor<Box> Create() =>
        new(() => new Box(), Slots, TaskScheduler.Default, ProducerType.Multi, new BlockingWaitStrategy());

    private static void Publish(Disruptor<Box> disruptor, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (i % 4 == 3 && i + 1 < count)
            {
                using RingBuffer<Box>.UnpublishedEventBatchScope two = disruptor.PublishEvents(2);
                two.Event(0).Value = StageRig.ValueOf(two.StartSequence);
                two.Event(1).Value = StageRig.ValueOf(two.StartSequence + 1);
                i++;
                continue;
            }

            using RingBuffer<Box>.UnpublishedEventScope one = disruptor.PublishEvent();
            one.Event().Value = StageRig.ValueOf(one.Sequence);
        }
    }

    private static IEnumerable<int> SequencesOf(Recorder recorder) =>
        recorder.Calls.Where(call => call.StartsWith("event", StringComparison.Ordinal))
            .Select(call => int.Parse(call.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture));

    private static void ThrowAtEvent1(string call)
    {
        if (call is "event 1" or "event 1 end") throw new InvalidTimeZoneException("thrown");
    }

    private sealed class Plain(IEventProcessor inner) : IEventProcessor
    {
        public Sequence Sequence => inner.Sequence;

        public bool IsRunning => inner.IsRunning;

        public Task Start(TaskScheduler taskScheduler) => inner.Start(taskScheduler);

        public void Halt() => inner.Halt();
    }

    private sealed class CountingScheduler : TaskScheduler
    {
        private int _count;

        public int Count => _count;

        protected override IEnumerable<Task> GetScheduledTasks() => [];

        protected override void QueueTask(Task task)
        {
            Interlocked.Increment(ref _count);
            new Thread(() => TryExecuteTask(task)) { IsBackground = true }.Start();
        }

        protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;
    }
}
