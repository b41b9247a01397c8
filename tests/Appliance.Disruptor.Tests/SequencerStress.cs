using System;
using System.Threading;
using Disruptor;

namespace Appliance.Disruptor.Tests;

/// <summary>
/// Producers and one consumer on one ring; finds events lost, doubled, reordered, torn or overwritten.
/// </summary>
/// <remarks>
/// The seed decides how many slots each claim takes, how it is claimed, and in which pieces and order it is published
/// and read. Always runs to the last sequence, also after a fault, so that a broken sequencer ends as a sound one does.
/// At the start a producer now and then gives its core away between claim and write, and the consumer between two
/// reads: a fault that needs a pause at the wrong place gets its pause.
/// </remarks>
internal sealed class SequencerStress
{
    private const int PauseEvery = 64;

    // Each pause may cost a time slice on a busy core, so only the start has them.
    private const int PausesUntil = 4096;
    private const int UsualClaimMax = 5;

    private readonly UnmanagedRingBuffer<StressSlot> _ring;
    private readonly ISequencer _sequencer;
    private readonly StressPlan _plan;
    private readonly long[] _expected;

    private SequencerStress(UnmanagedRingBuffer<StressSlot> ring, ISequencer sequencer, StressPlan plan)
    {
        _ring = ring;
        _sequencer = sequencer;
        _plan = plan;
        _expected = new long[plan.Producers];
    }

    /// <summary>The first fault, or null.</summary>
    public string? Fault { get; private set; }

    public static string? Run(ISequencer sequencer, StressPlan plan)
    {
        using UnmanagedRingBufferMemory memory =
            UnmanagedRingBufferMemory.Allocate(sequencer.BufferSize, () => new StressSlot { Producer = -1 });
        UnmanagedRingBuffer<StressSlot> ring = new(memory.PointerToFirstEvent, memory.EventSize, sequencer);
        SequencerStress stress = new(ring, sequencer, plan);
        if (plan.Start >= 0)
        {
            sequencer.Claim(plan.Start);
            sequencer.Publish(plan.Start);
        }

        Sequence consumer = new();
        ring.AddGatingSequences(consumer);
        if (plan.Start >= 0) consumer.SetValue(plan.Start);
        Action[] bodies = new Action[plan.Producers + 1];
        bodies[0] = () => stress.Consume(consumer);
        for (int p = 0; p < plan.Producers; p++)
        {
            int producer = p;
            bodies[p + 1] = () => stress.Produce(producer);
        }

        Sequencers.RunAll(bodies);
        return stress.Fault;
    }

    private void Produce(int producer)
    {
        Random random = new(unchecked((_plan.Seed * 31) + producer));
        int index = 0;
        while (index < _plan.EventsPerProducer)
        {
            // Now and then all that the ring has: the claim that has room only when everything is read.
            int claimMax = random.Next(50) == 0 ? _ring.BufferSize : Math.Min(UsualClaimMax, _ring.BufferSize);
            int count = Math.Min(1 + random.Next(claimMax), _plan.EventsPerProducer - index);
            long hi = Claim(random, count);
            long lo = hi - count + 1;
            if (index < PausesUntil && index % PauseEvery < 2) Thread.Yield();
            for (long sequence = lo; sequence <= hi; sequence++)
            {
                ref StressSlot slot = ref _ring[sequence];
                slot.Producer = producer;
                slot.Index = index;
                slot.Tie = StressSlot.TieOf(producer, index);
                index++;
            }

            Publish(random, lo, hi);
        }
    }

    private long Claim(Random random, int count)
    {
        switch (random.Next(3))
        {
            case 0 when count == 1:
                return _ring.Next();
            case 1:
                long sequence;
                while (!(count == 1 ? _ring.TryNext(out sequence) : _ring.TryNext(count, out sequence))) Thread.Yield();
                return sequence;
            default:
                return _ring.Next(count);
        }
    }

    private void Publish(Random random, long lo, long hi)
    {
        // One producer publishes in order; many publish as they like.
        int way = lo == hi ? 3 : _plan.IsInOrder ? random.Next(2) : random.Next(3);
        switch (way)
        {
            case 0:
                _ring.Publish(lo, hi);
                break;
            case 1:
                for (long sequence = lo; sequence <= hi; sequence++) _ring.Publish(sequence);
                break;
            case 2:
                for (long sequence = hi; sequence >= lo; sequence--) _ring.Publish(sequence);
                break;
            default:
                _ring.Publish(lo);
                break;
        }
    }

    private void Consume(Sequence consumer)
    {
        Random random = new(_plan.Seed);
        SequenceBarrier barrier = _ring.NewBarrier();
        long last = _plan.Start + ((long)_plan.EventsPerProducer * _plan.Producers);
        long next = _plan.Start + 1;
        int sincePause = 0;
        while (next <= last)
        {
            long available = _sequencer.Poll(barrier, next);
            if (available < next)
            {
                Thread.Yield();
                continue;
            }

            // Batches as they come, or cut short: the producer is let go slot by slot.
            long end = random.Next(4) == 0 ? next : available;
            for (; next <= end; next++)
            {
                if (next - _plan.Start < PausesUntil && ++sincePause % PauseEvery == 0) Thread.Yield();
                Examine(next);
            }

            consumer.SetValue(end);
        }

        for (int p = 0; p < _expected.Length; p++)
        {
            if (_expected[p] != _plan.EventsPerProducer)
            {
                Report($"producer {p} ended at {_expected[p]} of {_plan.EventsPerProducer}");
            }
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
