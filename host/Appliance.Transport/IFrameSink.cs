using System;

namespace Appliance.Transport;

/// <summary>Where frames go. Offered to by one thread, never blocks, never allocates.</summary>
public interface IFrameSink
{
    /// <summary>False when the other end has no room now (back pressure): offer the same frame again later.</summary>
    /// <param name="streamId">See <see cref="StreamIds"/>.</param>
    /// <param name="stampNs">UTC nanoseconds of the input that caused this frame.</param>
    /// <param name="intendedNs">Monotonic nanoseconds carried along for latency measurement, or 0.</param>
    /// <param name="bytes">The whole frame.</param>
    bool TryOffer(ushort streamId, long stampNs, long intendedNs, ReadOnlySpan<byte> bytes);
}
