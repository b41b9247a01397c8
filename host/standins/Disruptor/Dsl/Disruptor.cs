using System;
using System.Threading;
using System.Threading.Tasks;
using Disruptor.Processing;
using Disruptor.Util;

namespace Disruptor.Dsl;

/// <summary>
/// A ring of event objects and the graph of stages that handle them.
/// </summary>
/// <remarks>
/// Wire the stages, start, publish, shut down. Without any stage nothing gates the producer and it overwrites freely.
/// Nobody but the owner sees that a stage has died: keep its processor, or watch its sequence.
/// </remarks>
public sealed class Disruptor<T>
    where T : class
{
    private readonly ExceptionHandlerWrapper<T> _defaultExceptionHandler = new();

    /// <summary>For many producers; stages block while they wait, each on a thread of its own.</summary>
    public Disruptor(Func<T> eventFactory, int ringBufferSize)
        : this(eventFactory, ringBufferSize, TaskScheduler.Default)
    {
    }

    /// <summary>For many producers; each stage on a thread of its own.</summary>
    public Disruptor(Func<T> eventFactory, int ringBufferSize, IWaitStrategy waitStrategy)
        : this(eventFactory, ringBufferSize, TaskScheduler.Default, ProducerType.Multi, waitStrategy)
    {
    }

    /// <summary>For many producers; stages block while they wait.</summary>
    public Disruptor(Func<T> eventFactory, int ringBufferSize, TaskScheduler taskScheduler)
        : this(eventFactory, ringBufferSize, taskScheduler, ProducerType.Multi, new BlockingWaitStrategy())
    {
    }

    /// <param name="eventFactory">Fills each slot once.</param>
    /// <param name="ringBufferSize">Number of slots, a power of two.</param>
    /// <param name="taskScheduler">Gives each stage its thread; it must give one to all at the same time.</param>
    /// <param name="producerType">One producer thread or several.</param>
    /// <param name="waitStrategy">How stages wait.</param>
    public Disruptor(
        Func<T> eventFactory,
        int ringBufferSize,
        TaskScheduler taskScheduler,
        ProducerType producerType,
        IWaitStrategy waitStrategy)
    {
        ArgumentNullException.ThrowIfNull(taskScheduler);
        RingBuffer = RingBuffer<T>.Create(producerType, eventFactory, ringBufferSize, waitStrategy);
        Graph = new StageGraph(RingBuffer.Sequencer, taskScheduler);
    }

    /// <summary>The ring.</summary>
    public RingBuffer<T> RingBuffer { get; }

    /// <summary>Whether <see cref="Start"/> was called.</summary>
    public bool HasStarted => Graph.HasStarted;

    internal StageGraph Graph { get; }

    /// <summary>Adds stages that run in parallel, each behind the producer.</summary>
    /// <exception cref="InvalidOperationException">Start was called.</exception>
    public EventHandlerGroup<T> HandleEventsWith(params IEventHandler<T>[] handlers) => AddBehind([], handlers);

    /// <summary>Adds stages with processors of the user's own, each behind the producer.</summary>
    /// <exception cref="InvalidOperationException">Start was called.</exception>
    public EventHandlerGroup<T> HandleEventsWith(params EventProcessorCreator<T>[] eventProcessorFactories) =>
        AddBehind([], eventProcessorFactories);

    /// <summary>Adds processors made elsewhere; what they wait at is theirs.</summary>
    /// <exception cref="InvalidOperationException">Start was called.</exception>
    public EventHandlerGroup<T> HandleEventsWith(params IEventProcessor[] processors) =>
        new(this, Graph.Add(processors));

    /// <summary>The stages of these handlers, to add others after.</summary>
    /// <exception cref="ArgumentException">One of them is not part of the graph.</exception>
    public EventHandlerGroup<T> After(params IEventHandler<T>[] handlers) => new(this, Graph.SequencesOf(handlers));

    /// <summary>These processors, to add others after. They need not be part of the graph.</summary>
    public EventHandlerGroup<T> After(params IEventProcessor[] processors) =>
        new(this, DisruptorUtil.GetSequencesFor(processors));

    /// <summary>
    /// Handles the exceptions of all stages that have no handler of their own, those wired before included. The fatal
    /// one without this call.
    /// </summary>
    public void SetDefaultExceptionHandler(IExceptionHandler<T> exceptionHandler) =>
        _defaultExceptionHandler.SwitchTo(exceptionHandler);

    /// <summary>Begins to replace the exception handler of one stage.</summary>
    public ExceptionHandlerSetting<T> HandleExceptionsFor(IEventHandler<T> eventHandler) =>
        new(Graph.Find(eventHandler).Processor);

    /// <summary>
    /// Starts every stage, once. Events published before are handled too, if the stages were wired before they were
    /// published. OnStart of the stages may run after this returns.
    /// </summary>
    /// <exception cref="InvalidOperationException">It was called before.</exception>
    public RingBuffer<T> Start()
    {
        Graph.Start();
        return RingBuffer;
    }

    /// <summary>
    /// Asks every stage to end after the batch it is in; returns at once. The backlog stays in the ring.
    /// </summary>
    public void Halt() => Graph.Halt();

    /// <summary>Waits, without limit, until the stages have caught up with the producer, then halts them.</summary>
    /// <remarks>Producers must have stopped. A stage that is dead is not waited for.</remarks>
    public void Shutdown() => Shutdown(Timeout.InfiniteTimeSpan);

    /// <summary>Waits until the stages have caught up with the producer, then halts them.</summary>
    /// <remarks>
    /// Producers must have stopped. Waits for the ends of chains that run; a dead one is not waited for, and one that
    /// waits for a dead one never catches up.
    /// </remarks>
    /// <param name="timeout">Negative for no limit.</param>
    /// <exception cref="TimeoutException">They did not catch up in time; the stages run on.</exception>
    public void Shutdown(TimeSpan timeout) => Graph.Shutdown(timeout);

    /// <summary>The last sequence that the handler's stage has done with.</summary>
    public long GetSequenceValueFor(IEventHandler<T> handler) => Graph.Find(handler).Processor.Sequence.Value;

    /// <summary>What the handler's stage waits for; null when its processor was made elsewhere.</summary>
    public DependentSequenceGroup? GetDependentSequencesFor(IEventHandler<T> handler) =>
        Graph.Find(handler).Barrier?.DependentSequences;

    /// <summary>Claims an event, waiting while the ring is full; disposing the scope publishes it.</summary>
    public RingBuffer<T>.UnpublishedEventScope PublishEvent() => RingBuffer.PublishEvent();

    /// <summary>Claims events, waiting while there is no room; disposing the scope publishes them together.</summary>
    public RingBuffer<T>.UnpublishedEventBatchScope PublishEvents(int count) => RingBuffer.PublishEvents(count);

    internal EventHandlerGroup<T> AddBehind(Sequence[] before, IEventHandler<T>[] handlers) =>
        new(this, Graph.AddBehind(before, handlers, CreateProcessor));

    internal EventHandlerGroup<T> AddBehind(Sequence[] before, EventProcessorCreator<T>[] creators) =>
        new(this, Graph.AddBehind(before, creators, (creator, barrier) => creator(RingBuffer, barrier)));

    private IEventProcessor<T> CreateProcessor(IEventHandler<T> handler, SequenceBarrier barrier)
    {
        IEventProcessor<T> processor = EventProcessorFactory.Create(RingBuffer, barrier, handler);
        processor.SetExceptionHandler(_defaultExceptionHandler);
        return processor;
    }
}
