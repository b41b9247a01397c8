using System;
using Appliance.Core;

namespace Appliance.Transport;

/// <summary>
/// Replays a capture: every frame gets the intended time start + (stamp - first stamp) / speed, where start is the
/// moment the first frame is asked for. It only marks; a <see cref="PacedSource"/> around it holds frames back.
/// Unpaced, intended times are 0.
/// </summary>
public sealed class CaptureSource : IFrameSource
{
    private readonly CaptureReader reader;
    private readonly IClock clock;
    private readonly ReplaySpeed speed;
    private bool hasStarted;
    private long startNs;
    private long firstStampNs;

    public CaptureSource(CaptureReader reader, IClock clock, ReplaySpeed speed)
    {
        Check.That(reader is not null && clock is not null);
        this.reader = reader;
        this.clock = clock;
        this.speed = speed;
    }

    /// <inheritdoc/>
    public bool IsDrained => reader.IsDrained;

    /// <summary>How the capture ended; see <see cref="CaptureReader.End"/>.</summary>
    public CaptureEnd End => reader.End;

    /// <inheritdoc/>
    public bool TryReceive(out Frame frame)
    {
        if (!reader.TryReceive(out frame))
        {
            return false;
        }

        // A replay never reads the clock for a stamp: 0, which asks for one, becomes the first moment there is.
        long stampNs = Math.Max(1, frame.StampNs);
        if (!speed.IsPaced)
        {
            frame = new Frame(frame.Bytes, frame.StreamId, stampNs, 0);
            return true;
        }

        if (!hasStarted)
        {
            hasStarted = true;
            startNs = clock.MonotonicNs;
            firstStampNs = stampNs;
        }

        long intendedNs = speed.IntendedNs(startNs, firstStampNs, stampNs);
        frame = new Frame(frame.Bytes, frame.StreamId, stampNs, intendedNs);
        return true;
    }
}
