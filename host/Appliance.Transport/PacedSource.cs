using System;
using Appliance.Core;

namespace Appliance.Transport;

/// <summary>
/// Holds each frame back until its intended time; intended 0 means at once. Order is kept: a frame waits behind
/// an earlier one that is not due. A frame that has to wait is copied, so that the inner source may be anything.
/// </summary>
public sealed class PacedSource : IFrameSource
{
    private readonly IFrameSource inner;
    private readonly IClock clock;
    private readonly byte[] heldBytes;
    private int heldLength;
    private ushort heldStreamId;
    private long heldStampNs;
    private long heldIntendedNs;
    private bool isHolding;

    public PacedSource(IFrameSource inner, IClock clock, int frameBytesMax = CaptureFormat.PayloadBytesMax)
    {
        Check.That(inner is not null && clock is not null && frameBytesMax > 0);
        this.inner = inner;
        this.clock = clock;
        heldBytes = new byte[frameBytesMax];
    }

    /// <inheritdoc/>
    public bool IsDrained => !isHolding && inner.IsDrained;

    /// <summary>When the frame held back is due; 0 when none is held.</summary>
    public long HeldUntilNs => isHolding ? heldIntendedNs : 0;

    /// <inheritdoc/>
    public bool TryReceive(out Frame frame)
    {
        if (isHolding)
        {
            return TryReleaseHeld(out frame);
        }

        if (!inner.TryReceive(out frame))
        {
            return false;
        }

        if (frame.IntendedNs == 0 || clock.MonotonicNs >= frame.IntendedNs)
        {
            return true;
        }

        Hold(frame);
        frame = default;
        return false;
    }

    private bool TryReleaseHeld(out Frame frame)
    {
        if (clock.MonotonicNs < heldIntendedNs)
        {
            frame = default;
            return false;
        }

        isHolding = false;
        frame = new Frame(heldBytes.AsSpan(0, heldLength), heldStreamId, heldStampNs, heldIntendedNs);
        return true;
    }

    private void Hold(in Frame frame)
    {
        Check.That(frame.Bytes.Length <= heldBytes.Length);
        frame.Bytes.CopyTo(heldBytes);
        heldLength = frame.Bytes.Length;
        heldStreamId = frame.StreamId;
        heldStampNs = frame.StampNs;
        heldIntendedNs = frame.IntendedNs;
        isHolding = true;
    }
}
