using System;
using Appliance.Transport;
using Disruptor;

namespace Appliance.Pipeline;

/// <summary>
/// Writes every sequenced frame to a sink beside the machine. With durability, publishing waits for this stage.
/// </summary>
public sealed class JournalStage : IStage
{
    private readonly UnmanagedRingBuffer<EventSlot> ring;
    private readonly IFrameSink sink;
    private readonly SequenceBarrier barrier;

    public JournalStage(UnmanagedRingBuffer<EventSlot> ring, IFrameSink sink)
    {
        this.ring = ring;
        this.sink = sink;
        barrier = ring.NewBarrier();
    }

    public string Name => "journal";

    /// <summary>Last event handed to the sink.</summary>
    public Sequence Sequence { get; } = new();

    public int DoWork(int limit)
    {
        long next = Sequence.Value + 1;
        long available = Math.Min(barrier.DependentSequences.Value, next + limit - 1);
        long sequence = next;
        for (; sequence <= available; sequence++)
        {
            ref EventSlot slot = ref ring[sequence];
            if (!sink.TryOffer(slot.StreamId, slot.StampNs, slot.IntendedNs, EventSlot.Frame(ref slot)))
            {
                break;
            }
        }

        int done = (int)(sequence - next);
        if (done > 0)
        {
            Sequence.SetValue(sequence - 1);
        }

        return done;
    }
}
