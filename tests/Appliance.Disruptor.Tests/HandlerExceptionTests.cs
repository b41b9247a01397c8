using System;
using System.Linq;
using System.Threading.Tasks;
using Disruptor;
using Disruptor.Processing;

namespace Appliance.Disruptor.Tests;

/// <summary>A handler that throws: at every position of a batch, in every call, swallowed and fatal.</summary>
public sealed class HandlerExceptionTests
{
    private const int Events = 5;

    public static TheoryData<string> Kinds => StageRig.Kinds;

    public static TheoryData<string, int> Positions
    {
        get
        {
            TheoryData<string, int> data = [];
            foreach (string kind in new[] { "reference", "value", "unmanaged" })
            {
                for (int position = 0; position < Events; position++) data.Add(kind, position);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Positions))]
    public void A_swallowed_exception_skips_one_event_and_no_other(string kind, int position)
    {
        using StageRig rig = new(kind, ThrowsAt($"event {position}"));
        rig.SetExceptionHandler();
        rig.Publish(Events);
        Task run = rig.Processor.Start();
        rig.AwaitSequence(Events - 1);
        Assert.Null(rig.HaltAndEnd(run));
        Assert.Equal(Events, rig.Recorder.Count("event"));
        Assert.Equal([$"failed event {position} thrown"], rig.Recorder.Calls.Where(c => c.StartsWith('f')));
        // What follows is a batch of its own.
        Assert.Equal(position == Events - 1 ? 1 : 2, rig.Recorder.Count("batch"));
    }

