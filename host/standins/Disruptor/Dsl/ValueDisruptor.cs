using System;
using System.Threading.Tasks;

namespace Disruptor.Dsl;

/// <summary>A ring of value events on the managed heap and the graph of stages that handle them.</summary>
public sealed class ValueDisruptor<T> : ValueDisruptor<T, ValueRingBuffer<T>>
    where T : struct
{
    /// <summary>For many producers; stages block while they wait, each on a thread of its own.</summary>
    public ValueDisruptor(Func<T> eventFactory, int ringBufferSize)
        : this(eventFactory, ringBufferSize, TaskScheduler.Default)
    {
    }

    /// <summary>For many producers; each stage on a thread of its own.</summary>
    public ValueDisruptor(Func<T> eventFactory, int ringBufferSize, IWaitStrategy waitStrategy)
        : this(eventFactory, ringBufferSize, TaskScheduler.Default, ProducerType.Multi, waitStrategy)
    {
    }

    /// <summary>For many producers; stages block while they wait.</summary>
    public ValueDisruptor(Func<T> eventFactory, int ringBufferSize, TaskScheduler taskScheduler)
        : this(eventFactory, ringBufferSize, taskScheduler, ProducerType.Multi, new BlockingWaitStrategy())
    {
    }

    /// <param name="eventFactory">Fills each slot once.</param>
    /// <param name="ringBufferSize">Number of slots, a power of two.</param>
    /// <param name="taskScheduler">Gives each stage its thread; it must give one to all at the same time.</param>
    /// <param name="producerType">One producer thread or several.</param>
    /// <param name="waitStrategy">How stages wait.</param>
    public ValueDisruptor(
        Func<T> eventFactory,
        int ringBufferSize,
        TaskScheduler taskScheduler,
        ProducerType producerType,
        IWaitStrategy waitStrategy)
        : this(ValueRingBuffer<T>.Create(producerType, eventFactory, ringBufferSize, waitStrategy), taskScheduler)
    {
    }

    private ValueDisruptor(ValueRingBuffer<T> ringBuffer, TaskScheduler taskScheduler)
        : base(ringBuffer, ringBuffer.Sequencer, taskScheduler)
    {
    }

    /// <summary>Claims an event, waiting while the ring is full; disposing the scope publishes it.</summary>
    public ValueRingBuffer<T>.UnpublishedEventScope PublishEvent() => RingBuffer.PublishEvent();

    /// <summary>Claims events, waiting while there is no room; disposing the scope publishes them together.</summary>
    public ValueRingBuffer<T>.UnpublishedEventBatchScope PublishEvents(int count) => RingBuffer.PublishEvents(count);
}
