using System;

namespace Disruptor;

/// <summary>Makes the sequencer for a kind of producer.</summary>
public static class SequencerFactory
{
    /// <summary>A sequencer whose waiters block.</summary>
    public static ISequencer Create(ProducerType producerType, int bufferSize) =>
        Create(producerType, bufferSize, new BlockingWaitStrategy());

    /// <summary>A sequencer whose waiters wait as the strategy says.</summary>
    public static ISequencer Create(ProducerType producerType, int bufferSize, IWaitStrategy waitStrategy) =>
        producerType switch
        {
            ProducerType.Single => new SingleProducerSequencer(bufferSize, waitStrategy),
            ProducerType.Multi => new MultiProducerSequencer(bufferSize, waitStrategy),
            _ => throw new ArgumentOutOfRangeException(nameof(producerType), producerType, "Unknown producer type."),
        };
}
