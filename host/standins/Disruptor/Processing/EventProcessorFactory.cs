using System;

namespace Disruptor.Processing;

/// <summary>
/// Makes processors whose loop is compiled for their handler, their wait strategy and their ring.
/// </summary>
/// <remarks>
/// A handler is a class, and code for classes is shared: a call through a type parameter would still be an interface
/// call for every event. So the handler and the wait strategy are put into structs made at run time, which call them
/// directly (see <see cref="StructProxy"/>). Where none can be made (a struct as handler, a handler of a base event
/// type, no code generation) the calls go through the interface and everything else stays as it is.
/// </remarks>
public static class EventProcessorFactory
{
    /// <summary>A processor of event objects. Its exception handler is the fatal one.</summary>
    /// <param name="dataProvider">The ring.</param>
    /// <param name="sequenceBarrier">What the processor waits at; belongs to it alone.</param>
    /// <param name="eventHandler">What it does.</param>
    public static IEventProcessor<T> Create<T>(
        IDataProvider<T> dataProvider, SequenceBarrier sequenceBarrier, IEventHandler<T> eventHandler)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(dataProvider);
        ArgumentNullException.ThrowIfNull(sequenceBarrier);
        ArgumentNullException.ThrowIfNull(eventHandler);
        object slots = dataProvider is RingBuffer<T> ring
            ? new RingSlots<T>(ring)
            : new InterfaceSlots<T>(dataProvider);
        object handler = StructProxy.TryCreate(typeof(IEventHandler<T>), eventHandler)
            ?? new InterfaceHandler<T>(eventHandler);
        object processor = Create(
            typeof(EventProcessor<,,,>), typeof(T), slots, sequenceBarrier, handler, eventHandler.MaxBatchSize);
        SetSequenceCallback(eventHandler, (IEventProcessor)processor);
        return (IEventProcessor<T>)processor;
    }

    /// <summary>A processor of value events. Its exception handler is the fatal one.</summary>
    /// <param name="dataProvider">The ring.</param>
    /// <param name="sequenceBarrier">What the processor waits at; belongs to it alone.</param>
    /// <param name="eventHandler">What it does.</param>
    public static IValueEventProcessor<T> Create<T>(
        IValueDataProvider<T> dataProvider, SequenceBarrier sequenceBarrier, IValueEventHandler<T> eventHandler)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(dataProvider);
        ArgumentNullException.ThrowIfNull(sequenceBarrier);
        ArgumentNullException.ThrowIfNull(eventHandler);
        // Our rings are sealed classes, so the proxy calls their indexer directly too, and it is inlined.
        object slots = StructProxy.TryCreate(typeof(IValueDataProvider<T>), dataProvider)
            ?? new InterfaceValueSlots<T>(dataProvider);
        object handler = StructProxy.TryCreate(typeof(IValueEventHandler<T>), eventHandler)
            ?? new InterfaceValueHandler<T>(eventHandler);
        object processor = Create(
            typeof(ValueEventProcessor<,,,>), typeof(T), slots, sequenceBarrier, handler, eventHandler.MaxBatchSize);
        SetSequenceCallback(eventHandler, (IEventProcessor)processor);
        return (IValueEventProcessor<T>)processor;
    }

    private static object Create(
        Type open, Type eventType, object slots, SequenceBarrier barrier, object handler, int? batchMax)
    {
        object wait = StructProxy.TryCreate(typeof(IWaitStrategy), barrier.WaitStrategy)
            ?? new InterfaceWait(barrier.WaitStrategy);
        Type closed = open.MakeGenericType(eventType, slots.GetType(), handler.GetType(), wait.GetType());
        // The one public constructor. Its exceptions are the caller's and come through unwrapped.
        return closed.GetConstructors()[0].Invoke(
            System.Reflection.BindingFlags.DoNotWrapExceptions,
            binder: null,
            [slots, barrier, handler, wait, batchMax],
            culture: null);
    }

    private static void SetSequenceCallback(object eventHandler, IEventProcessor processor)
    {
        if (eventHandler is IEventProcessorSequenceAware aware) aware.SetSequenceCallback(processor.Sequence);
    }
}
