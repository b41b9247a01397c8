using System;
using System.Collections.Generic;
using Appliance.Core;
using Appliance.Machine;
using Appliance.Telemetry;
using Appliance.Wire;

namespace Appliance.Pipeline;

/// <summary>
/// Everything that is counted of a pipeline while it runs, by name in a <see cref="CounterBlock"/>: where each stage
/// stands, how much a turn did, what was dropped, what was answered and how long it took. A stage's own thread writes
/// what is its own; what only a person asks for is sampled by the thread that runs the pipeline.
/// </summary>
public sealed class PipelineCounters
{
    /// <summary>Threads that turns are counted for.</summary>
    public static readonly IReadOnlyList<string> ThreadNames = ["fused", "ingest", "machine", "publish", "journal"];

    private static readonly (ushort Template, string Name)[] InputNames =
    [
        (NewOrderSingleDecoder.TemplateId, "NewOrderSingle"),
        (OrderCancelReplaceRequestDecoder.TemplateId, "OrderCancelReplaceRequest"),
        (OrderCancelRequestDecoder.TemplateId, "OrderCancelRequest"),
        (ExecutionReportDecoder.TemplateId, "ExecutionReport"),
        (MarkPriceDecoder.TemplateId, "MarkPrice"),
        (IndexPriceDecoder.TemplateId, "IndexPrice"),
        (TopOfBookDecoder.TemplateId, "TopOfBook"),
        (TradeDecoder.TemplateId, "Trade"),
        (IncrementalRefreshBookDecoder.TemplateId, "IncrementalRefreshBook"),
        (InstrumentDefinitionDecoder.TemplateId, "InstrumentDefinition"),
        (SecurityStatusDecoder.TemplateId, "SecurityStatus"),
        (GroupAdminDecoder.TemplateId, "GroupAdmin"),
        (CollateralUpdateDecoder.TemplateId, "CollateralUpdate"),
        (HeartbeatDecoder.TemplateId, "Heartbeat"),
    ];

    // What a policy or the fence did to frames that were good; a policy that drops adds its line here.
    private static readonly (string Name, Func<AppliancePipeline, long> Count)[] PolicyNames =
    [
        ("undecided", pipeline => pipeline.Publish.Undecided),
        ("overloaded", pipeline => pipeline.Ingest.Overloaded),
        ("fenced", pipeline => pipeline.Ingest.Fenced),
        ("conflated", pipeline => pipeline.Ingest.Conflated),
    ];

    private static readonly SbeStatus[] DropStatuses =
        Array.FindAll(Enum.GetValues<SbeStatus>(), status => status != SbeStatus.Ok);

    // Lots and money are no events; the run's report has them.
    private static readonly MachineCounter[] MachineEvents = Array.FindAll(
        Enum.GetValues<MachineCounter>(),
        kind => kind is not (MachineCounter.LiquidationLots or MachineCounter.LiquidationMicro));

    private readonly Counter[] dropped;
    private readonly Counter[] policies;
    private readonly Counter[] inputs;
    private readonly Counter[] machineEvents;

    public PipelineCounters(CounterBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        IsShared = block.IsShared;
        RingCapacity = block.Counter("ring_capacity");
        Ingested = block.Counter("stage_position", "stage=ingest");
        Decided = block.Counter("stage_position", "stage=machine");
        Published = block.Counter("stage_position", "stage=publish");
        Journaled = block.Counter("stage_position", "stage=journal");
        OrderLatency = block.Histogram("latency", "path=order");
        EventLatency = block.Histogram("latency", "path=event");
        RingWait = block.Histogram("latency", "path=ring");
        Answers = new AnswerCounters(block);
        List<LatencyHistogram> turns = [];
        foreach (string thread in ThreadNames)
        {
            turns.Add(block.Histogram("turn_events", $"thread={thread}"));
        }

        Turns = turns;
        dropped = Array.ConvertAll(DropStatuses, s => block.Counter("frames_dropped", $"status={s}"));
        policies = Array.ConvertAll(PolicyNames, p => block.Counter("frames_dropped", $"policy={p.Name}"));
        inputs = Array.ConvertAll(InputNames, i => block.Counter("inputs", $"type={i.Name}"));
        machineEvents = Array.ConvertAll(MachineEvents, e => block.Counter("machine_events", $"kind={e}"));
    }

