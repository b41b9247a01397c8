using System;

namespace Disruptor;

/// <summary>
/// Several handlers as one stage: each event goes through all of them, in their order, on one thread.
/// </summary>
/// <remarks>
/// An exception of one keeps the event from those behind it. The batch limit is the lowest of theirs.
/// </remarks>
public sealed class AggregateEventHandler<T> : IEventHandler<T>
    where T : class
{
    private readonly IEventHandler<T>[] _handlers;

    public AggregateEventHandler(params IEventHandler<T>[] eventHandlers)
    {
        ArgumentNullException.ThrowIfNull(eventHandlers);
        foreach (IEventHandler<T> handler in eventHandlers)
        {
            ArgumentNullException.ThrowIfNull(handler, nameof(eventHandlers));
        }

        _handlers = [.. eventHandlers];
    }

    /// <inheritdoc/>
    public int? MaxBatchSize
    {
        get
        {
            int? lowest = null;
            foreach (IEventHandler<T> handler in _handlers)
            {
                // A comparison with null is false, so the first limit replaces none.
                if (handler.MaxBatchSize is { } limit && !(lowest <= limit)) lowest = limit;
            }

            return lowest;
        }
    }

    /// <inheritdoc/>
    public void OnEvent(T data, long sequence, bool endOfBatch)
    {
        foreach (IEventHandler<T> handler in _handlers) handler.OnEvent(data, sequence, endOfBatch);
    }

    /// <inheritdoc/>
    public void OnBatchStart(long batchSize)
    {
        foreach (IEventHandler<T> handler in _handlers) handler.OnBatchStart(batchSize);
    }

    /// <inheritdoc/>
    public void OnStart()
    {
        foreach (IEventHandler<T> handler in _handlers) handler.OnStart();
    }

    /// <inheritdoc/>
    public void OnShutdown()
    {
        foreach (IEventHandler<T> handler in _handlers) handler.OnShutdown();
    }

    /// <inheritdoc/>
    public void OnTimeout(long sequence)
    {
        foreach (IEventHandler<T> handler in _handlers) handler.OnTimeout(sequence);
    }
}
