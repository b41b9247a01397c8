namespace Disruptor.Processing;

/// <summary>Slots of a provider that is not ours, through the interface.</summary>
internal readonly struct InterfaceSlots<T>(IDataProvider<T> provider) : IDataProvider<T>
    where T : class
{
    public T this[long sequence] => provider[sequence];
}
