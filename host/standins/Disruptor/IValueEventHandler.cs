namespace Disruptor;

/// <summary>
/// What a stage does with value events in place. All calls of one run come from one thread, in the order of sequences.
/// </summary>
/// <remarks>
/// An exception from any of the calls goes to the stage's <see cref="IValueExceptionHandler{T}"/>.
/// Calls need no interface dispatch when the handler is a class; see <see cref="Processing.EventProcessorFactory"/>.
/// </remarks>
public interface IValueEventHandler<T>
    where T : struct
{
    /// <summary>
    /// At most this many events to a batch; null for no limit. Read once, when the processor is made. A stage's
    /// sequence moves only at the end of a batch, so a limit bounds how long the stages behind wait and the producer
    /// is held.
    /// </summary>
    int? MaxBatchSize => null;

    /// <summary>Handles one event.</summary>
    /// <param name="data">The event in its slot.</param>
    /// <param name="sequence">Its sequence.</param>
    /// <param name="endOfBatch">Whether it is the last of its batch: the time to flush.</param>
    void OnEvent(ref T data, long sequence, bool endOfBatch);

    /// <summary>Before the first event of a batch.</summary>
    /// <param name="batchSize">Number of events in the batch.</param>
    void OnBatchStart(long batchSize)
    {
    }

    /// <summary>Once a run, on its thread, before anything else.</summary>
    void OnStart()
    {
    }

    /// <summary>Once a run, on its thread, as the last call; also when the run ends with an exception.</summary>
    void OnShutdown()
    {
    }

    /// <summary>The wait strategy gave up waiting; nothing is wrong.</summary>
    /// <param name="sequence">The last sequence handled.</param>
    void OnTimeout(long sequence)
    {
    }
}
