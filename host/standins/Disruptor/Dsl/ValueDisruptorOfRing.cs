using System;
using System.Threading;
using System.Threading.Tasks;
using Disruptor.Processing;
using Disruptor.Util;

namespace Disruptor.Dsl;

/// <summary>
/// A ring of value events and the graph of stages that handle them.
/// </summary>
/// <remarks>
/// Wire the stages, start, publish, shut down. Without any stage nothing gates the producer and it overwrites freely.
/// Nobody but the owner sees that a stage has died: keep its processor, or watch its sequence.
/// </remarks>
public abstract class ValueDisruptor<T, TRingBuffer> : IValueStages<T>
    where T : struct
    where TRingBuffer : IValueRingBuffer<T>
{
    private readonly ValueExceptionHandlerWrapper<T> _defaultExceptionHandler = new();

    private protected ValueDisruptor(TRingBuffer ringBuffer, ISequencer sequencer, TaskScheduler taskScheduler)
    {
        ArgumentNullException.ThrowIfNull(taskScheduler);
        RingBuffer = ringBuffer;
        Graph = new StageGraph(sequencer, taskScheduler);
    }

    /// <summary>The ring.</summary>
    public TRingBuffer RingBuffer { get; }

    /// <summary>Whether <see cref="Start"/> was called.</summary>
    public bool HasStarted => Graph.HasStarted;

    StageGraph IValueStages<T>.Graph => Graph;

    private StageGraph Graph { get; }

    /// <summary>Adds stages that run in parallel, each behind the producer.</summary>
    /// <exception cref="InvalidOperationException">Start was called.</exception>
    public ValueEventHandlerGroup<T> HandleEventsWith(params IValueEventHandler<T>[] handlers) =>
        AddBehind([], handlers);

    /// <summary>Adds stages with processors of the user's own, each behind the producer.</summary>
    /// <exception cref="InvalidOperationException">Start was called.</exception>
    public ValueEventHandlerGroup<T> HandleEventsWith(params ValueEventProcessorCreator<T>[] eventProcessorFactories) =>
        AddBehind([], eventProcessorFactories);

    /// <summary>Adds processors made elsewhere; what they wait at is theirs.</summary>
    /// <exception cref="InvalidOperationException">Start was called.</exception>
    public ValueEventHandlerGroup<T> HandleEventsWith(params IEventProcessor[] processors) =>
        new(this, Graph.Add(processors));

    /// <summary>The stages of these handlers, to add others after.</summary>
    /// <exception cref="ArgumentException">One of them is not part of the graph.</exception>
    public ValueEventHandlerGroup<T> After(params IValueEventHandler<T>[] handlers) =>
        new(this, Graph.SequencesOf(handlers));

    /// <summary>These processors, to add others after. They need not be part of the graph.</summary>
    public ValueEventHandlerGroup<T> After(params IEventProcessor[] processors) =>
        new(this, DisruptorUtil.GetSequencesFor(processors));

    /// <summary>
    /// Handles the exceptions of all stages that have no handler of their own, those wired before included. The fatal
    /// one without this call.
    /// </summary>
    public void SetDefaultExceptionHandler(IValueExceptionHandler<T> exceptionHandler) =>
        _defaultExceptionHandler.SwitchTo(exceptionHandler);

    /// <summary>Begins to replace the exception handler of one stage.</summary>
    public ValueExceptionHandlerSetting<T> HandleExceptionsFor(IValueEventHandler<T> eventHandler) =>
        new(Graph.Find(eventHandler).Processor);

    /// <summary>
    /// Starts every stage, once. Events published before are handled too, if the stages were wired before they were
    /// published. OnStart of the stages may run after this returns.
    /// </summary>
    /// <exception cref="InvalidOperationException">It was called before.</exception>
    public TRingBuffer Start()
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
    public long GetSequenceValueFor(IValueEventHandler<T> handler) => Graph.Find(handler).Processor.Sequence.Value;

    /// <summary>What the handler's stage waits for; null when its processor was made elsewhere.</summary>
    public DependentSequenceGroup? GetDependentSequencesFor(IValueEventHandler<T> handler) =>
        Graph.Find(handler).Barrier?.DependentSequences;

    ValueEventHandlerGroup<T> IValueStages<T>.AddBehind(Sequence[] before, IValueEventHandler<T>[] handlers) =>
        AddBehind(before, handlers);

    ValueEventHandlerGroup<T> IValueStages<T>.AddBehind(Sequence[] before, ValueEventProcessorCreator<T>[] creators) =>
        AddBehind(before, creators);

    private ValueEventHandlerGroup<T> AddBehind(Sequence[] before, IValueEventHandler<T>[] handlers) =>
        new(this, Graph.AddBehind(before, handlers, CreateProcessor));

    private ValueEventHandlerGroup<T> AddBehind(Sequence[] before, ValueEventProcessorCreator<T>[] creators) =>
        new(this, Graph.AddBehind(before, creators, (creator, barrier) => creator(RingBuffer, barrier)));

    private IValueEventProcessor<T> CreateProcessor(IValueEventHandler<T> handler, SequenceBarrier barrier)
    {
        IValueEventProcessor<T> processor = EventProcessorFactory.Create(RingBuffer, barrier, handler);
        processor.SetExceptionHandler(_defaultExceptionHandler);
        return processor;
    }
}
