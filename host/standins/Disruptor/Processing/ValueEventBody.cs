using System;
using System.Runtime.CompilerServices;

namespace Disruptor.Processing;

/// <summary>Value events: slots, handler and exception handler as one struct.</summary>
internal struct ValueEventBody<T, TSlots, THandler> : IBatchBody
    where T : struct
    where TSlots : struct, IValueDataProvider<T>
    where THandler : struct, IValueEventHandler<T>
{
    private readonly ExceptionHandlerHolder<IValueExceptionHandler<T>> _exceptions;
    private TSlots _slots;
    private THandler _handler;

    public ValueEventBody(
        TSlots slots, THandler handler, ExceptionHandlerHolder<IValueExceptionHandler<T>> exceptions)
    {
        _slots = slots;
        _handler = handler;
        _exceptions = exceptions;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void OnBatchStart(long batchSize) => _handler.OnBatchStart(batchSize);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void OnEvent(long sequence, bool endOfBatch) =>
        _handler.OnEvent(ref _slots[sequence], sequence, endOfBatch);

    public void OnStart() => _handler.OnStart();

    public void OnShutdown() => _handler.OnShutdown();

    public void OnTimeout(long sequence) => _handler.OnTimeout(sequence);

    public void HandleEventException(Exception ex, long sequence) =>
        _exceptions.Current.HandleEventException(ex, sequence, ref _slots[sequence]);

    public void HandleOnTimeoutException(Exception ex, long sequence) =>
        _exceptions.Current.HandleOnTimeoutException(ex, sequence);

    public void HandleOnStartException(Exception ex) => _exceptions.Current.HandleOnStartException(ex);

    public void HandleOnShutdownException(Exception ex) => _exceptions.Current.HandleOnShutdownException(ex);
}
