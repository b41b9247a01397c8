using System;
using Appliance.Transport;
using Disruptor;

namespace Appliance.Pipeline;

/// <summary>
/// Writes every sequenced frame to a sink beside the machine. With durability, publishing waits for this stage. It
/// goes on behind a fence: what came in is kept, whoever failed.
/// </summary>
public sealed class JournalStage : IStage
{
    private readonly UnmanagedRingBuffer<EventSlot> ring;
    private readonly IFrameSink sink;
    private readonly SequenceBarrier barrier;

    public JournalStage(UnmanagedRingBuffer<EventSlot> ring, IFrameSink sink, SequenceBarrier? barrier = null)
    {
        this.ring = ring;
        this.sink = sink;
        this.barrier = barrier ?? ring.NewBarrier();
    }

    public StageRole Role => StageRole.Journal;

    /// <summary>Last event handed to the sink.</summary>
    public Sequence Sequence { get; } = new();

    public SequenceBarrier Barrier => barrier;

    public long Awaited => Sequence.Value + 1;

    public int DoWork(int limit)
    {
        long next = Sequence.Value + 1;
        long available = Math.Min(barrier.DependentSequences.Value, next + limit - 1);
        long written = next - 1;
        try
        {
            while (written < available && TryWrite(written + 1))
            {
                written++;
            }
        }
        finally
        {
            // Also when the sink threw: what it took before is written.
            if (written >= next)
            {
                Sequence.SetValue(written);
            }
        }

        return (int)(written - next + 1);
    }

    private bool TryWrite(long sequence)
    {
        ref EventSlot slot = ref ring[sequence];
        return sink.TryOffer(slot.StreamId, slot.StampNs, slot.IntendedNs, EventSlot.Frame(ref slot));
    }
}
