using System;
using Disruptor.Processing;

namespace Disruptor.Dsl;

/// <summary>Some stages of the graph, as what others come after.</summary>
public sealed class ValueEventHandlerGroup<T>
    where T : struct
{
    private readonly IValueStages<T> _stages;
    private readonly Sequence[] _sequences;

    internal ValueEventHandlerGroup(IValueStages<T> stages, Sequence[] sequences)
    {
        _stages = stages;
        _sequences = sequences;
    }

    /// <summary>This group and the other as one.</summary>
    public ValueEventHandlerGroup<T> And(ValueEventHandlerGroup<T> otherHandlerGroup)
    {
        ArgumentNullException.ThrowIfNull(otherHandlerGroup);
        return new ValueEventHandlerGroup<T>(_stages, [.. _sequences, .. otherHandlerGroup._sequences]);
    }

    /// <summary>This group and the processors as one. They become part of the graph if they were not.</summary>
    public ValueEventHandlerGroup<T> And(params IEventProcessor[] processors) =>
        new(_stages, [.. _sequences, .. _stages.Graph.Add(processors)]);

    /// <summary>Adds stages that run in parallel, each after all of this group.</summary>
    public ValueEventHandlerGroup<T> Then(params IValueEventHandler<T>[] handlers) => HandleEventsWith(handlers);

    /// <summary>Adds stages that run in parallel, each after all of this group.</summary>
    public ValueEventHandlerGroup<T> Then(params ValueEventProcessorCreator<T>[] eventProcessorFactories) =>
        HandleEventsWith(eventProcessorFactories);

    /// <summary>Adds stages that run in parallel, each after all of this group.</summary>
    public ValueEventHandlerGroup<T> HandleEventsWith(params IValueEventHandler<T>[] handlers) =>
        _stages.AddBehind(_sequences, handlers);

    /// <summary>Adds stages that run in parallel, each after all of this group.</summary>
    public ValueEventHandlerGroup<T> HandleEventsWith(params ValueEventProcessorCreator<T>[] eventProcessorFactories) =>
        _stages.AddBehind(_sequences, eventProcessorFactories);

    /// <summary>A barrier behind this group, for a processor of the user's own.</summary>
    public SequenceBarrier AsSequenceBarrier() => _stages.Graph.NewBarrier(_sequences);
}
