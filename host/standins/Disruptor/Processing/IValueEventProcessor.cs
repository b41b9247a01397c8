namespace Disruptor.Processing;

/// <summary>A stage that handles value events in place.</summary>
public interface IValueEventProcessor<T> : IEventProcessor
    where T : struct
{
    /// <summary>Replaces the exception handler, from the next exception on.</summary>
    void SetExceptionHandler(IValueExceptionHandler<T> exceptionHandler);
}
