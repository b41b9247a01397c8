using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Disruptor;
using Disruptor.Processing;

namespace Appliance.Disruptor.Tests;

/// <summary>
/// What a processor promises its handler: which calls, in which order, and what its sequence says when.
/// </summary>
public sealed class ProcessorTests
{
    public static TheoryData<string> Kinds => StageRig.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_run_calls_start_batches_and_shutdown_in_order(string kind)
    {
        using StageRig rig = new(kind, new Recorder());
        rig.Publish(3);
        Task run = rig.Processor.Start();
        rig.AwaitSequence(2);
        rig.Publish();
        rig.AwaitSequence(3);
        Assert.Null(rig.HaltAndEnd(run));
        string[] wanted =
            ["start", "batch 3", "event 0", "event 1", "event 2 end", "batch 1", "event 3 end", "shutdown"];
        Assert.Equal(wanted, rig.Recorder.Calls);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_batch_is_at_most_the_limit(string kind)
    {
        using StageRig rig = new(kind, new Recorder { MaxBatchSize = 3 });
        rig.Publish(8);
        Task run = rig.Processor.Start();
        rig.AwaitSequence(7);
        Assert.Null(rig.HaltAndEnd(run));
        Assert.Equal(["batch 3", "batch 3", "batch 2"], rig.Recorder.Calls.Where(c => c.StartsWith('b')));
        Assert.Equal(["event 2 end", "event 5 end", "event 7 end"], rig.Recorder.Calls.Where(c => c.EndsWith("end")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_limit_below_one_is_refused(int limit) =>
        Assert.Throws<ArgumentException>(() => new StageRig("value", new Recorder { MaxBatchSize = limit }));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Pitfall_the_sequence_moves_only_at_the_end_of_a_batch(string kind)
    {
        foreach (int? limit in new int?[] { null, 2 })
        {
            Recorder recorder = new() { MaxBatchSize = limit };
            using StageRig rig = new(kind, recorder);
            long[] seen = new long[6];
            recorder.Hook = call =>
            {
                if (!call.StartsWith("event", StringComparison.Ordinal)) return;
                seen[call[6] - '0'] = rig.Processor.Sequence.Value;
            };
            rig.Publish(6);
            Task run = rig.Processor.Start();
            rig.AwaitSequence(5);
            Assert.Null(rig.HaltAndEnd(run));
            Assert.Equal(limit is null ? [-1, -1, -1, -1, -1, -1] : [-1, -1, 1, 1, 3, 3], seen);
        }
    }

    [Fact]
    public void A_handler_may_move_its_sequence_early()
    {
        EarlyHandler handler = new();
        ValueRingBuffer<long> ring = ValueRingBuffer<long>.CreateSingleProducer(() => 0, 8, new YieldingWaitStrategy());
        IValueEventProcessor<long> processor = EventProcessorFactory.Create(ring, ring.NewBarrier(), handler);
        Assert.Same(processor.Sequence, handler.Sequence);
        using (ring.PublishEvents(4))
        {
        }

        Task run = processor.Start();
        Bounded.Until(() => processor.Sequence.Value >= 3, "the batch");
        processor.Halt();
        Assert.Null(Bounded.End(run, "the run"));
        Assert.Equal([0, 1, 2, 3], handler.SeenAfterMoving);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Start_while_running_is_refused_and_changes_nothing(string kind)
    {
        using StageRig rig = new(kind, new Recorder());
        Assert.False(rig.Processor.IsRunning);
        Task run = rig.Processor.Start();
        Assert.True(rig.Processor.IsRunning);
        Assert.IsType<InvalidOperationException>(FailedStart(rig, TaskScheduler.Default));
        rig.Publish();
        rig.AwaitSequence(0);
        Assert.Null(rig.HaltAndEnd(run));
        Assert.False(rig.Processor.IsRunning);
        Assert.Equal(1, rig.Recorder.Count("start"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Halt_then_start_goes_on_with_the_next_event(string kind)
    {
        using StageRig rig = new(kind, new Recorder());
        for (int lap = 0; lap < 5; lap++)
        {
            Task run = rig.Processor.Start();
            rig.Publish(2);
            rig.AwaitSequence((2 * lap) + 1);
            // The second halt falls on a run that is ending or has ended, and must not touch the next one.
            rig.Processor.Halt();
            Assert.Null(rig.HaltAndEnd(run));
        }

        Assert.Equal(5, rig.Recorder.Count("start"));
        Assert.Equal(5, rig.Recorder.Count("shutdown"));
        Assert.Equal(10, rig.Recorder.Count("event"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Start_right_after_halt_follows_the_halted_run(string kind)
    {
        Recorder recorder = new();
        using StageRig rig = new(kind, recorder);
        using ManualResetEventSlim release = new();
        recorder.Hook = call =>
        {
            if (call == "event 0 end") Bounded.Set(release, "the release of the first event");
        };
        rig.Publish();
        Task first = rig.Processor.Start();
        recorder.Await("event 0 end");
        rig.Processor.Halt();
        Task second = rig.Processor.Start();
        Assert.IsType<InvalidOperationException>(FailedStart(rig, TaskScheduler.Default));
        rig.Publish();
        Assert.False(first.IsCompleted);
        Assert.Equal(1, recorder.Count("start"));
        release.Set();
        rig.AwaitSequence(1);
        Assert.Null(Bounded.End(first, "the first run"));
        Assert.Null(rig.HaltAndEnd(second));
        string[] wanted =
        [
            "start", "batch 1", "event 0 end", "shutdown",
            "start", "batch 1", "event 1 end", "shutdown",
        ];
        Assert.Equal(wanted, recorder.Calls);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Halt_before_the_first_start_ends_that_run_at_once(string kind)
    {
        using StageRig rig = new(kind, new Recorder());
        rig.Publish();
        rig.Processor.Halt();
        Assert.Null(Bounded.End(rig.Processor.Start(), "the run that was halted before"));
        Assert.Equal(["start", "shutdown"], rig.Recorder.Calls);
        Task run = rig.Processor.Start();
        rig.AwaitSequence(0);
        Assert.Null(rig.HaltAndEnd(run));
        Assert.Equal(2, rig.Recorder.Count("shutdown"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Halt_before_the_thread_lives_ends_that_run_and_no_other(string kind)
    {
        using StageRig rig = new(kind, new Recorder());
        HeldScheduler scheduler = new();
        rig.Publish();
        Task first = rig.Processor.Start(scheduler);
        Assert.True(rig.Processor.IsRunning);
        rig.Processor.Halt();
        scheduler.Release();
        Assert.Null(Bounded.End(first, "the run that was halted before it lived"));
        Assert.Equal(["start", "shutdown"], rig.Recorder.Calls);
        Task second = rig.Processor.Start();
        rig.AwaitSequence(0);
        Assert.Null(rig.HaltAndEnd(second));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Halt_ends_after_the_batch_it_falls_into(string kind)
    {
        Recorder recorder = new();
        using StageRig rig = new(kind, recorder);
        recorder.Hook = call =>
        {
            if (call == "event 1") rig.Processor.Halt();
        };
        rig.Publish(4);
        Assert.Null(Bounded.End(rig.Processor.Start(), "the run that halts itself"));
        Assert.Equal(3, rig.Processor.Sequence.Value);
        Assert.Equal(4, recorder.Count("event"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_timeout_tells_the_handler_where_it_is_and_events_go_on(string kind)
    {
        TimeoutBlockingWaitStrategy wait = new(TimeSpan.FromMilliseconds(1));
        using StageRig rig = new(kind, new Recorder(), wait: wait);
        Task run = rig.Processor.Start();
        rig.Recorder.Await("timeout -1");
        rig.Publish(2);
        rig.AwaitSequence(1);
        rig.Recorder.Await("timeout 1");
        Assert.Null(rig.HaltAndEnd(run));
        Assert.Equal(2, rig.Recorder.Count("event"));
    }

    [Fact]
    public void A_barrier_that_somebody_else_cancels_is_waited_for_again_after_its_reset()
    {
        using StageRig rig = new("value", new Recorder());
        Task run = rig.Processor.Start();
        rig.Publish();
        rig.AwaitSequence(0);
        rig.Barrier.CancelProcessing();
        rig.Publish();
        Assert.True(rig.Processor.IsRunning);
        rig.Barrier.ResetProcessing();
        rig.AwaitSequence(1);
        Assert.Null(rig.HaltAndEnd(run));
    }

    [Fact]
    public void A_wait_strategy_that_throws_ends_the_run_and_says_why()
    {
        using StageRig rig = new("value", new Recorder(), wait: new Throws());
        Exception? end = Bounded.End(rig.Processor.Start(), "the run");
        Assert.IsType<InvalidTimeZoneException>(end);
        Assert.Equal(["start", "shutdown"], rig.Recorder.Calls);
        Assert.False(rig.Processor.IsRunning);
    }

    [Fact]
    public void A_scheduler_that_refuses_leaves_the_processor_stopped()
    {
        using StageRig rig = new("value", new Recorder());
        Assert.IsType<TaskSchedulerException>(FailedStart(rig, new Refuses()));
        Assert.False(rig.Processor.IsRunning);
        Assert.Null(rig.HaltAndEnd(rig.Processor.Start()));
    }

    // Thrown by the call itself, not kept in a task.
    private static Exception? FailedStart(StageRig rig, TaskScheduler scheduler)
    {
        try
        {
            _ = rig.Processor.Start(scheduler);
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    private sealed class EarlyHandler : IValueEventHandler<long>, IEventProcessorSequenceAware
    {
        public Sequence? Sequence { get; private set; }

        public System.Collections.Generic.List<long> SeenAfterMoving { get; } = [];

        public void SetSequenceCallback(Sequence sequenceCallback) => Sequence = sequenceCallback;

        public void OnEvent(ref long data, long sequence, bool endOfBatch)
        {
            Sequence!.SetValue(sequence);
            SeenAfterMoving.Add(Sequence.Value);
        }
    }

    private sealed class Throws : IWaitStrategy
    {
        public SequenceWaitResult WaitFor(long sequence, DependentSequenceGroup group, CancellationToken token) =>
            throw new InvalidTimeZoneException();

        public void SignalAllWhenBlocking()
        {
        }
    }

    private sealed class Refuses : TaskScheduler
    {
        protected override System.Collections.Generic.IEnumerable<Task> GetScheduledTasks() => [];

        protected override void QueueTask(Task task) => throw new InvalidTimeZoneException();

        protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;
    }
}
