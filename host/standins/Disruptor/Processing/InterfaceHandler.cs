namespace Disruptor.Processing;

/// <summary>A handler that no proxy could be made for, through the interface.</summary>
internal readonly struct InterfaceHandler<T>(IEventHandler<T> handler) : IEventHandler<T>
    where T : class
{
    public void OnEvent(T data, long sequence, bool endOfBatch) => handler.OnEvent(data, sequence, endOfBatch);

    public void OnBatchStart(long batchSize) => handler.OnBatchStart(batchSize);

    public void OnStart() => handler.OnStart();

    public void OnShutdown() => handler.OnShutdown();

    public void OnTimeout(long sequence) => handler.OnTimeout(sequence);
}
