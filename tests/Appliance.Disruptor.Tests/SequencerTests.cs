using System;
using System.Threading;
using Disruptor;

namespace Appliance.Disruptor.Tests;

/// <summary>What both sequencers promise.</summary>
public sealed class SequencerTests
{
    private const int BufferSize = 8;

    public static TheoryData<ProducerType> Kinds => Sequencers.Kinds;

    public static TheoryData<ProducerType, long> Starts
    {
        get
        {
            TheoryData<ProducerType, long> data = [];
            long[] starts = [0, int.MaxValue - 20L, uint.MaxValue - 20L, (1L << 40) - 20, long.MaxValue - 1000];
            foreach (long start in starts)
            {
                data.Add(ProducerType.Single, start);
                data.Add(ProducerType.Multi, start);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_buffer_size_is_a_power_of_two(ProducerType kind)
    {
        foreach (int size in new[] { int.MinValue, -8, -1, 0, 3, 6, 1000, int.MaxValue })
        {
            Assert.ThrowsAny<ArgumentException>(() => Sequencers.Create(kind, size));
        }

        foreach (int size in new[] { 1, 2, 8, 1024 })
        {
            Assert.Equal(size, Sequencers.Create(kind, size).BufferSize);
        }
    }

    [Fact]
    public void Null_and_unknown_arguments_are_refused()
    {
        Assert.Throws<ArgumentNullException>(() => new SingleProducerSequencer(8, null!));
        Assert.Throws<ArgumentNullException>(() => new MultiProducerSequencer(8, null!));
        Assert.ThrowsAny<ArgumentException>(() => SequencerFactory.Create((ProducerType)9, 8));
        ISequencer sequencer = SequencerFactory.Create(ProducerType.Multi, 8);
        Assert.IsType<MultiProducerSequencer>(sequencer);
        Assert.IsType<SingleProducerSequencer>(SequencerFactory.Create(ProducerType.Single, 8));
        Assert.Throws<ArgumentNullException>(() => sequencer.AddGatingSequences(null!));
        Assert.Throws<ArgumentNullException>(() => sequencer.AddGatingSequences(new Sequence(), null!));
        Assert.Throws<ArgumentNullException>(() => sequencer.RemoveGatingSequence(null!));
        Assert.Throws<ArgumentNullException>(() => sequencer.NewBarrier(null!));
        Assert.Throws<ArgumentNullException>(() => new DependentSequenceGroup(null!));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_claim_is_from_one_to_the_buffer_size(ProducerType kind)
    {
        ISequencer sequencer = Sequencers.Create(kind, BufferSize);
        foreach (int n in new[] { int.MinValue, -1, 0, BufferSize + 1, int.MaxValue })
        {
            Assert.Throws<ArgumentException>("n", () => sequencer.Next(n));
            Assert.Throws<ArgumentException>("n", () => sequencer.TryNext(n, out _));
        }

        Assert.Equal(BufferSize - 1, sequencer.Next(BufferSize));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Sequences_start_at_minus_one_and_grow(ProducerType kind)
    {
        ISequencer sequencer = Sequencers.Create(kind, BufferSize);
        Assert.Equal(-1, sequencer.Cursor);
        Assert.Equal(0, sequencer.Next());
        Assert.Equal(3, sequencer.Next(3));
        Assert.True(sequencer.TryNext(out long sequence));
        Assert.Equal(4, sequence);
        sequencer.Publish(0, 4);
        Assert.Equal(4, sequencer.Cursor);
        Assert.Equal(4, sequencer.GetMinimumSequence());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Try_next_is_false_exactly_when_full(ProducerType kind)
    {
        ISequencer sequencer = Sequencers.Create(kind, BufferSize);
        Sequence consumer = new();
        sequencer.AddGatingSequences(consumer);
        for (int i = 0; i < BufferSize; i++)
        {
            Assert.Equal(BufferSize - i, sequencer.GetRemainingCapacity());
            Assert.True(sequencer.HasAvailableCapacity(BufferSize - i));
            Assert.False(sequencer.HasAvailableCapacity(BufferSize - i + 1));
            Assert.True(sequencer.TryNext(out long sequence));
            sequencer.Publish(sequence);
        }

        Assert.Equal(0, sequencer.GetRemainingCapacity());
        Assert.False(sequencer.TryNext(out _));
        consumer.SetValue(2);
        Assert.False(sequencer.TryNext(4, out _));
        Assert.True(sequencer.TryNext(3, out long last));
        Assert.Equal(BufferSize + 2, last);
        Assert.False(sequencer.TryNext(out _));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_slowest_of_the_gating_sequences_holds_the_producer(ProducerType kind)
    {
        ISequencer sequencer = Sequencers.Create(kind, BufferSize);
        Sequence fast = new();
        Sequence slow = new();
        sequencer.AddGatingSequences(fast, slow);
        sequencer.Publish(0, sequencer.Next(BufferSize));
        fast.SetValue(7);
        Assert.False(sequencer.TryNext(out _));
        Assert.Equal(-1, sequencer.GetMinimumSequence());
        slow.SetValue(0);
        Assert.True(sequencer.TryNext(out _));
        Assert.False(sequencer.TryNext(out _));
        Assert.True(sequencer.RemoveGatingSequence(slow));
        Assert.False(sequencer.RemoveGatingSequence(slow));
        Assert.True(sequencer.TryNext(BufferSize - 1, out _));
        Assert.False(sequencer.TryNext(out _));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Next_waits_for_the_slowest_consumer(ProducerType kind)
    {
        ISequencer sequencer = Sequencers.Create(kind, 1);
        Sequence consumer = new();
        sequencer.AddGatingSequences(consumer);
        sequencer.Publish(sequencer.Next());
        long overtaken = 0;
        Sequencers.RunAll(
            () =>
            {
                for (long want = 1; want < 200; want++)
                {
                    long claimed = sequencer.Next();
                    // The consumer's sequence was set before the claim could return.
                    if (claimed != want || consumer.Value < claimed - 1) Interlocked.Increment(ref overtaken);
                    sequencer.Publish(claimed);
                }
            },
            () =>
            {
                SequenceBarrier barrier = sequencer.NewBarrier();
                for (long next = 0; next < 200; next++)
                {
                    while (sequencer.Poll(barrier, next) < next) Thread.Yield();
                    consumer.SetValue(next);
                }
            });
        Assert.Equal(0, overtaken);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Without_gating_the_producer_runs_freely(ProducerType kind)
    {
        ISequencer sequencer = Sequencers.Create(kind, BufferSize);
        for (int i = 0; i < 10 * BufferSize; i++) Assert.True(sequencer.TryNext(out _));
        for (int i = 0; i < 9; i++) sequencer.Next(BufferSize);
        Assert.Equal((20 * BufferSize) - 1, sequencer.Next(BufferSize));
        Assert.Equal(BufferSize, sequencer.GetRemainingCapacity());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_late_gating_sequence_starts_at_the_cursor_and_holds(ProducerType kind)
    {
        ISequencer sequencer = Sequencers.Create(kind, BufferSize);
        for (int i = 0; i < 30; i++) sequencer.Publish(sequencer.Next());
        Sequence late = new();
        sequencer.AddGatingSequences(late);
        Assert.Equal(29, late.Value);
        Assert.True(sequencer.TryNext(BufferSize, out _));
        Assert.False(sequencer.TryNext(out _));
    }

    [Fact]
    public void A_gating_sequence_that_joins_behind_unpublished_claims_is_not_overrun()
    {
        SingleProducerSequencer sequencer = new(4);
        for (int i = 0; i < 6; i++) sequencer.Publish(sequencer.Next());
        // Four claims ahead of the cursor, the last of them through the apparent-full path.
        long claimed = 0;
        for (int i = 0; i < 4; i++) claimed = sequencer.Next();
        Sequence late = new();
        sequencer.AddGatingSequences(late);
        Assert.Equal(5, late.Value);
        Assert.Equal(5 + sequencer.BufferSize, claimed);
        Assert.False(sequencer.TryNext(out _));
        Assert.Equal(5, sequencer.Cursor);
    }

    [Theory]
    [MemberData(nameof(Starts))]
    public void A_claimed_start_anywhere_behaves_as_at_zero(ProducerType kind, long start)
    {
        foreach (int bufferSize in new[] { 1, BufferSize })
        {
            ISequencer sequencer = Sequencers.Create(kind, bufferSize);
            sequencer.Claim(start);
            sequencer.Publish(start);
            Assert.Equal(start, sequencer.Cursor);
            Sequence consumer = new();
            sequencer.AddGatingSequences(consumer);
            SequenceBarrier barrier = sequencer.NewBarrier();
            for (long next = start + 1; next < start + 50; next++)
            {
                Assert.False(sequencer.IsAvailable(next));
                Assert.True(sequencer.TryNext(out long claimed));
                Assert.Equal(next, claimed);
                Assert.Equal(next - 1, sequencer.Poll(barrier, next));
                sequencer.Publish(claimed);
                Assert.Equal(next, sequencer.Poll(barrier, next));
                Assert.True(sequencer.IsAvailable(next));
                Assert.Equal(bufferSize - 1, sequencer.GetRemainingCapacity());
                consumer.SetValue(next);
            }

            Assert.True(sequencer.TryNext(bufferSize, out _));
            Assert.False(sequencer.TryNext(out _));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_sequence_is_available_from_its_publish_until_the_next_lap(ProducerType kind)
    {
        ISequencer sequencer = Sequencers.Create(kind, BufferSize);
        Assert.False(sequencer.IsAvailable(0));
        for (int i = 0; i < BufferSize + 3; i++) sequencer.Publish(sequencer.Next());
        Assert.False(sequencer.IsAvailable(2));
        Assert.True(sequencer.IsAvailable(3));
        Assert.True(sequencer.IsAvailable(BufferSize + 2));
        Assert.False(sequencer.IsAvailable(BufferSize + 3));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void When_all_sequences_are_used_a_claim_throws_and_never_wraps(ProducerType kind)
    {
        ISequencer sequencer = Sequencers.Create(kind, BufferSize);
        sequencer.Claim(long.MaxValue - 2);
        sequencer.Publish(long.MaxValue - 2);
        sequencer.AddGatingSequences(new Sequence());
        Assert.True(sequencer.HasAvailableCapacity(1));
        Assert.Equal(long.MaxValue - 1, sequencer.Next());
        // More often than the ring has slots: the gate must not open after a lap of failed claims.
        for (int i = 0; i < 3 * BufferSize; i++) Assert.Throws<OverflowException>(() => sequencer.Next(2));
    }
}
