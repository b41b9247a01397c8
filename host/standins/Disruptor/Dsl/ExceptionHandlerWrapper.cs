using System;
using Disruptor.Processing;

namespace Disruptor.Dsl;

/// <summary>The default of a ring's stages: one handler for all, that may be replaced at any time.</summary>
internal sealed class ExceptionHandlerWrapper<T> : IExceptionHandler<T>
    where T : class
{
    private readonly ExceptionHandlerHolder<IExceptionHandler<T>> _holder = new(new FatalExceptionHandler<T>());

    public void SwitchTo(IExceptionHandler<T> exceptionHandler) => _holder.Set(exceptionHandler);

    public void HandleEventException(Exception ex, long sequence, T evt) =>
        _holder.Current.HandleEventException(ex, sequence, evt);

    public void HandleOnTimeoutException(Exception ex, long sequence) =>
        _holder.Current.HandleOnTimeoutException(ex, sequence);

    public void HandleOnStartException(Exception ex) => _holder.Current.HandleOnStartException(ex);

    public void HandleOnShutdownException(Exception ex) => _holder.Current.HandleOnShutdownException(ex);
}
