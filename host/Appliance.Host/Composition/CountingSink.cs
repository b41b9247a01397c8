using System;
using Appliance.Transport;

namespace Appliance.Host.Composition;

/// <summary>Takes everything and keeps only how much: a replay has nobody to answer.</summary>
internal sealed class CountingSink : IFrameSink
{
    public long Frames { get; private set; }

    public bool TryOffer(ushort streamId, long stampNs, long intendedNs, ReadOnlySpan<byte> bytes)
    {
        Frames++;
        return true;
    }
}
