using System;

namespace Disruptor;

/// <summary>
/// Ignores every exception: failed events pass on to the next stages as if they had been handled.
/// </summary>
/// <remarks>Fails open. Only for stages whose result nobody decides by.</remarks>
public sealed class IgnoreExceptionHandler<T> : IExceptionHandler<T>
    where T : class
{
    /// <summary>Lets the event pass.</summary>
    public void HandleEventException(Exception ex, long sequence, T evt)
    {
    }

    /// <summary>Goes on waiting.</summary>
    public void HandleOnTimeoutException(Exception ex, long sequence)
    {
    }

    /// <summary>Lets the stage start.</summary>
    public void HandleOnStartException(Exception ex)
    {
    }

    /// <summary>Lets the run end as if nothing had happened.</summary>
    public void HandleOnShutdownException(Exception ex)
    {
    }
}
