using System;
using System.Threading;
using Disruptor;

namespace Appliance.Disruptor.Tests;

public sealed class SequenceBarrierTests
{
    public static TheoryData<string> Strategies => WaitStrategies.All;

    [Fact]
    public void A_group_without_consumers_follows_the_cursor()
    {
        Sequence cursor = new(4);
        DependentSequenceGroup group = new(cursor);
        Assert.True(group.DependsOnCursor);
        Assert.Equal(1, group.DependentSequenceCount);
        Assert.Equal(4, group.Value);
        Assert.Equal(4, group.CursorValue);
        Assert.Null(group.Tag);
        group.Tag = "note";
        Assert.Equal("note", group.Tag);
    }

    [Fact]
    public void A_group_follows_its_slowest_consumer_not_the_cursor()
    {
        Sequence cursor = new(9);
        Sequence[] consumers = [new(5), new(3), new(7)];
        DependentSequenceGroup group = new(cursor, consumers);
        Assert.False(group.DependsOnCursor);
        Assert.Equal(3, group.DependentSequenceCount);
        Assert.Equal(3, group.Value);
        Assert.Equal(9, group.CursorValue);
        consumers[1].SetValue(6);
        Assert.Equal(5, group.Value);
        consumers[0] = new Sequence(-1);
        Assert.Equal(5, group.Value);
        Assert.Equal(7, new DependentSequenceGroup(cursor, new Sequence(7)).Value);
    }

    [Fact]
    public void A_timeout_is_no_sequence()
    {
        Assert.True(SequenceWaitResult.Timeout.IsTimeout);
        Assert.NotEqual(SequenceWaitResult.Timeout, new SequenceWaitResult(-1));
        Assert.True(SequenceWaitResult.Timeout == SequenceWaitResult.Timeout);
        SequenceWaitResult result = 42L;
        Assert.False(result.IsTimeout);
        Assert.Equal(42, result.UnsafeAvailableSequence);
        Assert.True(result != SequenceWaitResult.Timeout);
        Assert.Equal("Timeout", SequenceWaitResult.Timeout.ToString());
    }

    [Fact]
    public void A_timeout_of_the_strategy_reaches_the_caller()
    {
        foreach (ProducerType kind in new[] { ProducerType.Single, ProducerType.Multi })
        {
            SequenceBarrier barrier = SequencerFactory.Create(kind, 8, new NeverWaits()).NewBarrier();
            Assert.Equal(SequenceWaitResult.Timeout, barrier.WaitFor(0));
        }
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void A_wait_returns_the_whole_batch(string strategy)
    {
        SingleProducerSequencer sequencer = new(16, WaitStrategies.Create(strategy));
        sequencer.Publish(0, sequencer.Next(10));
        SequenceBarrier barrier = sequencer.NewBarrier();
        Assert.Equal(9, barrier.WaitFor(0).UnsafeAvailableSequence);
        Assert.Equal(9, barrier.WaitFor(9).UnsafeAvailableSequence);
        Assert.Equal(9, barrier.DependentSequences.Value);
        Assert.Equal(4, sequencer.NewBarrier(new Sequence(4)).WaitFor(2).UnsafeAvailableSequence);
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Cancelling_wakes_a_waiter(string strategy)
    {
        SingleProducerSequencer sequencer = new(16, WaitStrategies.Create(strategy));
        Sequence dependency = new();
        sequencer.Publish(sequencer.Next());
        // One waits for the cursor, the other has the cursor and waits for a consumer.
        SequenceBarrier[] barriers = [sequencer.NewBarrier(), sequencer.NewBarrier(dependency)];
        long[] asked = [1, 0];
        for (int i = 0; i < barriers.Length; i++)
        {
            SequenceBarrier barrier = barriers[i];
            long sequence = asked[i];
            using ManualResetEventSlim started = new();
            Sequencers.RunAll(
                () =>
                {
                    started.Set();
                    Assert.ThrowsAny<OperationCanceledException>(() =>
                    {
                        while (barrier.WaitFor(sequence).IsTimeout)
                        {
                        }
                    });
                },
                () =>
                {
                    started.Wait();
                    Thread.Sleep(5);
                    barrier.CancelProcessing();
                });
            Assert.True(barrier.IsCancellationRequested);
            Assert.True(barrier.CancellationToken.IsCancellationRequested);
            Assert.ThrowsAny<OperationCanceledException>(barrier.ThrowIfCancellationRequested);
            Assert.ThrowsAny<OperationCanceledException>(() => barrier.WaitFor(0));
            barrier.ResetProcessing();
            Assert.False(barrier.IsCancellationRequested);
            barrier.ThrowIfCancellationRequested();
        }

        dependency.SetValue(0);
        Assert.All(barriers, barrier => Assert.Equal(0, barrier.WaitFor(0).UnsafeAvailableSequence));
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Waiting_consumers_lose_no_wake_up(string strategy)
    {
        foreach (ProducerType kind in new[] { ProducerType.Single, ProducerType.Multi })
        {
            // Three threads that never yield on fewer cores move only when one of them loses its turn.
            int events = strategy == "busy" ? 50 : 300;
            ISequencer sequencer = SequencerFactory.Create(kind, 4, WaitStrategies.Create(strategy));
            SequenceBarrier barrier = sequencer.NewBarrier();
            Sequence first = new();
            Sequence second = new();
            SequenceBarrier behind = sequencer.NewBarrier(first);
            sequencer.AddGatingSequences(second);
            Sequencers.RunAll(
                () =>
                {
                    for (int i = 0; i < events; i++) sequencer.Publish(sequencer.Next());
                },
                () => Consume(barrier, first, events),
                () => Consume(behind, second, events));
            Assert.Equal(events - 1, second.Value);
        }
    }

    [Fact]
    public void Publishing_calls_only_a_strategy_that_blocks()
    {
        foreach (ProducerType kind in new[] { ProducerType.Single, ProducerType.Multi })
        {
            CountsSignals spinning = new(isBlocking: false);
            ISequencer quiet = SequencerFactory.Create(kind, 8, spinning);
            CountsSignals blocking = new(isBlocking: true);
            ISequencer loud = SequencerFactory.Create(kind, 8, blocking);
            foreach (ISequencer sequencer in new[] { quiet, loud })
            {
                sequencer.Publish(sequencer.Next());
                sequencer.Publish(1, sequencer.Next(3));
            }

            Assert.Equal(0, spinning.Signals);
            Assert.Equal(2, blocking.Signals);
            quiet.NewBarrier().CancelProcessing();
            Assert.Equal(1, spinning.Signals);
        }
    }

    private static void Consume(SequenceBarrier barrier, Sequence sequence, int events)
    {
        long next = 0;
        while (next < events)
        {
            long available = barrier.WaitFor(next).UnsafeAvailableSequence;
            if (available < next)
            {
                Thread.Yield();
                continue;
            }

            sequence.SetValue(available);
            next = available + 1;
        }
    }

    private sealed class NeverWaits : IWaitStrategy
    {
        public SequenceWaitResult WaitFor(long sequence, DependentSequenceGroup group, CancellationToken token) =>
            SequenceWaitResult.Timeout;

        public void SignalAllWhenBlocking()
        {
        }
    }

    private sealed class CountsSignals(bool isBlocking) : IWaitStrategy
    {
        public int Signals { get; private set; }

        public bool IsBlockingStrategy => isBlocking;

        public SequenceWaitResult WaitFor(long sequence, DependentSequenceGroup group, CancellationToken token) =>
            group.Value;

        public void SignalAllWhenBlocking() => Signals++;
    }
}
