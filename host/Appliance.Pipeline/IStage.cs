using Disruptor;

namespace Appliance.Pipeline;

/// <summary>
/// A stage owns no thread, no clock of its own and no randomness: it does a bounded amount of work when asked. A
/// runner gives it a thread in production; a test just calls it.
/// </summary>
public interface IStage
{
    StageRole Role { get; }

    /// <summary>For thread names and reports.</summary>
    string Name => StageNames.Of(Role);

    /// <summary>What a thread with nothing to do may wait at; null: it must look again by itself.</summary>
    SequenceBarrier? Barrier => null;

    /// <summary>The sequence the stage needs next, when it has a barrier.</summary>
    long Awaited => 0;

    /// <summary>Handles at most <paramref name="limit"/> events and returns how many it did.</summary>
    int DoWork(int limit);
}
