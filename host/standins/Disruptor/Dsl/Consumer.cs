using Disruptor.Processing;

namespace Disruptor.Dsl;

/// <summary>One stage of the graph.</summary>
/// <param name="Processor">What runs it.</param>
/// <param name="Handler">What it does, where it was given as a handler.</param>
/// <param name="Barrier">What it waits at, where it was made here.</param>
internal sealed record Consumer(IEventProcessor Processor, object? Handler, SequenceBarrier? Barrier)
{
    /// <summary>
    /// No stage of the graph waits for it, so it holds the producer back and is what draining waits for.
    /// </summary>
    public bool IsEndOfChain { get; set; } = true;
}
