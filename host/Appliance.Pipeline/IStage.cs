namespace Appliance.Pipeline;

/// <summary>
/// A stage owns no thread, no clock of its own and no randomness: it does a bounded amount of work when asked. A
/// runner gives it a thread in production; a test just calls it.
/// </summary>
public interface IStage
{
    /// <summary>For thread names and reports.</summary>
    string Name { get; }

    /// <summary>Handles at most <paramref name="limit"/> events and returns how many it did.</summary>
    int DoWork(int limit);
}
