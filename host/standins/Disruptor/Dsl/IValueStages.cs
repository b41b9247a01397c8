namespace Disruptor.Dsl;

/// <summary>What a group needs of the disruptor it belongs to, whatever its ring is.</summary>
internal interface IValueStages<T>
    where T : struct
{
    StageGraph Graph { get; }

    ValueEventHandlerGroup<T> AddBehind(Sequence[] before, IValueEventHandler<T>[] handlers);

    ValueEventHandlerGroup<T> AddBehind(Sequence[] before, ValueEventProcessorCreator<T>[] creators);
}
