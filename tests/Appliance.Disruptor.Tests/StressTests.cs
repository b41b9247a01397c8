using System.Linq;
using System.Threading;
using Disruptor;
using Xunit.Abstractions;

namespace Appliance.Disruptor.Tests;

/// <summary>
/// Exactly once and in each producer's order, under contention, by a rig that has shown that it can fail.
/// </summary>
public sealed class StressTests(StressControl control, ITestOutputHelper output) : IClassFixture<StressControl>
{
    private const int Events = 1_000_000;

    // A thousand laps. On busy cores each lap may cost a time slice, so rings smaller still run fewer events.
    private const int RingSlots = 1024;
    private const int FewEvents = 300;

    public static TheoryData<ProducerType, int, long> Bounds
    {
        get
        {
            TheoryData<ProducerType, int, long> data = [];
            foreach (int size in new[] { 1, 8 })
            {
                // Where an int32 sequence, an int32 lap and an uint32 lap wrap, and where int64 ends.
                long[] bounds = [1L << 31, 1L << 32, size * (1L << 31), size * (1L << 32), long.MaxValue - 4096];
                foreach (long bound in bounds.Distinct())
                {
                    data.Add(ProducerType.Single, size, bound - 500);
                    data.Add(ProducerType.Multi, size, bound - 500);
                }
            }

            return data;
        }
    }

    [Fact]
    public void One_producer_one_consumer() => Verify(ProducerType.Single, RingSlots, 1, Events, nameof(StressTests));

    [Fact]
    public void Three_producers_one_consumer() => Verify(ProducerType.Multi, RingSlots, 3, Events, nameof(StressTests));

    [Fact]
    public void Eight_producers_one_consumer() =>
        Verify(ProducerType.Multi, RingSlots, 8, Events / 4, nameof(StressTests));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(16)]
    public void The_smallest_rings_hold_too(int bufferSize)
    {
        Verify(ProducerType.Single, bufferSize, 1, FewEvents, nameof(The_smallest_rings_hold_too));
        Verify(ProducerType.Multi, bufferSize, 1, FewEvents, nameof(The_smallest_rings_hold_too));
        Verify(ProducerType.Multi, bufferSize, 3, FewEvents, nameof(The_smallest_rings_hold_too));
    }

    [Theory]
    [MemberData(nameof(Bounds))]
    public void Sequences_pass_every_bound_of_narrower_integers(ProducerType kind, int bufferSize, long start) =>
        Verify(
            kind, bufferSize, kind == ProducerType.Single ? 1 : 2, 1_000,
            nameof(Sequences_pass_every_bound_of_narrower_integers), start);

    [Fact]
    public void The_rig_has_found_what_was_planted()
    {
        output.WriteLine(control.Findings);
        Assert.Contains(nameof(BrokenSequencer.Plant.GateOffByOne), control.Findings);
        Assert.Contains(nameof(BrokenSequencer.Plant.PublishedBeforeWritten), control.Findings);
        Assert.Contains(nameof(BrokenSequencer.Plant.NoAvailabilityMark), control.Findings);
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

    private void Verify(ProducerType kind, int bufferSize, int producers, int events, string test, long start = -1)
    {
        int seed = Seed.Take(output, usual: 20210519, test);
        StressPlan plan = new(producers, events, seed, start) { IsInOrder = kind == ProducerType.Single };
        string? fault = SequencerStress.Run(Sequencers.Create(kind, bufferSize), plan);
        Assert.True(fault is null, $"{fault}; {kind}, {bufferSize} slots, {plan}; {Seed.Repeat(seed, test)}");
    }
}
