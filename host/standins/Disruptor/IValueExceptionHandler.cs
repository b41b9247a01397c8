using System;

namespace Disruptor;

/// <summary>
/// Decides what an exception in a handler of value events means. Returning goes on; throwing ends the stage's run.
/// </summary>
/// <remarks>
/// Returning from <see cref="HandleEventException"/> lets the failed event pass: the stages behind receive it as if
/// it had been handled. Where that must not be, put a status into the event whose default is to reject.
/// </remarks>
public interface IValueExceptionHandler<T>
    where T : struct
{
    /// <summary>An event, or the start of its batch, failed.</summary>
    /// <param name="ex">What the handler threw.</param>
    /// <param name="sequence">The sequence of the event; handling goes on behind it.</param>
    /// <param name="evt">The event in its slot; the first of the batch when its start failed.</param>
    void HandleEventException(Exception ex, long sequence, ref T evt);

    /// <summary>OnTimeout failed.</summary>
    /// <param name="sequence">The last sequence handled.</param>
    void HandleOnTimeoutException(Exception ex, long sequence);

    /// <summary>OnStart failed; returning starts the stage all the same.</summary>
    void HandleOnStartException(Exception ex);

    /// <summary>OnShutdown failed.</summary>
    void HandleOnShutdownException(Exception ex);
}
