using System;
using System.Threading.Tasks;

namespace Disruptor.Dsl;

/// <summary>A ring of unmanaged events in memory of the user's and the graph of stages that handle them.</summary>
/// <remarks>
/// The memory must outlive every stage's run, not only the call that halts them: a halted stage ends the batch it is
/// in.
/// </remarks>
public sealed class UnmanagedDisruptor<T> : ValueDisruptor<T, UnmanagedRingBuffer<T>>
    where T : unmanaged
{
    /// <summary>For many producers; stages block while they wait, each on a thread of its own.</summary>
    public UnmanagedDisruptor(IntPtr pointer, int eventSize, int ringBufferSize)
        : this(pointer, eventSize, ringBufferSize, TaskScheduler.Default)
    {
    }

    /// <summary>For many producers; stages block while they wait.</summary>
    public UnmanagedDisruptor(IntPtr pointer, int eventSize, int ringBufferSize, TaskScheduler taskScheduler)
        : this(pointer, eventSize, ringBufferSize, taskScheduler, ProducerType.Multi, new BlockingWaitStrategy())
    {
    }

    /// <param name="pointer">Address of the first slot.</param>
    /// <param name="eventSize">Bytes from one slot to the next.</param>
    /// <param name="ringBufferSize">Number of slots, a power of two.</param>
    /// <param name="taskScheduler">Gives each stage its thread; it must give one to all at the same time.</param>
    /// <param name="producerType">One producer thread or several.</param>
    /// <param name="waitStrategy">How stages wait.</param>
    public UnmanagedDisruptor(
        IntPtr pointer,
        int eventSize,
        int ringBufferSize,
        TaskScheduler taskScheduler,
        ProducerType producerType,
        IWaitStrategy waitStrategy)
        : this(
            new UnmanagedRingBuffer<T>(
                pointer, eventSize, SequencerFactory.Create(producerType, ringBufferSize, waitStrategy)),
            taskScheduler)
    {
    }

    /// <summary>For many producers; stages block while they wait, each on a thread of its own.</summary>
    public UnmanagedDisruptor(UnmanagedRingBufferMemory memory)
        : this(memory, TaskScheduler.Default, ProducerType.Multi, new BlockingWaitStrategy())
    {
    }

    /// <param name="memory">The slots.</param>
    /// <param name="taskScheduler">Gives each stage its thread; it must give one to all at the same time.</param>
    /// <param name="producerType">One producer thread or several.</param>
    /// <param name="waitStrategy">How stages wait.</param>
    public UnmanagedDisruptor(
        UnmanagedRingBufferMemory memory,
        TaskScheduler taskScheduler,
        ProducerType producerType,
        IWaitStrategy waitStrategy)
        : this(new UnmanagedRingBuffer<T>(memory, producerType, waitStrategy), taskScheduler)
    {
    }

    private UnmanagedDisruptor(UnmanagedRingBuffer<T> ringBuffer, TaskScheduler taskScheduler)
        : base(ringBuffer, ringBuffer.Sequencer, taskScheduler)
    {
    }

    /// <summary>Claims an event, waiting while the ring is full; disposing the scope publishes it.</summary>
    public UnmanagedRingBuffer<T>.UnpublishedEventScope PublishEvent() => RingBuffer.PublishEvent();

    /// <summary>Claims events, waiting while there is no room; disposing the scope publishes them together.</summary>
    public UnmanagedRingBuffer<T>.UnpublishedEventBatchScope PublishEvents(int count) =>
        RingBuffer.PublishEvents(count);
}
