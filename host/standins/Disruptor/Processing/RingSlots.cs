using System.Runtime.CompilerServices;

namespace Disruptor.Processing;

/// <summary>The slots of our own ring, called directly.</summary>
internal readonly struct RingSlots<T>(RingBuffer<T> ring) : IDataProvider<T>
    where T : class
{
    private readonly RingBuffer<T> _ring = ring;

    public T this[long sequence]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _ring[sequence];
    }
}
