using System;
using Disruptor.Processing;

namespace Disruptor.Dsl;

/// <summary>The default of a ring's stages: one handler for all, that may be replaced at any time.</summary>
internal sealed class ValueExceptionHandlerWrapper<T> : IValueExceptionHandler<T>
    where T : struct
{
    private readonly ExceptionHandlerHolder<IValueExceptionHandler<T>> _holder =
        new(new ValueFatalExceptionHandler<T>());

    public void SwitchTo(IValueExceptionHandler<T> exceptionHandler) => _holder.Set(exceptionHandler);

    public void HandleEventException(Exception ex, long sequence, ref T evt) =>
        _holder.Current.HandleEventException(ex, sequence, ref evt);

    public void HandleOnTimeoutException(Exception ex, long sequence) =>
        _holder.Current.HandleOnTimeoutException(ex, sequence);

    public void HandleOnStartException(Exception ex) => _holder.Current.HandleOnStartException(ex);

    public void HandleOnShutdownException(Exception ex) => _holder.Current.HandleOnShutdownException(ex);
}
