using System;
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
/// </summary>
public sealed class PublishStage : IStage
{
    private readonly UnmanagedRingBuffer<EventSlot> ring;
    private readonly UnmanagedRingBuffer<OutputRecord> outbox;
    private readonly SequenceBarrier barrier;
    private readonly SequenceBarrier outboxBarrier;
    private readonly IFrameSink sink;
    private readonly IClock clock;
    private readonly OutputEncoder encoder = new();
    private readonly long[] byTemplate = new long[64];
    private bool isVerdictSent;

    /// <param name="after">Stages this one waits for: the machine, and the journal when durability asks for it.</param>
    public PublishStage(
        UnmanagedRingBuffer<EventSlot> ring,
        UnmanagedRingBuffer<OutputRecord> outbox,
        IFrameSink sink,
        IClock clock,
        params Sequence[] after)
    {
        this.ring = ring;
        this.outbox = outbox;
        this.sink = sink;
        this.clock = clock;
        barrier = ring.NewBarrier(after);
        outboxBarrier = outbox.NewBarrier();
        ring.AddGatingSequences(Sequence);
        outbox.AddGatingSequences(OutboxSequence);
    }

    public string Name => "publish";

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
        long available = Math.Min(barrier.DependentSequences.Value, next + limit - 1);
        long sequence = next;
        for (; sequence <= available && TryPublish(sequence); sequence++)
        {
        }

        int done = (int)(sequence - next);
        if (done > 0)
        {
            Sequence.SetValue(sequence - 1);
        }

        return done;
    }

    private bool TryPublish(long sequence)
    {
        ref EventSlot slot = ref ring[sequence];
        bool isOrderEntry = slot.TemplateId is NewOrderSingleDecoder.TemplateId
            or OrderCancelRequestDecoder.TemplateId or OrderCancelReplaceRequestDecoder.TemplateId;
        if (isOrderEntry && !isVerdictSent)
        {
            if (!sink.TryOffer(StreamIds.Verdicts, slot.StampNs, slot.IntendedNs, encoder.Verdict(ref slot)))
            {
                return false;
            }

            isVerdictSent = true;
            VerdictsSent++;
            Undecided += slot.Decision.Verdict == GateVerdict.Undecided ? 1 : 0;
        }

        if (!TryPublishOutputs(sequence, slot.StampNs))
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
