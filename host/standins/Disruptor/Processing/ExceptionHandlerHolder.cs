using System;

namespace Disruptor.Processing;

/// <summary>An exception handler that may be replaced while its stage runs.</summary>
internal sealed class ExceptionHandlerHolder<THandler>(THandler handler)
    where THandler : class
{
    // Acquire and release: a handler set by another thread is seen complete.
    private volatile THandler _current = handler;

    public THandler Current => _current;

    public void Set(THandler exceptionHandler)
    {
        ArgumentNullException.ThrowIfNull(exceptionHandler);
        _current = exceptionHandler;
    }
}
