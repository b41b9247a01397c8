namespace Disruptor.Processing;

/// <summary>A handler that no proxy could be made for, through the interface.</summary>
internal readonly struct InterfaceValueHandler<T>(IValueEventHandler<T> handler) : IValueEventHandler<T>
    where T : struct
{
    public void OnEvent(ref T data, long sequence, bool endOfBatch) => handler.OnEvent(ref data, sequence, endOfBatch);

    public void OnBatchStart(long batchSize) => handler.OnBatchStart(batchSize);

    public void OnStart() => handler.OnStart();

    public void OnShutdown() => handler.OnShutdown();

    public void OnTimeout(long sequence) => handler.OnTimeout(sequence);
}
