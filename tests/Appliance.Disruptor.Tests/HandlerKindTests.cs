using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Disruptor;
using Disruptor.Processing;

namespace Appliance.Disruptor.Tests;

/// <summary>Every shape of handler is called right, and those that can be called without dispatch are.</summary>
public sealed class HandlerKindTests
{
    private interface ICounts
    {
        long Sum { get; }
    }

    [Fact]
    public void Pitfall_handlers_need_not_be_public_for_direct_calls()
    {
        Assert.True(IsDirect(Run(new Recorder())));
        Assert.True(IsDirect(Run(new Private())));
        Assert.True(IsDirect(Run(new Explicit())));
        Assert.True(IsDirect(Run(new Generic<Box>())));
        Assert.True(IsDirect(Run(new Derived())));
        Assert.True(IsDirect(Run(new Overridden())));
    }

    [Fact]
    public void A_struct_is_called_through_the_interface_and_keeps_its_state()
    {
        IValueEventHandler<long> boxed = new Struct();
        Assert.False(IsDirect(Run(boxed)));
        Assert.Equal(1 + 4 + 7, ((ICounts)boxed).Sum);
    }

    [Fact]
    public void A_handler_of_a_base_event_is_called_through_the_interface()
    {
        HandlesObjects handler = new();
        RingBuffer<Box> ring = RingBuffer<Box>.CreateSingleProducer(() => new Box(), 4, new YieldingWaitStrategy());
        IEventProcessor<Box> processor = EventProcessorFactory.Create<Box>(ring, ring.NewBarrier(), handler);
        ring.Publish(0, ring.Next(3));
        RunToEnd(processor, 2);
        Assert.False(IsDirect(processor));
        Assert.Equal(3, handler.Count);
    }

    [Fact]
    public void A_provider_that_is_not_ours_is_read_through_its_interface()
    {
        Recorder recorder = new();
        SingleProducerSequencer sequencer = new(4, new YieldingWaitStrategy());
        IEventProcessor<Box> processor =
            EventProcessorFactory.Create(new MakesBoxes(), sequencer.NewBarrier(), recorder);
        sequencer.Publish(sequencer.Next());
        RunToEnd(processor, 0);
        MakesValues values = new();
        SingleProducerSequencer second = new(4, new YieldingWaitStrategy());
        second.Publish(second.Next());
        RunToEnd(EventProcessorFactory.Create(values, second.NewBarrier(), recorder), 0);
        Assert.Equal(2, recorder.Count("event 0"));
        Assert.Equal(0, recorder.Count("wrong"));
    }

    [Fact]
    public void A_default_method_that_another_interface_overrides_is_called()
    {
        Overridden handler = new();
        Run(handler);
        Assert.Equal(3, handler.BatchSize);
    }

    [Fact]
    public void A_wait_strategy_of_the_users_own_is_used()
    {
        CountingWait wait = new();
        using StageRig rig = new("value", new Recorder(), wait: wait);
        rig.Publish(2);
        Task run = rig.Processor.Start();
        rig.AwaitSequence(1);
        Assert.Null(rig.HaltAndEnd(run));
        Assert.True(wait.Waits > 0);
    }

    [Fact]
    public void Several_handlers_in_one_see_every_call_in_their_order()
    {
        List<string> order = [];
        Recorder first = new() { Hook = call => order.Add("1 " + call), MaxBatchSize = 5 };
        Recorder second = new() { Hook = call => order.Add("2 " + call), MaxBatchSize = 2 };
        AggregateEventHandler<Box> both = new(first, second, new Recorder());
        Assert.Equal(2, both.MaxBatchSize);
        Assert.Null(new AggregateEventHandler<Box>(new Recorder()).MaxBatchSize);
        both.OnStart();
        both.OnBatchStart(1);
        both.OnEvent(new Box { Value = StageRig.ValueOf(4) }, 4, true);
        both.OnTimeout(4);
        both.OnShutdown();
        string[] calls = ["start", "batch 1", "event 4 end", "timeout 4", "shutdown"];
        Assert.Equal(calls.SelectMany(call => new[] { "1 " + call, "2 " + call }), order);
        Assert.Throws<ArgumentNullException>(() => new AggregateEventHandler<Box>(first, null!));
    }

