using System.Threading;
using Disruptor;

namespace Appliance.Disruptor.Tests;

/// <summary>Exactly once and in each producer's order, under contention; and proof that the check can fail.</summary>
public sealed class StressTests
{
    private const int Events = 1_000_000;

    // A thousand laps. On busy cores each lap may cost a time slice, so rings smaller still run fewer events.
    private const int RingSlots = 1024;
    private const int FewEvents = 300;
    private const int PlantedEvents = 4_000;

    [Fact]
    public void One_producer_one_consumer() =>
        Assert.Null(SequencerStress.Run(Sequencers.Create(ProducerType.Single, RingSlots), 1, Events));

    [Fact]
    public void Three_producers_one_consumer() =>
        Assert.Null(SequencerStress.Run(Sequencers.Create(ProducerType.Multi, RingSlots), 3, Events));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(16)]
    public void The_smallest_rings_hold_too(int bufferSize)
    {
        Assert.Null(SequencerStress.Run(Sequencers.Create(ProducerType.Single, bufferSize), 1, FewEvents));
        Assert.Null(SequencerStress.Run(Sequencers.Create(ProducerType.Multi, bufferSize), 1, FewEvents));
        Assert.Null(SequencerStress.Run(Sequencers.Create(ProducerType.Multi, bufferSize), 3, FewEvents));
    }

    [Fact]
    public void The_check_finds_nothing_in_the_wrapper_alone() =>
        Assert.Null(SequencerStress.Run(new BrokenSequencer(BrokenSequencer.Plant.None, 8), 3, PlantedEvents));

    [Fact]
    public void The_check_catches_a_gate_that_is_off_by_one() => Assert.NotNull(
        SequencerStress.Run(new BrokenSequencer(BrokenSequencer.Plant.GateOffByOne, 8), 1, PlantedEvents));

    [Fact]
    public void The_check_catches_a_missing_availability_mark() => Assert.NotNull(
        SequencerStress.Run(new BrokenSequencer(BrokenSequencer.Plant.NoAvailabilityMark, 8), 3, PlantedEvents));

    [Theory]
    [InlineData(ProducerType.Single)]
    [InlineData(ProducerType.Multi)]
    public void A_diamond_joins_both_branches_before_the_last(ProducerType kind)
    {
        const int DiamondEvents = 20_000;
        using UnmanagedRingBufferMemory memory = UnmanagedRingBufferMemory.Allocate(64, 64);
        ISequencer sequencer = Sequencers.Create(kind, 64);
        UnmanagedRingBuffer<StressSlot> ring = new(memory.PointerToFirstEvent, 64, sequencer);
        Sequence left = new();
        Sequence right = new();
        Sequence join = new();
        SequenceBarrier first = ring.NewBarrier();
        SequenceBarrier last = ring.NewBarrier(left, right);
        ring.AddGatingSequences(join);
        long wrong = 0;
        Sequencers.RunAll(
            () =>
            {
                for (int i = 0; i < DiamondEvents; i++)
                {
                    using UnmanagedRingBuffer<StressSlot>.UnpublishedEventScope scope = ring.PublishEvent();
                    scope.Event() = new StressSlot { Producer = i };
                }
            },
            () => Follow(sequencer, first, left, DiamondEvents, s => ring[s].Index = ring[s].Producer * 3),
            () => Follow(sequencer, first, right, DiamondEvents, s => ring[s].Tie = ring[s].Producer * 5),
            () => Follow(sequencer, last, join, DiamondEvents, s =>
            {
                if (ring[s].Producer != s || ring[s].Index != s * 3 || ring[s].Tie != s * 5) wrong++;
            }));
        Assert.Equal(0, wrong);
        Assert.Equal(DiamondEvents - 1, join.Value);
    }

    [Fact]
    public void A_consumer_joins_and_leaves_a_running_ring()
    {
        SingleProducerSequencer sequencer = new(8, new YieldingWaitStrategy());
        long overrun = 0;
        bool done = false;
        Sequencers.RunAll(
            () =>
            {
                while (!Volatile.Read(ref done)) sequencer.Publish(sequencer.Next());
            },
            () =>
            {
                for (int i = 0; i < 200; i++)
                {
                    Sequence consumer = new();
                    sequencer.AddGatingSequences(consumer);
                    long joined = consumer.Value;
                    Thread.Yield();
                    // Held by this sequence alone: the claim may reach its lap's end and no further.
                    if (sequencer.Cursor > joined + sequencer.BufferSize) overrun++;
                    sequencer.RemoveGatingSequence(consumer);
                }

                Volatile.Write(ref done, true);
            });
        Assert.Equal(0, overrun);
    }

    private static void Follow(
        ISequencer sequencer, SequenceBarrier barrier, Sequence own, int events, System.Action<long> onEvent)
    {
        long next = 0;
        while (next < events)
        {
            long available = sequencer.Poll(barrier, next);
            if (available < next) Thread.Yield();
            for (; next <= available; next++) onEvent(next);
            own.SetValue(next - 1);
        }
    }
}
