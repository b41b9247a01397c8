using System;
using Appliance.Core;
using Appliance.Transport;
using Appliance.Wire;
using Disruptor;

namespace Appliance.Pipeline;

/// <summary>
/// Polls the source, validates each frame and puts it in sequence. A frame that does not decode is counted by status
/// and goes no further: it gets no sequence and the machine never sees it. When the ring is full the source is read no
/// further, or, under a policy and behind a fence, <see cref="Admission"/> says what becomes of each frame.
/// </summary>
public sealed class IngestStage : IStage
{
    /// <summary>Stamps are at most this: the year 2116, and room to add deadlines.</summary>
    private const long StampNsMax = 1L << 62;

    private readonly IFrameSource source;
    private readonly UnmanagedRingBuffer<EventSlot> ring;
    private readonly IClock clock;
    private readonly Fence? fence;
    private readonly Admission? admission;
    private readonly long[] faults = new long[16];
    private volatile bool isClosed;
    private volatile bool isDrained;

    public IngestStage(IFrameSource source, UnmanagedRingBuffer<EventSlot> ring, IClock clock)
        : this(source, ring, clock, null, null, null)
    {
    }

    /// <param name="refusals">Takes the answers to orders that get no sequence.</param>
    internal IngestStage(
        IFrameSource source,
        UnmanagedRingBuffer<EventSlot> ring,
        IClock clock,
        Fence? fence,
        UnmanagedRingBuffer<RefusalRecord>? refusals,
        BackPressurePolicy? policy)
    {
        this.source = source;
        this.ring = ring;
        this.clock = clock;
        this.fence = fence;
        IsUnderPolicy = policy is not null;
        admission = refusals is null ? null : new Admission(this, ring, refusals, policy);
    }

    public StageRole Role => StageRole.Ingest;

    /// <summary>Frames put in sequence.</summary>
    public long Sequenced { get; private set; }

    public long FaultCount { get; private set; }

    /// <summary>Turns in which the ring had no room for what may have come: back pressure on the source.</summary>
    public long FullTurns { get; private set; }

    /// <summary>Orders refused at the door because the ring was full.</summary>
    public long Overloaded => admission?.Overloaded ?? 0;

    /// <summary>Orders refused at the door because the appliance is fenced.</summary>
    public long Fenced => admission?.Fenced ?? 0;

    /// <summary>Prices that a newer one of their kind and instrument replaced while they waited.</summary>
    public long Conflated => admission?.Conflated ?? 0;

    /// <summary>
    /// Nothing can come and everything that came is in the ring. Set by the thread that runs the stage, after its
    /// last publish, so that whoever sees it sees the last frame too.
    /// </summary>
    public bool IsDrained => isDrained;

    /// <summary>Measures the way through the ring; null measures nothing. Set before the start.</summary>
    internal RingWait? RingWait { get; set; }

    internal bool IsUnderPolicy { get; }

    /// <summary>Frames dropped with this status.</summary>
    public long Faults(SbeStatus status) => faults[(int)status];

    /// <summary>Takes no more frames from the source, as if it had ended; what was taken still goes its way.</summary>
    public void Close() => isClosed = true;

    public int DoWork(int limit)
    {
        bool isStrict = IsUnderPolicy || fence is { IsRaised: true };
        int done = isStrict || admission is { HasWaiting: true } ? DoStrictWork(limit) : DoPlainWork(limit);
        if (done == 0 && (isClosed || source.IsDrained) && admission is not { HasWaiting: true })
        {
            isDrained = true;
        }

        return done;
    }

    /// <summary>Gives a frame the next sequence; the ring must have room.</summary>
    internal void Sequence(ReadOnlySpan<byte> frame, in ConflationTable.Head head)
    {
        long sequence = ring.Next();
        ref EventSlot slot = ref ring[sequence];
        slot.StampNs = Stamp(head.StampNs);
        slot.IntendedNs = head.IntendedNs;
        EventSlot.Write(ref slot, frame, head.TemplateId, head.StreamId);
        RingWait?.Enter(sequence, ref slot);
        ring.Publish(sequence);
        Sequenced++;
    }

    // Live sources leave the stamp to us (0). What others bring is any 64 bits and must be a time.
    internal long Stamp(long stampNs) => stampNs == 0 ? clock.UtcNs : Math.Clamp(stampNs, 1, StampNsMax);

    private int DoPlainWork(int limit)
    {
        int done = 0;

        // Room first: a received frame is valid only until the next call, so it must have a place to go.
        while (done < limit)
        {
            if (!ring.HasAvailableCapacity(1))
            {
                FullTurns++;
                break;
            }

            if (isClosed || !source.TryReceive(out Frame frame))
            {
                break;
            }

            done++;
            if (IsGood(frame, out ushort templateId))
            {
                Sequence(frame.Bytes, HeadOf(frame, templateId));
            }
        }

        return done;
    }

    private int DoStrictWork(int limit)
    {
        Check.That(admission is not null);
        bool isFenced = fence is { IsRaised: true };
        int done = admission.MoveWaiting(limit, isFenced);
        while (done < limit)
        {
            if (admission.IsHolding)
            {
                FullTurns++;
                break;
            }

            if (isClosed || !source.TryReceive(out Frame frame))
            {
                break;
            }

            done++;
            if (IsGood(frame, out ushort templateId))
            {
                admission.Admit(frame.Bytes, HeadOf(frame, templateId), isFenced);
            }

            if (admission.HasWaiting)
            {
                done += admission.MoveWaiting(limit - done, isFenced);
            }
        }

        return done;
    }

    private bool IsGood(in Frame frame, out ushort templateId)
    {
        SbeStatus status = FrameValidator.Validate(frame.Bytes, out MessageHeader header);
        if (status == SbeStatus.Ok && frame.Bytes.Length > Limits.FrameBytesMax)
        {
            status = SbeStatus.FrameTooLong;
        }

        templateId = header.TemplateId;
        if (status == SbeStatus.Ok)
        {
            return true;
        }

        faults[(int)status]++;
        FaultCount++;
        return false;
    }

    private static ConflationTable.Head HeadOf(in Frame frame, ushort templateId) =>
        new(frame.StampNs, frame.IntendedNs, frame.StreamId, templateId);
}
