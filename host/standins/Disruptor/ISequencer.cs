namespace Disruptor;

/// <summary>
/// Hands out sequences to producers, holds them back behind the slowest gating sequence, and makes barriers.
/// </summary>
public interface ISequencer : ISequenced, ICursored
{
    /// <summary>
    /// Moves the claim to a given sequence, as if all before it had been claimed. For set-up only: no producer or
    /// consumer may run meanwhile.
    /// </summary>
    void Claim(long sequence);

    /// <summary>Whether the sequence is published and no later lap has been published into its slot.</summary>
    bool IsAvailable(long sequence);

    /// <summary>
    /// Adds sequences that the producer may not pass by more than the buffer size. Each is set to the cursor: a
    /// consumer that joins late starts with the next event.
    /// </summary>
    void AddGatingSequences(params Sequence[] gatingSequences);

    /// <summary>Removes a gating sequence; false when it was not there.</summary>
    bool RemoveGatingSequence(Sequence sequence);

    /// <summary>A barrier on the given sequences, or on the cursor when there are none.</summary>
    SequenceBarrier NewBarrier(params Sequence[] sequencesToTrack);

    /// <summary>The slowest gating sequence, or the cursor when there are none.</summary>
    long GetMinimumSequence();

    /// <summary>
    /// The last sequence of the contiguous published run that starts at <paramref name="nextSequence"/>, at most
    /// <paramref name="availableSequence"/>; one less than nextSequence when it is not published itself.
    /// </summary>
    long GetHighestPublishedSequence(long nextSequence, long availableSequence);
}
