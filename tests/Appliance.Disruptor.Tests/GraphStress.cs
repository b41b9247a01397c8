using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Disruptor;
using Disruptor.Dsl;

namespace Appliance.Disruptor.Tests;

/// <summary>
/// Runs a graph of stages through the wiring. Every stage checks that it gets every event once, in order, whole, and
/// after all stages it is behind, and leaves its own mark; what an earlier lap left is not taken for one.
/// </summary>
internal sealed class GraphStress
{
    private const int PauseEvery = 16;

    private readonly GraphPlan _plan;
    private readonly int _events;
    private readonly Stage[] _stages;

    private GraphStress(GraphPlan plan, int events)
    {
        _plan = plan;
        _events = events;
        _stages = [.. Enumerable.Range(0, plan.Before.Length).Select(index => new Stage(plan, index))];
    }

    /// <summary>The first fault of any stage, or null.</summary>
    public static string? Run(GraphPlan plan, int events)
    {
        GraphStress stress = new(plan, events);
        IWaitStrategy wait = WaitStrategies.Create(plan.Wait);
        if (!plan.IsUnmanaged)
        {
            return stress.Run(new ValueDisruptor<GraphSlot>(
                () => default, plan.BufferSize, TaskScheduler.Default, plan.Kind, wait));
        }

        using UnmanagedRingBufferMemory memory =
            UnmanagedRingBufferMemory.Allocate(plan.BufferSize, () => default(GraphSlot));
        return stress.Run(new UnmanagedDisruptor<GraphSlot>(memory, TaskScheduler.Default, plan.Kind, wait));
    }

    private string? Run<TRing>(ValueDisruptor<GraphSlot, TRing> disruptor)
        where TRing : IValueRingBuffer<GraphSlot>
    {
        for (int index = 0; index < _stages.Length; index++)
        {
            Stage[] before = [.. _plan.Before[index].Select(stage => _stages[stage])];
            if (before.Length == 0) disruptor.HandleEventsWith(_stages[index]);
            else disruptor.After(before).Then(_stages[index]);
        }

        TRing ring = disruptor.Start();
        List<Action> producers = [];
        for (int p = 0; p < _plan.Producers; p++)
        {
            int share = (_events / _plan.Producers) + (p < _events % _plan.Producers ? 1 : 0);
            producers.Add(() => Produce(ring, share));
        }

        Sequencers.RunAll([.. producers]);
        disruptor.Shutdown(Bounded.Limit);
        foreach (Stage stage in _stages)
        {
            stage.VerifyEnd(_events);
            if (stage.Fault is not null) return stage.Fault;
        }

        return null;
    }

    private static void Produce<TRing>(TRing ring, int events)
        where TRing : IValueRingBuffer<GraphSlot>
    {
        int n = Math.Min(3, ring.BufferSize);
        for (int done = 0; done < events;)
        {
            int count = Math.Min(1 + (done % n), events - done);
            long hi = ring.Next(count);
            for (long sequence = hi - count + 1; sequence <= hi; sequence++)
            {
                ring[sequence].Origin = GraphSlot.MarkOf(-1, sequence);
            }

            ring.Publish(hi - count + 1, hi);
            done += count;
        }
    }

    private sealed class Stage(GraphPlan plan, int index) : IValueEventHandler<GraphSlot>
    {
        private long _expected;

        public string? Fault { get; private set; }

        public int? MaxBatchSize => plan.BatchMax;

        public void OnEvent(ref GraphSlot data, long sequence, bool endOfBatch)
        {
            if (sequence != _expected) Report(sequence, $"expected {_expected}");
            _expected = sequence + 1;
            if (data.Origin != GraphSlot.MarkOf(-1, sequence)) Report(sequence, "not what the producer wrote");
            foreach (int before in plan.Before[index])
            {
                if (data.Marks[before] == GraphSlot.MarkOf(before, sequence)) continue;
                Report(sequence, $"before stage {before}");
            }

            if (index == plan.Unwired && data.Marks[0] != GraphSlot.MarkOf(0, sequence))
            {
                Report(sequence, "before stage 0");
            }

            if (data.Marks[index] == GraphSlot.MarkOf(index, sequence)) Report(sequence, "for the second time");
            // The stage that others are behind is late now and then: who does not wait for it is found out.
            if (sequence % PauseEvery == index) Thread.Yield();
            data.Marks[index] = GraphSlot.MarkOf(index, sequence);
        }

        public void VerifyEnd(long events)
        {
            if (_expected != events) Report(_expected, $"the stage ended there, of {events}");
        }

        private void Report(long sequence, string fault) => Fault ??= $"stage {index}, sequence {sequence}: {fault}";
    }
}
