using System;
using System.Runtime.CompilerServices;
using Appliance.Core;
using Appliance.Machine;
using Appliance.Telemetry;
using Appliance.Transport;
using Appliance.Wire;
using Disruptor;

namespace Appliance.Pipeline;

/// <summary>
/// Sends what the machine decided, in sequence: the verdict of each order-entry message, then the outputs it caused.
/// Under back pressure it stops between two frames and goes on there; nothing is sent twice or lost. Latencies are
/// taken here, from the intended send time to the moment the verdict is with the transport.
/// When it first sees the fence it takes note of how far the stages before it had come. Up to there all goes out as
/// decided; beyond, nothing that the machine says counts: orders are refused, cancels pass, outputs stay inside.
/// </summary>
public sealed class PublishStage : IStage
{
    private readonly UnmanagedRingBuffer<EventSlot> ring;
    private readonly UnmanagedRingBuffer<OutputRecord> outbox;
    private const long NoFence = long.MaxValue;
    private readonly Fence? fence;
    private readonly UnmanagedRingBuffer<RefusalRecord>? refusals;
    private readonly Sequence refusalSequence = new();
    private readonly SequenceBarrier barrier;
    private readonly SequenceBarrier outboxBarrier;
    private readonly IFrameSink sink;
    private readonly IClock clock;
    private readonly OutputEncoder encoder = new();
    private readonly long[] byTemplate = new long[64];
    private long lastDecided = NoFence;
    private bool isVerdictSent;

    /// <param name="after">Stages this one waits for: the machine, and the journal when durability asks for it.</param>
    public PublishStage(
        UnmanagedRingBuffer<EventSlot> ring,
        UnmanagedRingBuffer<OutputRecord> outbox,
        IFrameSink sink,
        IClock clock,
        params Sequence[] after)
        : this(ring, outbox, sink, clock, ring.NewBarrier(after), null, null)
    {
    }

    /// <param name="barrier">Of the stages this one waits for.</param>
    /// <param name="refusals">Answers to orders that got no sequence; they wait for nobody.</param>
    internal PublishStage(
        UnmanagedRingBuffer<EventSlot> ring,
        UnmanagedRingBuffer<OutputRecord> outbox,
        IFrameSink sink,
        IClock clock,
        SequenceBarrier barrier,
        UnmanagedRingBuffer<RefusalRecord>? refusals,
        Fence? fence)
    {
        this.ring = ring;
        this.outbox = outbox;
        this.sink = sink;
        this.clock = clock;
        this.barrier = barrier;
        this.refusals = refusals;
        this.fence = fence;
        outboxBarrier = outbox.NewBarrier();
        ring.AddGatingSequences(Sequence);
        outbox.AddGatingSequences(OutboxSequence);
        refusals?.AddGatingSequences(refusalSequence);
    }

    public StageRole Role => StageRole.Publish;

    /// <summary>Null when answers may come that no sequence announces: then the stage must look for itself.</summary>
    public SequenceBarrier? Barrier => IsPolling ? null : barrier;

    public long Awaited => Sequence.Value + 1;

    /// <summary>Last input whose answers are all sent.</summary>
    public Sequence Sequence { get; } = new();

    public Sequence OutboxSequence { get; } = new();

    /// <summary>Order path: intended send time of an order-entry message to its verdict, nanoseconds.</summary>
    public LatencyHistogram OrderLatency { get; internal set; } = new();

    /// <summary>The same for every input that carries an intended time.</summary>
    public LatencyHistogram EventLatency { get; internal set; } = new();

    public long VerdictsSent { get; private set; }

    /// <summary>Orders nobody decided, refused here: our own fault, counted so that it is seen.</summary>
    public long Undecided { get; private set; }

    /// <summary>Answers sent to orders that were refused before they got a sequence.</summary>
    public long RefusalsSent => refusalSequence.Value + 1;

    /// <summary>The last input that goes out as decided; of no meaning without a fence.</summary>
    public long LastDecided => lastDecided;

    internal bool IsPolling { get; init; }

    /// <summary>What this stage waits for, without waiting.</summary>
    internal long Available => barrier.DependentSequences.Value;

