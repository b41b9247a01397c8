using System.Threading.Tasks;

namespace Disruptor.Processing;

/// <summary>A stage of value events; see <see cref="BatchProcessor{TBody, TWait}"/> for what it does.</summary>
internal sealed class ValueEventProcessor<T, TSlots, THandler, TWait> : IValueEventProcessor<T>
    where T : struct
    where TSlots : struct, IValueDataProvider<T>
    where THandler : struct, IValueEventHandler<T>
    where TWait : struct, IWaitStrategy
{
    private readonly ExceptionHandlerHolder<IValueExceptionHandler<T>> _exceptions =
        new(new ValueFatalExceptionHandler<T>());

    private readonly BatchProcessor<ValueEventBody<T, TSlots, THandler>, TWait> _processor;

    // Called by reflection, since only there the types are known.
    public ValueEventProcessor(TSlots slots, SequenceBarrier barrier, THandler handler, TWait wait, int? batchMax)
    {
        ValueEventBody<T, TSlots, THandler> body = new(slots, handler, _exceptions);
        _processor = new BatchProcessor<ValueEventBody<T, TSlots, THandler>, TWait>(barrier, body, wait, batchMax);
    }

    public Sequence Sequence => _processor.Sequence;

    public bool IsRunning => _processor.IsRunning;

    public Task Start(TaskScheduler taskScheduler) => _processor.Start(taskScheduler);

    public void Halt() => _processor.Halt();

    public void SetExceptionHandler(IValueExceptionHandler<T> exceptionHandler) => _exceptions.Set(exceptionHandler);
}
