using System;
using Appliance.Transport;

namespace Appliance.EndToEnd.Tests;

/// <summary>Sees one frame.</summary>
internal delegate void FrameEye(ushort streamId, long stampNs, ReadOnlySpan<byte> bytes);

/// <summary>Passes everything on and shows what was taken; a frame refused for want of room comes again.</summary>
internal sealed class FrameTap(IFrameSink sink) : IFrameSink
{
    public event FrameEye? Seen;

    public bool TryOffer(ushort streamId, long stampNs, long intendedNs, ReadOnlySpan<byte> bytes)
    {
        bool isTaken = sink.TryOffer(streamId, stampNs, intendedNs, bytes);
        if (isTaken)
        {
            Seen?.Invoke(streamId, stampNs, bytes);
        }

        return isTaken;
    }
}