    /// <summary>Other processes can read them.</summary>
    public bool IsShared { get; }

    public Counter RingCapacity { get; }

    /// <summary>Frames put in sequence, decided, published, journaled: each stage's own thread sets its own.</summary>
    public Counter Ingested { get; }

    public Counter Decided { get; }

    public Counter Published { get; }

    public Counter Journaled { get; }

    /// <summary>See <see cref="PublishStage.OrderLatency"/>.</summary>
    public LatencyHistogram OrderLatency { get; }

    /// <summary>See <see cref="PublishStage.EventLatency"/>.</summary>
    public LatencyHistogram EventLatency { get; }

    /// <summary>From a place in the ring to the machine, of every 16th event.</summary>
    public LatencyHistogram RingWait { get; }

    /// <summary>Events that one turn of a thread did, in the order of <see cref="ThreadNames"/>.</summary>
    public IReadOnlyList<LatencyHistogram> Turns { get; }

    /// <summary>What went out, by kind and reason.</summary>
    public AnswerCounters Answers { get; }

    /// <summary>The layout that a block for this must have.</summary>
    public static CounterLayout Layout()
    {
        CounterLayout layout = new();
        layout.Gauge("ring_capacity");
        layout.NextWriter();
        layout.Counter("stage_position", "stage=ingest");
        layout.Histogram("turn_events", "thread=ingest", CounterUnit.Events);
        layout.NextWriter();
        layout.Counter("stage_position", "stage=machine");
        layout.Histogram("turn_events", "thread=machine", CounterUnit.Events);
        layout.Histogram("latency", "path=ring");
        layout.NextWriter();
        layout.Counter("stage_position", "stage=publish");
        AnswerCounters.AddTo(layout);
        layout.Histogram("latency", "path=order");
        layout.Histogram("latency", "path=event");
        layout.Histogram("turn_events", "thread=publish", CounterUnit.Events);
        layout.Histogram("turn_events", "thread=fused", CounterUnit.Events);
        layout.NextWriter();
        layout.Counter("stage_position", "stage=journal");
        layout.Histogram("turn_events", "thread=journal", CounterUnit.Events);
        layout.NextWriter();
        foreach (SbeStatus status in DropStatuses)
        {
            layout.Counter("frames_dropped", $"status={status}");
        }

        foreach ((string name, _) in PolicyNames)
        {
            layout.Counter("frames_dropped", $"policy={name}");
        }

        foreach ((_, string name) in InputNames)
        {
            layout.Counter("inputs", $"type={name}");
        }

        foreach (MachineCounter kind in MachineEvents)
        {
            layout.Counter("machine_events", $"kind={kind}");
        }

        return layout;
    }

    /// <summary>Counters of a process that shows them to nobody.</summary>
    public static PipelineCounters Private() => new(CounterBlock.Private(Layout()));

    /// <summary>Puts the pipeline's own measures into these counters; before it starts.</summary>
    public void Attach(AppliancePipeline pipeline, IClock clock)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        RingCapacity.Set(pipeline.RingSlots);
        RingWait wait = new(RingWait, clock);
        pipeline.Ingest.RingWait = wait;
        pipeline.Machine.RingWait = wait;
        pipeline.Publish.OrderLatency = OrderLatency;
        pipeline.Publish.EventLatency = EventLatency;
        pipeline.Counters = this;
    }

    /// <summary>
    /// Copies what changes slowly or is of interest to people only. Called by one thread, the one that runs the
    /// pipeline, now and then; the numbers are whole, since a word is never torn, and may lag.
    /// </summary>
    public void Sample(AppliancePipeline pipeline, MachineCounters machine)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(machine);
        for (int i = 0; i < dropped.Length; i++)
        {
            dropped[i].Set(pipeline.Ingest.Faults(DropStatuses[i]));
        }

        for (int i = 0; i < policies.Length; i++)
        {
            policies[i].Set(PolicyNames[i].Count(pipeline));
        }

        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i].Set(pipeline.Publish.Inputs(InputNames[i].Template));
        }

        for (int i = 0; i < machineEvents.Length; i++)
        {
            machineEvents[i].Set(machine[MachineEvents[i]]);
        }
    }
}