    [Fact]
    public void A_batch_is_a_view_of_its_array()
    {
        Box[] boxes = [.. Enumerable.Range(0, 5).Select(value => new Box { Value = value })];
        EventBatch<Box> batch = new(boxes, 1, 3);
        List<long> seen = [];
        foreach (Box box in batch) seen.Add(box.Value);
        Assert.Equal([1, 2, 3], seen);
        Assert.Equal(3, batch.Length);
        Assert.Same(boxes[3], batch[2]);
        Assert.Throws<ArgumentOutOfRangeException>(() => batch[3]);
        Assert.Throws<ArgumentOutOfRangeException>(() => batch[-1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => new EventBatch<Box>(boxes, 3, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EventBatch<Box>(boxes, -1, 3));
        Assert.False(new EventBatch<Box>(boxes, 5, 0).GetEnumerator().MoveNext());
    }

    private static IValueEventProcessor<long> Run(IValueEventHandler<long> handler)
    {
        ValueRingBuffer<long> ring = ValueRingBuffer<long>.CreateSingleProducer(() => 0, 4, new YieldingWaitStrategy());
        IValueEventProcessor<long> processor = EventProcessorFactory.Create(ring, ring.NewBarrier(), handler);
        long hi = ring.Next(3);
        for (long sequence = 0; sequence <= hi; sequence++) ring[sequence] = StageRig.ValueOf(sequence);
        ring.Publish(0, hi);
        RunToEnd(processor, hi);
        if (handler is ICounts counts) Assert.Equal(1 + 4 + 7, counts.Sum);
        return processor;
    }

    private static void RunToEnd(IEventProcessor processor, long last)
    {
        Task run = processor.Start();
        Bounded.Until(() => processor.Sequence.Value >= last, "the last event");
        processor.Halt();
        Assert.Null(Bounded.End(run, "the run"));
    }

    // The third type argument is the struct that the loop calls.
    private static bool IsDirect(IEventProcessor processor) =>
        processor.GetType().GetGenericArguments()[2].Assembly.IsDynamic;

    private sealed class Private : IValueEventHandler<long>, ICounts
    {
        public long Sum { get; private set; }

        public void OnEvent(ref long data, long sequence, bool endOfBatch) => Sum += data;
    }

    private sealed class Explicit : IValueEventHandler<long>, ICounts
    {
        public long Sum { get; private set; }

        void IValueEventHandler<long>.OnEvent(ref long data, long sequence, bool endOfBatch) => Sum += data;
    }

    private sealed class Generic<T> : IValueEventHandler<long>, ICounts
    {
        public long Sum { get; private set; }

        public void OnEvent(ref long data, long sequence, bool endOfBatch) =>
            Sum += typeof(T) == typeof(Box) ? data : 0;
    }

    private class Base : IValueEventHandler<long>, ICounts
    {
        public long Sum { get; protected set; }

        public virtual void OnEvent(ref long data, long sequence, bool endOfBatch) => Sum -= 1;
    }

    private sealed class Derived : Base
    {
        public override void OnEvent(ref long data, long sequence, bool endOfBatch) => Sum += data;
    }

    private interface IOverrides : IValueEventHandler<long>
    {
        long BatchSize { get; set; }

        void IValueEventHandler<long>.OnBatchStart(long batchSize) => BatchSize = batchSize;
    }

    private sealed class Overridden : IOverrides
    {
        public long BatchSize { get; set; }

        public void OnEvent(ref long data, long sequence, bool endOfBatch)
        {
        }
    }

    private struct Struct : IValueEventHandler<long>, ICounts
    {
        public long Sum { get; private set; }

        public void OnEvent(ref long data, long sequence, bool endOfBatch) => Sum += data;
    }

    private sealed class HandlesObjects : IEventHandler<object>
    {
        public int Count { get; private set; }

        public void OnEvent(object data, long sequence, bool endOfBatch) => Count += data is Box ? 1 : 0;
    }

    private sealed class MakesBoxes : IDataProvider<Box>
    {
        public Box this[long sequence] => new() { Value = StageRig.ValueOf(sequence) };
    }

    private sealed class MakesValues : IValueDataProvider<long>
    {
        private readonly long[] _one = [StageRig.ValueOf(0)];

        public ref long this[long sequence] => ref _one[0];
    }

    private sealed class CountingWait : IWaitStrategy
    {
        private readonly YieldingWaitStrategy _inner = new();

        public int Waits { get; private set; }

        public SequenceWaitResult WaitFor(long sequence, DependentSequenceGroup group, CancellationToken token)
        {
            Waits++;
            return _inner.WaitFor(sequence, group, token);
        }

        public void SignalAllWhenBlocking()
        {
        }
    }
}
