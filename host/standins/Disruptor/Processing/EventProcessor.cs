using System.Threading.Tasks;

namespace Disruptor.Processing;

/// <summary>A stage of event objects; see <see cref="BatchProcessor{TBody, TWait}"/> for what it does.</summary>
internal sealed class EventProcessor<T, TSlots, THandler, TWait> : IEventProcessor<T>
    where T : class
    where TSlots : struct, IDataProvider<T>
    where THandler : struct, IEventHandler<T>
    where TWait : struct, IWaitStrategy
{
    private readonly ExceptionHandlerHolder<IExceptionHandler<T>> _exceptions = new(new FatalExceptionHandler<T>());
    private readonly BatchProcessor<EventBody<T, TSlots, THandler>, TWait> _processor;

    // Called by reflection, since only there the types are known.
    public EventProcessor(TSlots slots, SequenceBarrier barrier, THandler handler, TWait wait, int? batchMax)
    {
        EventBody<T, TSlots, THandler> body = new(slots, handler, _exceptions);
        _processor = new BatchProcessor<EventBody<T, TSlots, THandler>, TWait>(barrier, body, wait, batchMax);
    }

    public Sequence Sequence => _processor.Sequence;

    public bool IsRunning => _processor.IsRunning;

    public Task Start(TaskScheduler taskScheduler) => _processor.Start(taskScheduler);

    public void Halt() => _processor.Halt();

    public void SetExceptionHandler(IExceptionHandler<T> exceptionHandler) => _exceptions.Set(exceptionHandler);
}
