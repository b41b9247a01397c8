using System;
using System.Runtime.CompilerServices;
using Appliance.Core;
using Appliance.Machine;
using Appliance.Transport;
using Disruptor;

namespace Appliance.Pipeline;

/// <summary>Sizes of a pipeline.</summary>
public sealed record PipelineConfig
{
    /// <summary>Slots of the input ring, a power of two.</summary>
    public int RingSlots { get; init; } = 1 << 12;

    /// <summary>Events a stage takes in one turn.</summary>
    public int BatchMax { get; init; } = Limits.BatchMax;

    /// <summary>Publishing waits for the journal.</summary>
    public bool WaitForJournal { get; init; } = true;
}

/// <summary>
/// The stages on their ring: ingest, then machine and journal in parallel, then publish. It owns the ring's memory and
/// no thread; <see cref="PipelineRunner"/> or a test drives the stages.
/// </summary>
public sealed class AppliancePipeline : IDisposable
{
    private const int OutboxSlots = 4 * Limits.OutputsPerEventMax;
    private readonly UnmanagedRingBufferMemory ringMemory;
    private readonly UnmanagedRingBufferMemory outboxMemory;
    private readonly UnmanagedRingBuffer<EventSlot> ring;

    /// <param name="journalSink">Takes every sequenced frame; null journals nothing.</param>
    public AppliancePipeline(
        PipelineConfig config,
        MarginMachine machine,
        IFrameSource source,
        IFrameSink sink,
        IClock clock,
        IFrameSink? journalSink = null)
    {
        Check.That(config.RingSlots <= Limits.RingSlotsMax && config.BatchMax is > 0 and <= Limits.BatchMax);
        BatchMax = config.BatchMax;
        ringMemory = UnmanagedRingBufferMemory.Allocate(config.RingSlots, EventSlot.SlotBytes);
        outboxMemory = UnmanagedRingBufferMemory.Allocate(OutboxSlots, Unsafe.SizeOf<OutputRecord>());

        // Stages poll and never wait inside the ring, so its wait strategy is the one that costs nothing on publish.
        ring = new UnmanagedRingBuffer<EventSlot>(ringMemory, ProducerType.Single, new BusySpinWaitStrategy());
        UnmanagedRingBuffer<OutputRecord> outbox =
            new(outboxMemory, ProducerType.Single, new BusySpinWaitStrategy());
        Ingest = new IngestStage(source, ring, clock);
        Machine = new MachineStage(machine, ring, outbox);
        if (journalSink is null)
        {
            Publish = new PublishStage(ring, outbox, sink, clock, Machine.Sequence);
            return;
        }

        Journal = new JournalStage(ring, journalSink);
        ring.AddGatingSequences(Journal.Sequence);
        Publish = config.WaitForJournal
            ? new PublishStage(ring, outbox, sink, clock, Machine.Sequence, Journal.Sequence)
            : new PublishStage(ring, outbox, sink, clock, Machine.Sequence);
    }

    public int BatchMax { get; }

    /// <summary>Slots of the input ring.</summary>
    public int RingSlots => ring.BufferSize;

    /// <summary>Where its threads count; null counts nothing. See <see cref="PipelineCounters.Attach"/>.</summary>
    internal PipelineCounters? Counters { get; set; }

    public IngestStage Ingest { get; }

    public MachineStage Machine { get; }

    /// <summary>Null when nothing is journaled.</summary>
    public JournalStage? Journal { get; }

    public PublishStage Publish { get; }

    /// <summary>The source has ended and everything it sent is decided, journaled and published.</summary>
    public bool IsDrained
    {
        get
        {
            // In this order: what is sequenced after the first look is seen by the second.
            bool isSourceDone = Ingest.IsDrained;
            long cursor = ring.Cursor;
            return isSourceDone
                && Publish.Sequence.Value == cursor
                && (Journal is null || Journal.Sequence.Value == cursor);
        }
    }

    public void Dispose()
    {
        ringMemory.Dispose();
        outboxMemory.Dispose();
    }
}
