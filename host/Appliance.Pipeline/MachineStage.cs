using System;
using Appliance.Core;
using Appliance.Machine;
using Disruptor;

namespace Appliance.Pipeline;

/// <summary>
/// Gives every sequenced frame to the machine and writes the decision into its slot; outputs go to the outbox, each
/// with the sequence that caused it. An event is started only when the outbox has room for all it could cause. Ahead
/// of the event at work it tells the device which accounts come next, within the batch the ring gave and no further.
/// </summary>
public sealed class MachineStage : IStage
{
    // Two or three events ahead would cover one miss; more than this many fetches at a time the processor drops.
    private const int HintsAhead = 6;
    private readonly MarginMachine machine;
    private readonly UnmanagedRingBuffer<EventSlot> ring;
    private readonly UnmanagedRingBuffer<OutputRecord> outbox;
    private readonly Fence? fence;
    private readonly SequenceBarrier barrier;
    private long hinted = -1;

    public MachineStage(
        MarginMachine machine,
        UnmanagedRingBuffer<EventSlot> ring,
        UnmanagedRingBuffer<OutputRecord> outbox,
        SequenceBarrier? barrier = null,
        Fence? fence = null)
    {
        Check.That(outbox.BufferSize >= Limits.OutputsPerEventMax);
        this.machine = machine;
        this.ring = ring;
        this.outbox = outbox;
        this.fence = fence;
        this.barrier = barrier ?? ring.NewBarrier();
    }

    public StageRole Role => StageRole.Machine;

    /// <summary>Last event decided; the publish stage waits for it.</summary>
    public Sequence Sequence { get; } = new();

    /// <summary>Measures the way through the ring; null measures nothing. Set before the start.</summary>
    internal RingWait? RingWait { get; set; }

    public SequenceBarrier Barrier => barrier;

    public long Awaited => Sequence.Value + 1;

    /// <summary>Turns that ended for want of room in the outbox: publishing does not keep up.</summary>
    public long FullTurns { get; private set; }

    public int DoWork(int limit)
    {
        long next = Sequence.Value + 1;
        long available = Math.Min(barrier.DependentSequences.Value, next + limit - 1);
        long decided = next - 1;
        try
        {
            while (decided < available && HasRoom())
            {
                if (!TryDecide(decided + 1, available))
                {
                    break;
                }

                decided++;
            }
        }
        finally
        {
            // Also when an event threw: those before it were decided, and the one itself was not.
            if (decided >= next)
            {
                Sequence.SetValue(decided);
            }
        }

        return (int)(decided - next + 1);
    }

    private bool HasRoom()
    {
        if (outbox.HasAvailableCapacity(Limits.OutputsPerEventMax))
        {
            return true;
        }

        FullTurns++;
        return false;
    }

    private bool TryDecide(long sequence, long available)
    {
        if (fence is { IsRaised: true })
        {
            return false;
        }

        if (sequence < available)
        {
            HintAhead(sequence, available);
        }

        ref EventSlot slot = ref ring[sequence];
        RingWait?.Leave(sequence, ref slot);
        Decision decision = machine.Apply(sequence, slot.StampNs, EventSlot.Frame(ref slot));

        // A machine that stood still and was given up may wake here: what it says then counts no more.
        if (fence is { IsRaised: true })
        {
            return false;
        }

        slot.Decision = decision;
        if (machine.Outputs.Count > 0)
        {
            Emit(sequence);
        }

        return true;
    }

    private void HintAhead(long sequence, long available)
    {
        long last = Math.Min(available, sequence + HintsAhead);
        for (hinted = Math.Max(hinted, sequence); hinted < last; hinted++)
        {
            ref EventSlot slot = ref ring[hinted + 1];
            machine.Hint(EventSlot.Frame(ref slot));
        }
    }

    private void Emit(long sequence)
    {
        foreach (ref readonly OutputRecord output in machine.Outputs.Records)
        {
            long place = outbox.Next();
            ref OutputRecord record = ref outbox[place];
            record = output;
            record.CauseSequence = sequence;
            outbox.Publish(place);
        }
    }
}
