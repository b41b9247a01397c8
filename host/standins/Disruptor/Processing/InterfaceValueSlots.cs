namespace Disruptor.Processing;

/// <summary>Slots of a provider that no proxy could be made for, through the interface.</summary>
internal readonly struct InterfaceValueSlots<T>(IValueDataProvider<T> provider) : IValueDataProvider<T>
    where T : struct
{
    public ref T this[long sequence] => ref provider[sequence];
}
