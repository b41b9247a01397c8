using System;
using Disruptor.Processing;

namespace Disruptor.Dsl;

/// <summary>Half of a sentence: exceptions of this handler are handled ...</summary>
public sealed class ValueExceptionHandlerSetting<T>
    where T : struct
{
    private readonly IEventProcessor _processor;

    internal ValueExceptionHandlerSetting(IEventProcessor processor)
    {
        _processor = processor;
    }

    /// <summary>... with this one, from the next exception on.</summary>
    /// <exception cref="InvalidOperationException">The stage's processor is the user's own and takes none.</exception>
    public void With(IValueExceptionHandler<T> exceptionHandler)
    {
        if (_processor is not IValueEventProcessor<T> processor)
        {
            throw new InvalidOperationException($"{_processor.GetType().Name} takes no exception handler.");
        }

        processor.SetExceptionHandler(exceptionHandler);
    }
}
