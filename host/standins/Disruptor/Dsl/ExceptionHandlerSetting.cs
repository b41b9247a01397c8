using System;
using Disruptor.Processing;

namespace Disruptor.Dsl;

/// <summary>Half of a sentence: exceptions of this handler are handled ...</summary>
public sealed class ExceptionHandlerSetting<T>
    where T : class
{
    private readonly IEventProcessor _processor;

    internal ExceptionHandlerSetting(IEventProcessor processor)
    {
        _processor = processor;
    }

    /// <summary>... with this one, from the next exception on.</summary>
    /// <exception cref="InvalidOperationException">The stage's processor is the user's own and takes none.</exception>
    public void With(IExceptionHandler<T> exceptionHandler)
    {
        if (_processor is not IEventProcessor<T> processor)
        {
            throw new InvalidOperationException($"{_processor.GetType().Name} takes no exception handler.");
        }

        processor.SetExceptionHandler(exceptionHandler);
    }
}
