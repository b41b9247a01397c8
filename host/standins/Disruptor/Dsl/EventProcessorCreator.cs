using Disruptor.Processing;

namespace Disruptor.Dsl;

/// <summary>Makes a processor of the user's own for a place in the graph of stages.</summary>
/// <param name="ringBuffer">The ring it reads.</param>
/// <param name="sequenceBarrier">What it must wait at.</param>
public delegate IEventProcessor EventProcessorCreator<T>(RingBuffer<T> ringBuffer, SequenceBarrier sequenceBarrier)
    where T : class;
