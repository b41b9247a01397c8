using System;
using System.Linq;
using System.Runtime.CompilerServices;
using Appliance.Core;
using Disruptor;
using Disruptor.Processing;

namespace Appliance.Bench.Ring;

/// <summary>The ring of value slots on the heap with a chain of stages, the last of which gates.</summary>
internal sealed class ValueRelay<T> : IRelay
    where T : struct, IRelayEvent
{
    private readonly ValueRingBuffer<T> ring;
    private readonly SumStage<T>[] handlers;
    private readonly Sequence last;
    private readonly StageThreads threads = new();
    private readonly Tally tally = new();
    private readonly int batch;

    public ValueRelay(RelaySetting setting, ProducerType producer, int stages, int batch)
    {
        this.batch = batch;
        ring = ValueRingBuffer<T>.Create(producer, () => default, setting.Slots, setting.CreateWait());
        handlers = [.. Enumerable.Range(0, stages).Select(stage => new SumStage<T>(() => setting.PinStage(stage)))];
        IEventProcessor[] processors = new IEventProcessor[stages];
        for (int stage = 0; stage < stages; stage++)
        {
            SequenceBarrier barrier =
                stage == 0 ? ring.NewBarrier() : ring.NewBarrier(processors[stage - 1].Sequence);
            processors[stage] = EventProcessorFactory.Create(ring, barrier, handlers[stage]);
        }

        last = processors[^1].Sequence;
        ring.AddGatingSequences(last);
        threads.Start(processors.Select((processor, i) => (processor, (Func<int>)(() => handlers[i].Thread))));
    }

    public int[] ConsumerThreads => threads.Threads;

    public void Send(int count)
    {
        long first = tally.Take(count);
        if (batch == 1) SendEach(first, count);
        else SendBatches(first, count);
        RelaySetting.Await(last, tally.Sent - 1);
    }

    public void Verify()
    {
        foreach (SumStage<T> handler in handlers) tally.Verify(handler.Count, handler.Sum);
    }

    public void Dispose() => threads.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SendEach(long number, int count)
    {
        ValueRingBuffer<T> to = ring;
        for (int n = 0; n < count; n++)
        {
            long sequence = to.Next();
            to[sequence].Number = number++;
            to.Publish(sequence);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SendBatches(long number, int count)
    {
        ValueRingBuffer<T> to = ring;
        Check.That(count % batch == 0);
        for (int n = 0; n < count; n += batch)
        {
            long hi = to.Next(batch);
            long lo = hi - batch + 1;
            for (long sequence = lo; sequence <= hi; sequence++) to[sequence].Number = number++;
            to.Publish(lo, hi);
        }
    }
}
