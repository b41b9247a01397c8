using Disruptor;

namespace Appliance.Disruptor.Tests;

/// <summary>Claims may be published in any order; a reader sees only the contiguous published prefix.</summary>
public sealed class MultiProducerSequencerTests
{
    [Fact]
    public void A_gap_ends_the_published_prefix()
    {
        MultiProducerSequencer sequencer = new(8);
        sequencer.Next(5);
        Assert.Equal(4, sequencer.Cursor);
        Assert.Equal(-1, sequencer.GetHighestPublishedSequence(0, 4));
        sequencer.Publish(1);
        sequencer.Publish(3);
        Assert.Equal(-1, sequencer.GetHighestPublishedSequence(0, 4));
        sequencer.Publish(0);
        Assert.Equal(1, sequencer.GetHighestPublishedSequence(0, 4));
        sequencer.Publish(2);
        Assert.Equal(3, sequencer.GetHighestPublishedSequence(0, 4));
        Assert.Equal(3, sequencer.GetHighestPublishedSequence(2, 4));
        Assert.Equal(2, sequencer.GetHighestPublishedSequence(0, 2));
        sequencer.Publish(4);
        Assert.Equal(4, sequencer.GetHighestPublishedSequence(0, 4));
    }

    [Fact]
    public void Marks_of_the_lap_before_do_not_count()
    {
        MultiProducerSequencer sequencer = new(4);
        Sequence consumer = new();
        sequencer.AddGatingSequences(consumer);
        sequencer.Publish(0, sequencer.Next(4));
        consumer.SetValue(3);
        sequencer.Next(4);
        Assert.Equal(3, sequencer.GetHighestPublishedSequence(4, 7));
        sequencer.Publish(5, 7);
        Assert.Equal(3, sequencer.GetHighestPublishedSequence(4, 7));
        sequencer.Publish(4);
        Assert.Equal(7, sequencer.GetHighestPublishedSequence(4, 7));
    }

    [Fact]
    public void A_barrier_returns_less_than_asked_while_the_claim_is_unpublished()
    {
        MultiProducerSequencer sequencer = new(8, new YieldingWaitStrategy());
        SequenceBarrier barrier = sequencer.NewBarrier();
        sequencer.Next(3);
        Assert.Equal(-1, barrier.WaitFor(0).UnsafeAvailableSequence);
        sequencer.Publish(0);
        sequencer.Publish(2);
        Assert.Equal(0, barrier.WaitFor(0).UnsafeAvailableSequence);
        sequencer.Publish(1);
        Assert.Equal(2, barrier.WaitFor(0).UnsafeAvailableSequence);
    }
}
