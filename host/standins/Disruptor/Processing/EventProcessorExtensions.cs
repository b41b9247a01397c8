using System;
using System.Threading.Tasks;

namespace Disruptor.Processing;

/// <summary>Conveniences for processors.</summary>
public static class EventProcessorExtensions
{
    /// <summary>Starts a run on a thread of its own.</summary>
    public static Task Start(this IEventProcessor eventProcessor)
    {
        ArgumentNullException.ThrowIfNull(eventProcessor);
        return eventProcessor.Start(TaskScheduler.Default);
    }
}
