using System;
using System.Threading;
using Disruptor;

namespace Appliance.Disruptor.Tests;

/// <summary>
/// Producers and one consumer on one ring; finds events lost, doubled, reordered, torn or overwritten.
/// </summary>
/// <remarks>
/// Always runs to the last sequence, also after a fault, so that a broken sequencer ends as a sound one does. At the
/// start a producer now and then gives its core away between claim and write, and the consumer between two reads: a
/// fault that needs a pause at the wrong place gets its pause.
/// </remarks>
internal sealed class SequencerStress
{
    private const int PauseEvery = 64;

    // Each pause may cost a time slice on a busy core, so only the start has them.
    private const int PausesUntil = 4096;

    private readonly UnmanagedRingBuffer<StressSlot> _ring;
    private readonly ISequencer _sequencer;
    private readonly int _perProducer;
    private readonly long[] _expected;

    private SequencerStress(
        UnmanagedRingBuffer<StressSlot> ring, ISequencer sequencer, int producers, int perProducer)
    {
        _ring = ring;
        _sequencer = sequencer;
        _perProducer = perProducer;
        _expected = new long[producers];
    }

    /// <summary>The first fault, or null.</summary>
    public string? Fault { get; private set; }

    public static string? Run(ISequencer sequencer, int producers, int events)
    {
        using UnmanagedRingBufferMemory memory =
            UnmanagedRingBufferMemory.Allocate(sequencer.BufferSize, () => new StressSlot { Producer = -1 });
        UnmanagedRingBuffer<StressSlot> ring = new(memory.PointerToFirstEvent, memory.EventSize, sequencer);
        SequencerStress stress = new(ring, sequencer, producers, events / producers);
        Sequence consumer = new();
        ring.AddGatingSequences(consumer);
        Action[] bodies = new Action[producers + 1];
        bodies[0] = () => stress.Consume(consumer);
        for (int p = 0; p < producers; p++)
        {
            int producer = p;
            bodies[p + 1] = () => stress.Produce(producer);
        }

        Sequencers.RunAll(bodies);
        return stress.Fault;
    }

    private void Produce(int producer)
    {
        int index = 0;
        while (index < _perProducer)
        {
            int count = (index % 5) switch
            {
                0 when _perProducer - index >= 2 && _ring.BufferSize >= 2 => 2,
                _ => 1,
            };
            long hi = Claim(index, count);
            if (index < PausesUntil && index % PauseEvery < 2) Thread.Yield();
            for (long sequence = hi - count + 1; sequence <= hi; sequence++)
            {
                ref StressSlot slot = ref _ring[sequence];
                slot.Producer = producer;
                slot.Index = index;
                slot.Tie = StressSlot.TieOf(producer, index);
                index++;
            }

            if (count == 1) _ring.Publish(hi);
            else _ring.Publish(hi - count + 1, hi);
        }
    }

    private long Claim(int index, int count)
    {
        if (count > 1) return _ring.Next(count);
        if (index % 3 != 0) return _ring.Next();
        long sequence;
        while (!_ring.TryNext(out sequence)) Thread.Yield();
        return sequence;
    }

    private void Consume(Sequence consumer)
    {
        SequenceBarrier barrier = _ring.NewBarrier();
        long total = (long)_perProducer * _expected.Length;
        long next = 0;
        while (next < total)
        {
            long available = _sequencer.Poll(barrier, next);
            if (available < next)
            {
                Thread.Yield();
                continue;
            }

            for (; next <= available; next++)
            {
                if (next < PausesUntil && next % PauseEvery == 0) Thread.Yield();
                Examine(next);
            }

            consumer.SetValue(available);
        }

        for (int p = 0; p < _expected.Length; p++)
        {
            if (_expected[p] != _perProducer) Report($"producer {p} ended at {_expected[p]} of {_perProducer}");
        }
    }

    private void Examine(long sequence)
    {
        StressSlot slot = _ring[sequence];
        if (slot.Producer < 0 || slot.Producer >= _expected.Length)
        {
            Report($"sequence {sequence} was never written");
            return;
        }

        if (slot.Tie != StressSlot.TieOf(slot.Producer, slot.Index)) Report($"sequence {sequence} is torn");
        long expected = _expected[slot.Producer];
        if (slot.Index != expected)
        {
            Report($"sequence {sequence}: producer {slot.Producer} event {slot.Index}, expected {expected}");
        }

        _expected[slot.Producer] = slot.Index + 1;
    }

    private void Report(string fault) => Fault ??= fault;
}
