using System;
using Disruptor.Processing;

namespace Disruptor.Dsl;

/// <summary>Some stages of the graph, as what others come after.</summary>
public sealed class EventHandlerGroup<T>
    where T : class
{
    private readonly Disruptor<T> _disruptor;
    private readonly Sequence[] _sequences;

    internal EventHandlerGroup(Disruptor<T> disruptor, Sequence[] sequences)
    {
        _disruptor = disruptor;
        _sequences = sequences;
    }

    /// <summary>This group and the other as one.</summary>
    public EventHandlerGroup<T> And(EventHandlerGroup<T> otherHandlerGroup)
    {
        ArgumentNullException.ThrowIfNull(otherHandlerGroup);
        return new EventHandlerGroup<T>(_disruptor, [.. _sequences, .. otherHandlerGroup._sequences]);
    }

    /// <summary>This group and the processors as one. They become part of the graph if they were not.</summary>
    public EventHandlerGroup<T> And(params IEventProcessor[] processors) =>
        new(_disruptor, [.. _sequences, .. _disruptor.Graph.Add(processors)]);

    /// <summary>Adds stages that run in parallel, each after all of this group.</summary>
    public EventHandlerGroup<T> Then(params IEventHandler<T>[] handlers) => HandleEventsWith(handlers);

    /// <summary>Adds stages that run in parallel, each after all of this group.</summary>
    public EventHandlerGroup<T> Then(params EventProcessorCreator<T>[] eventProcessorFactories) =>
        HandleEventsWith(eventProcessorFactories);

    /// <summary>Adds stages that run in parallel, each after all of this group.</summary>
    public EventHandlerGroup<T> HandleEventsWith(params IEventHandler<T>[] handlers) =>
        _disruptor.AddBehind(_sequences, handlers);

    /// <summary>Adds stages that run in parallel, each after all of this group.</summary>
    public EventHandlerGroup<T> HandleEventsWith(params EventProcessorCreator<T>[] eventProcessorFactories) =>
        _disruptor.AddBehind(_sequences, eventProcessorFactories);

    /// <summary>A barrier behind this group, for a processor of the user's own.</summary>
    public SequenceBarrier AsSequenceBarrier() => _disruptor.Graph.NewBarrier(_sequences);
}
