namespace Disruptor;

/// <summary>A ring of value events.</summary>
public interface IValueRingBuffer<T> : IValueDataProvider<T>, ICursored, ISequenced
    where T : struct
{
    /// <summary>Adds sequences that the producer may not pass; each is set to the cursor.</summary>
    void AddGatingSequences(params Sequence[] gatingSequences);

    /// <summary>The slowest gating sequence, or the cursor when there are none.</summary>
    long GetMinimumGatingSequence();

    /// <summary>A barrier on the given sequences, or on the cursor when there are none.</summary>
    SequenceBarrier NewBarrier(params Sequence[] sequencesToTrack);

    /// <summary>Removes a gating sequence; false when it was not there.</summary>
    bool RemoveGatingSequence(Sequence sequence);
}