    [Theory]
    [MemberData(nameof(Positions))]
    public void A_fatal_exception_ends_the_run_before_the_failed_event(string kind, int position)
    {
        bool isFailing = true;
        Recorder recorder = new();
        recorder.Hook = call =>
        {
            if (isFailing && Is(call, $"event {position}")) throw new InvalidTimeZoneException("thrown");
        };
        using StageRig rig = new(kind, recorder);
        rig.Publish(Events);
        Exception? end = Bounded.End(rig.Processor.Start(), "the fatal run");
        Assert.IsType<ApplicationException>(end);
        Assert.IsType<InvalidTimeZoneException>(end.InnerException);
        Assert.False(rig.Processor.IsRunning);
        // Those before are done with and are seen to be; the failed one is not.
        Assert.Equal(position - 1, rig.Processor.Sequence.Value);
        Assert.Equal("shutdown", recorder.Calls[^1]);
        Assert.Equal(position + 1, recorder.Count("event"));

        // A run after that begins with the failed event: no other is handled twice.
        isFailing = false;
        Task run = rig.Processor.Start();
        rig.AwaitSequence(Events - 1);
        Assert.Null(rig.HaltAndEnd(run));
        Assert.Equal(Events + 1, recorder.Count("event"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_exception_handler_that_throws_ends_the_run(string kind)
    {
        Recorder recorder = ThrowsAt("event 2");
        recorder.IsFatal = true;
        using StageRig rig = new(kind, recorder);
        rig.SetExceptionHandler();
        rig.Publish(Events);
        Exception? end = Bounded.End(rig.Processor.Start(), "the run");
        Assert.Equal("fatal", Assert.IsType<InvalidOperationException>(end).Message);
        Assert.Equal(1, rig.Processor.Sequence.Value);
        Assert.Equal("shutdown", recorder.Calls[^1]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_batch_start_that_throws_skips_the_first_event(string kind)
    {
        using StageRig rig = new(kind, ThrowsAt("batch 5"));
        rig.SetExceptionHandler();
        rig.Publish(Events);
        Task run = rig.Processor.Start();
        rig.AwaitSequence(Events - 1);
        Assert.Null(rig.HaltAndEnd(run));
        Assert.Equal(["batch 5", "failed event 0 thrown", "batch 4", "event 1"], rig.Recorder.Calls.Skip(1).Take(4));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_start_that_throws_is_swallowed_or_ends_the_run(string kind)
    {
        using StageRig swallowing = new(kind, ThrowsAt("start"));
        swallowing.SetExceptionHandler();
        swallowing.Publish();
        Task run = swallowing.Processor.Start();
        swallowing.AwaitSequence(0);
        Assert.Null(swallowing.HaltAndEnd(run));
        Assert.Contains("failed start 0 thrown", swallowing.Recorder.Calls);

        using StageRig fatal = new(kind, ThrowsAt("start"));
        fatal.Publish();
        Assert.IsType<ApplicationException>(Bounded.End(fatal.Processor.Start(), "the fatal run"));
        Assert.Equal(["start", "shutdown"], fatal.Recorder.Calls);
        Assert.Equal(-1, fatal.Processor.Sequence.Value);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_shutdown_that_throws_is_swallowed_or_kept_in_the_task(string kind)
    {
        using StageRig swallowing = new(kind, ThrowsAt("shutdown"));
        swallowing.SetExceptionHandler();
        Assert.Null(swallowing.HaltAndEnd(swallowing.Processor.Start()));
        Assert.Equal("failed shutdown 0 thrown", swallowing.Recorder.Calls[^1]);

        using StageRig fatal = new(kind, ThrowsAt("shutdown"));
        Assert.IsType<ApplicationException>(fatal.HaltAndEnd(fatal.Processor.Start()));
        Assert.False(fatal.Processor.IsRunning);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_timeout_that_throws_is_swallowed_or_ends_the_run(string kind)
    {
        TimeoutBlockingWaitStrategy wait = new(TimeSpan.FromMilliseconds(1));
        using StageRig swallowing = new(kind, ThrowsAt("timeout -1"), wait: wait);
        swallowing.SetExceptionHandler();
        Task run = swallowing.Processor.Start();
        swallowing.Recorder.Await("failed timeout -1 thrown");
        swallowing.Publish();
        swallowing.AwaitSequence(0);
        Assert.Null(swallowing.HaltAndEnd(run));

        using StageRig fatal = new(kind, ThrowsAt("timeout -1"), wait: wait);
        Assert.IsType<ApplicationException>(Bounded.End(fatal.Processor.Start(), "the fatal run"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_cancellation_that_a_handler_throws_is_an_exception_like_others(string kind)
    {
        Recorder recorder = new()
        {
            Hook = call =>
            {
                if (Is(call, "event 1")) throw new OperationCanceledException("thrown");
            },
        };
        using StageRig rig = new(kind, recorder);
        rig.SetExceptionHandler();
        rig.Publish(Events);
        Task run = rig.Processor.Start();
        rig.AwaitSequence(Events - 1);
        Assert.Null(rig.HaltAndEnd(run));
        Assert.Contains("failed event 1 thrown", recorder.Calls);
    }

    [Fact]
    public void An_exception_does_not_move_a_sequence_back_that_the_handler_moved()
    {
        MovesThenThrows handler = new();
        ValueRingBuffer<long> ring = ValueRingBuffer<long>.CreateSingleProducer(() => 0, 8, new YieldingWaitStrategy());
        IValueEventProcessor<long> processor = EventProcessorFactory.Create(ring, ring.NewBarrier(), handler);
        ring.Publish(0, ring.Next(4));
        Assert.IsType<ApplicationException>(Bounded.End(processor.Start(), "the run"));
        Assert.Equal(2, processor.Sequence.Value);
    }

    [Fact]
    public void The_ready_made_handlers_do_as_they_say()
    {
        InvalidTimeZoneException cause = new();
        FatalExceptionHandler<Box> fatal = new();
        ValueFatalExceptionHandler<long> valueFatal = new();
        long slot = 0;
        Action[] throwing =
        [
            () => fatal.HandleEventException(cause, 1, new Box()), () => fatal.HandleOnTimeoutException(cause, 1),
            () => fatal.HandleOnStartException(cause), () => fatal.HandleOnShutdownException(cause),
            () => valueFatal.HandleEventException(cause, 1, ref slot),
            () => valueFatal.HandleOnTimeoutException(cause, 1),
            () => valueFatal.HandleOnStartException(cause), () => valueFatal.HandleOnShutdownException(cause),
        ];
        Assert.All(throwing, call => Assert.Same(cause, Assert.Throws<ApplicationException>(call).InnerException));

        IgnoreExceptionHandler<Box> ignore = new();
        Action[] silent =
        [
            () => ignore.HandleEventException(cause, 1, new Box()), () => ignore.HandleOnTimeoutException(cause, 1),
            () => ignore.HandleOnStartException(cause), () => ignore.HandleOnShutdownException(cause),
        ];
        Assert.All(silent, call => Assert.Null(Record.Exception(call)));
    }

    private static Recorder ThrowsAt(string where) => new()
    {
        Hook = call =>
        {
            if (Is(call, where)) throw new InvalidTimeZoneException("thrown");
        },
    };

    private static bool Is(string call, string wanted) => call == wanted || call == wanted + " end";

    private sealed class MovesThenThrows : IValueEventHandler<long>, IEventProcessorSequenceAware
    {
        private Sequence? _sequence;

        public void SetSequenceCallback(Sequence sequenceCallback) => _sequence = sequenceCallback;

        public void OnEvent(ref long data, long sequence, bool endOfBatch)
        {
            if (sequence != 2) return;
            _sequence!.SetValue(sequence);
            throw new InvalidTimeZoneException();
        }
    }
}
