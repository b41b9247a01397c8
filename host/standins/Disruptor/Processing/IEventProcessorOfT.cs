namespace Disruptor.Processing;

/// <summary>A stage that handles event objects.</summary>
public interface IEventProcessor<T> : IEventProcessor
    where T : class
{
    /// <summary>Replaces the exception handler, from the next exception on.</summary>
    void SetExceptionHandler(IExceptionHandler<T> exceptionHandler);
}
