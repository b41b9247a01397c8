namespace Disruptor.Processing;

/// <summary>
/// A handler that wants its stage's sequence, to move it before the end of a batch: what is done early is seen early.
/// </summary>
/// <remarks>Only forward, only up to events that it has done with, only from its own thread.</remarks>
public interface IEventProcessorSequenceAware
{
    /// <summary>Called once, when the processor is made.</summary>
    void SetSequenceCallback(Sequence sequenceCallback);
}
