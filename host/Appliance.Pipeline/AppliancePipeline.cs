using System;
using System.Runtime.CompilerServices;
using Appliance.Core;
using Appliance.Machine;
using Appliance.Transport;
using Disruptor;

namespace Appliance.Pipeline;

/// <summary>
/// The stages on their ring: ingest, then machine and journal in parallel, then publish. It owns the ring's memory and
/// no thread; <see cref="PipelineRunner"/> or a test drives the stages.
/// </summary>
public sealed class AppliancePipeline : IDisposable
{
    private const int OutboxSlots = 4 * Limits.OutputsPerEventMax;
    private const int RefusalSlots = 1024;
    private readonly UnmanagedRingBufferMemory ringMemory;
    private readonly UnmanagedRingBufferMemory outboxMemory;
    private readonly UnmanagedRingBufferMemory refusalMemory;
    private readonly UnmanagedRingBuffer<EventSlot> ring;
    private readonly UnmanagedRingBuffer<OutputRecord> outbox;
    private readonly UnmanagedRingBuffer<RefusalRecord> refusals;
    private readonly RingWaits waits;

    /// <param name="journalSink">Takes every sequenced frame; null journals nothing.</param>
    public AppliancePipeline(
        PipelineConfig config,
        MarginMachine machine,
        IFrameSource source,
        IFrameSink sink,
        IClock clock,
        IFrameSink? journalSink = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        Check.That(config.RingSlots <= Limits.RingSlotsMax && config.BatchMax is > 0 and <= Limits.BatchMax);
        Config = config;
        ringMemory = UnmanagedRingBufferMemory.Allocate(config.RingSlots, EventSlot.SlotBytes);
        outboxMemory = UnmanagedRingBufferMemory.Allocate(OutboxSlots, Unsafe.SizeOf<OutputRecord>());
        refusalMemory = UnmanagedRingBufferMemory.Allocate(RefusalSlots, RefusalRecord.SlotBytes);

        // Each stage waits its own way; the ring's producer wakes those that block, and only where one does.
        waits = new RingWaits(config);
        SingleProducerSequencer sequencer = new(config.RingSlots, waits);
        ring = new UnmanagedRingBuffer<EventSlot>(ringMemory.PointerToFirstEvent, EventSlot.SlotBytes, sequencer);

        // Nobody waits at these two, so their wait strategy is the one that costs nothing on publish.
        outbox = new UnmanagedRingBuffer<OutputRecord>(outboxMemory, ProducerType.Single, new BusySpinWaitStrategy());
        refusals = new UnmanagedRingBuffer<RefusalRecord>(
            refusalMemory, ProducerType.Single, new BusySpinWaitStrategy());
        Fence = new Fence { Raised = OnStageDown };
        Ingest = new IngestStage(source, ring, clock, Fence, refusals, config.BackPressure);
        Machine = new MachineStage(machine, ring, outbox, Barrier(sequencer, StageRole.Machine), Fence);
        Sequence[] before = [Machine.Sequence];
        if (journalSink is not null)
        {
            Journal = new JournalStage(ring, journalSink, Barrier(sequencer, StageRole.Journal));
            ring.AddGatingSequences(Journal.Sequence);
            before = config.WaitForJournal ? [Machine.Sequence, Journal.Sequence] : before;
        }

        SequenceBarrier barrier = Barrier(sequencer, StageRole.Publish, before);
        Publish = new PublishStage(ring, outbox, sink, clock, barrier, refusals, Fence)
        {
            IsPolling = config.BackPressure is not null,
        };
    }

    public PipelineConfig Config { get; }

    public int BatchMax => Config.BatchMax;

    /// <summary>Slots of the input ring.</summary>
    public int RingSlots => ring.BufferSize;

    /// <summary>Where its threads count; null counts nothing. See <see cref="PipelineCounters.Attach"/>.</summary>
    internal PipelineCounters? Counters { get; set; }

    public IngestStage Ingest { get; }

    public MachineStage Machine { get; }

    /// <summary>Null when nothing is journaled.</summary>
    public JournalStage? Journal { get; }

    public PublishStage Publish { get; }

    /// <summary>Raised once a stage has failed.</summary>
    public Fence Fence { get; }

    /// <summary>The source has ended and everything it sent is decided, journaled and published.</summary>
    public bool IsDrained => Positions().IsDrained;

    /// <summary>Where every stage stands. Exact once they rest; while they run, none has come less far.</summary>
    public PipelinePositions Positions()
    {
        // In this order: what is sequenced after the first look is seen by the second.
        bool isSourceDone = Ingest.IsDrained;
        return new PipelinePositions
        {
            IsSourceDone = isSourceDone,
            Refused = refusals.Cursor,
            Cursor = ring.Cursor,
            Machine = Machine.Sequence.Value,
            Journal = Journal?.Sequence.Value,
            Publish = Publish.Sequence.Value,
            Outputs = outbox.Cursor,
            OutputsSent = Publish.OutboxSequence.Value,
            RefusalsSent = Publish.RefusalsSent - 1,
        };
    }

    /// <summary>Wakes every stage that waits at a barrier, for good: from then on they look for themselves.</summary>
    public void WakeAll()
    {
        Machine.Barrier.CancelProcessing();
        Journal?.Barrier.CancelProcessing();
        Publish.Barrier?.CancelProcessing();
    }

    public void Dispose()
    {
        ringMemory.Dispose();
        outboxMemory.Dispose();
        refusalMemory.Dispose();
    }

    private SequenceBarrier Barrier(SingleProducerSequencer sequencer, StageRole role, params Sequence[] before)
    {
        DependentSequenceGroup group = ring.NewBarrier(before).DependentSequences;
        return new SequenceBarrier(sequencer, waits.Of(role, group), group);
    }

    private void OnStageDown(StageRole role, bool isFirst)
    {
        // A dead journal would hold the ring, and with it every refusal that is still to be sent.
        if (role == StageRole.Journal && Journal is not null)
        {
            ring.RemoveGatingSequence(Journal.Sequence);
        }

        if (isFirst)
        {
            WakeAll();
        }
    }
}