    /// <summary>Inputs by template id.</summary>
    public long Inputs(ushort templateId) => templateId < byTemplate.Length ? byTemplate[templateId] : 0;

    /// <summary>Forgets latencies so far: called once when warm-up ends, by the thread that runs the stage.</summary>
    public void ResetLatencies()
    {
        OrderLatency.Reset();
        EventLatency.Reset();
    }

    public int DoWork(int limit)
    {
        long next = Sequence.Value + 1;
        long available = Math.Min(Reached(), next + limit - 1);

        // After the look at the ring: what was refused before an event got its sequence is answered before that event.
        int answered = 0;
        if (refusals is not null && !TryPublishRefusals(out answered))
        {
            return answered;
        }

        long sent = next - 1;
        try
        {
            while (sent < available && TryPublish(sent + 1))
            {
                sent++;
            }
        }
        finally
        {
            if (sent >= next)
            {
                Sequence.SetValue(sent);
            }
        }

        return answered + (int)(sent - next + 1);
    }

    private long Reached()
    {
        if (fence is not { IsRaised: true })
        {
            return barrier.DependentSequences.Value;
        }

        return ReachedBehindFence();
    }

    // The stages before may be gone: from now on whatever is in the ring is answered.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private long ReachedBehindFence()
    {
        if (lastDecided == NoFence)
        {
            lastDecided = Math.Max(Sequence.Value, barrier.DependentSequences.Value);
        }

        return ring.Cursor;
    }

    private bool TryPublishRefusals(out int answered)
    {
        long next = refusalSequence.Value + 1;
        long available = refusals!.Cursor;
        long sequence = next;
        for (; sequence <= available; sequence++)
        {
            ref RefusalRecord refusal = ref refusals[sequence];
            ReadOnlySpan<byte> verdict = encoder.Refusal(refusal);
            if (!sink.TryOffer(StreamIds.Verdicts, refusal.StampNs, refusal.IntendedNs, verdict))
            {
                break;
            }
        }

        answered = (int)(sequence - next);
        if (answered > 0)
        {
            refusalSequence.SetValue(sequence - 1);
        }

        return sequence > available;
    }

    private bool TryPublish(long sequence)
    {
        ref EventSlot slot = ref ring[sequence];
        bool isBeyondFence = sequence > lastDecided;
        bool isOrderEntry = slot.TemplateId is NewOrderSingleDecoder.TemplateId
            or OrderCancelRequestDecoder.TemplateId or OrderCancelReplaceRequestDecoder.TemplateId;
        if (isOrderEntry && !isVerdictSent)
        {
            bool isDecided = !isBeyondFence && slot.Decision.Verdict != GateVerdict.Undecided;
            ReadOnlySpan<byte> verdict = encoder.Verdict(ref slot, isDecided);
            if (!sink.TryOffer(StreamIds.Verdicts, slot.StampNs, slot.IntendedNs, verdict))
            {
                return false;
            }

            isVerdictSent = true;
            VerdictsSent++;
            Undecided += isDecided ? 0 : 1;
        }

        if (!isBeyondFence && !TryPublishOutputs(sequence, slot.StampNs))
        {
            return false;
        }

        isVerdictSent = false;
        byTemplate[slot.TemplateId & 63]++;
        if (slot.IntendedNs != 0)
        {
            RecordLatency(slot.IntendedNs, isOrderEntry);
        }

        return true;
    }

    private bool TryPublishOutputs(long sequence, long stampNs)
    {
        long next = OutboxSequence.Value + 1;
        long available = outboxBarrier.DependentSequences.Value;
        for (; next <= available && outbox[next].CauseSequence == sequence; next++)
        {
            if (!sink.TryOffer(StreamIds.Risk, stampNs, 0, encoder.Output(outbox[next])))
            {
                return false;
            }

            OutboxSequence.SetValue(next);
        }

        return true;
    }

    private void RecordLatency(long intendedNs, bool isOrderEntry)
    {
        // An intended time that is no time wraps below zero, where the histogram counts it apart.
        long latency = unchecked(clock.MonotonicNs - intendedNs);
        EventLatency.Record(latency);
        if (isOrderEntry)
        {
            OrderLatency.Record(latency);
        }
    }
}
