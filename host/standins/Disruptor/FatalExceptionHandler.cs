using System;

namespace Disruptor;

/// <summary>
/// Ends the stage at the first exception: throws it again, wrapped. The default, because it fails closed.
/// </summary>
/// <remarks>
/// The stage's thread ends, its sequence stays before the failed event, nothing behind it sees that event, and the
/// producer stalls when the ring is full. Whoever owns the stages must watch that each is still running.
/// </remarks>
public sealed class FatalExceptionHandler<T> : IExceptionHandler<T>
    where T : class
{
    /// <exception cref="ApplicationException">Always; the cause is inside.</exception>
    public void HandleEventException(Exception ex, long sequence, T evt) => throw FatalException.OnEvent(ex, sequence);

    /// <exception cref="ApplicationException">Always; the cause is inside.</exception>
    public void HandleOnTimeoutException(Exception ex, long sequence) => throw FatalException.OnTimeout(ex, sequence);

    /// <exception cref="ApplicationException">Always; the cause is inside.</exception>
    public void HandleOnStartException(Exception ex) => throw FatalException.OnStart(ex);

    /// <exception cref="ApplicationException">Always; the cause is inside.</exception>
    public void HandleOnShutdownException(Exception ex) => throw FatalException.OnShutdown(ex);
}
