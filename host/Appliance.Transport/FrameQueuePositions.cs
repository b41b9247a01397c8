using System.Runtime.InteropServices;

namespace Appliance.Transport;

/// <summary>
/// The moving fields of a <see cref="FrameQueue"/>. Each side's fields fill their own 128 bytes, because the
/// prefetcher of current processors fetches cache lines in pairs; positions only grow and never wrap.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 384)]
internal struct FrameQueuePositions
{
    /// <summary>Written by the producer: bytes below it are whole records.</summary>
    [FieldOffset(128)]
    public long Produced;

    /// <summary>The producer's last look at <see cref="Consumed"/>; stale is safe, it only looks fuller.</summary>
    [FieldOffset(136)]
    public long ConsumedSeen;

    /// <summary>Written by the producer, once: nothing comes after <see cref="Produced"/>.</summary>
    [FieldOffset(144)]
    public bool Closed;

    /// <summary>Written by the consumer: bytes below it may be overwritten.</summary>
    [FieldOffset(256)]
    public long Consumed;

    /// <summary>The consumer's last look at <see cref="Produced"/>.</summary>
    [FieldOffset(264)]
    public long ProducedSeen;

    /// <summary>Where the consumer reads next; the record before it is still lent to the caller.</summary>
    [FieldOffset(272)]
    public long Next;
}
