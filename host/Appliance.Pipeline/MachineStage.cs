using System;
using Appliance.Core;
using Appliance.Machine;
using Disruptor;

namespace Appliance.Pipeline;

/// <summary>
/// Gives every sequenced frame to the machine and writes the decision into its slot; outputs go to the outbox, each
/// with the sequence that caused it. An event is started only when the outbox has room for all it could cause.
/// </summary>
public sealed class MachineStage : IStage
{
    private readonly MarginMachine machine;
    private readonly UnmanagedRingBuffer<EventSlot> ring;
    private readonly UnmanagedRingBuffer<OutputRecord> outbox;
    private readonly SequenceBarrier barrier;

    public MachineStage(
        MarginMachine machine, UnmanagedRingBuffer<EventSlot> ring, UnmanagedRingBuffer<OutputRecord> outbox)
    {
        Check.That(outbox.BufferSize >= Limits.OutputsPerEventMax);
        this.machine = machine;
        this.ring = ring;
        this.outbox = outbox;
        barrier = ring.NewBarrier();
    }

    public string Name => "machine";

    /// <summary>Last event decided; the publish stage waits for it.</summary>
    public Sequence Sequence { get; } = new();

    /// <summary>Measures the way through the ring; null measures nothing. Set before the start.</summary>
    internal RingWait? RingWait { get; set; }

    public int DoWork(int limit)
    {
        long next = Sequence.Value + 1;
        long available = Math.Min(barrier.DependentSequences.Value, next + limit - 1);
        long sequence = next;
        for (; sequence <= available && outbox.HasAvailableCapacity(Limits.OutputsPerEventMax); sequence++)
        {
            ref EventSlot slot = ref ring[sequence];
            RingWait?.Leave(sequence, ref slot);
            slot.Decision = machine.Apply(sequence, slot.StampNs, EventSlot.Frame(ref slot));
            if (machine.Outputs.Count > 0)
            {
                Emit(sequence);
            }
        }

        int done = (int)(sequence - next);
        if (done > 0)
        {
            Sequence.SetValue(sequence - 1);
        }

        return done;
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
