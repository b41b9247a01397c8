using System;
using Appliance.Core;
using Appliance.Transport;
using Appliance.Wire;
using Disruptor;

namespace Appliance.Pipeline;

/// <summary>
/// Polls the source, validates each frame and puts it in sequence. A frame that does not decode is counted by status
/// and goes no further: it gets no sequence and the machine never sees it.
/// </summary>
public sealed class IngestStage : IStage
{
    /// <summary>Stamps are at most this: the year 2116, and room to add deadlines.</summary>
    private const long StampNsMax = 1L << 62;

    private readonly IFrameSource source;
    private readonly UnmanagedRingBuffer<EventSlot> ring;
    private readonly IClock clock;
    private readonly long[] faults = new long[16];
    private volatile bool isDrained;

    public IngestStage(IFrameSource source, UnmanagedRingBuffer<EventSlot> ring, IClock clock)
    {
        this.source = source;
        this.ring = ring;
        this.clock = clock;
    }

    public string Name => "ingest";

    /// <summary>Frames put in sequence.</summary>
    public long Sequenced { get; private set; }

    public long FaultCount { get; private set; }

    /// <summary>
    /// Nothing can come and everything that came is in the ring. Set by the thread that runs the stage, after its
    /// last publish, so that whoever sees it sees the last frame too.
    /// </summary>
    public bool IsDrained => isDrained;

    /// <summary>Measures the way through the ring; null measures nothing. Set before the start.</summary>
    internal RingWait? RingWait { get; set; }

    /// <summary>Frames dropped with this status.</summary>
    public long Faults(SbeStatus status) => faults[(int)status];

    public int DoWork(int limit)
    {
        int done = 0;

        // Room first: a received frame is valid only until the next call, so it must have a place to go.
        while (done < limit && ring.HasAvailableCapacity(1) && source.TryReceive(out Frame frame))
        {
            done++;
            SbeStatus status = FrameValidator.Validate(frame.Bytes, out MessageHeader header);
            if (status == SbeStatus.Ok && frame.Bytes.Length > Limits.FrameBytesMax)
            {
                status = SbeStatus.FrameTooLong;
            }

            if (status != SbeStatus.Ok)
            {
                faults[(int)status]++;
                FaultCount++;
                continue;
            }

            long sequence = ring.Next();
            ref EventSlot slot = ref ring[sequence];
            slot.StampNs = Stamp(frame.StampNs);
            slot.IntendedNs = frame.IntendedNs;
            EventSlot.Write(ref slot, frame.Bytes, header.TemplateId, frame.StreamId);
            RingWait?.Enter(sequence, ref slot);
            ring.Publish(sequence);
            Sequenced++;
        }

        if (done == 0 && source.IsDrained)
        {
            isDrained = true;
        }

        return done;
    }

    // Live sources leave the stamp to us (0). What others bring is any 64 bits and must be a time.
    private long Stamp(long stampNs) => stampNs == 0 ? clock.UtcNs : Math.Clamp(stampNs, 1, StampNsMax);
}
