using System;
using Appliance.Telemetry;

namespace Appliance.Pipeline;

/// <summary>
/// Tells the counters where a thread's stages stand, on that thread, after each turn that did something. A handful of
/// stores a turn, whatever its size.
/// </summary>
internal sealed class StageFeed
{
    private readonly AppliancePipeline pipeline;
    private readonly PipelineCounters counters;
    private readonly LatencyHistogram turns;
    private readonly bool hasIngest;
    private readonly bool hasMachine;
    private readonly bool hasPublish;
    private readonly int countsAnEvent;

    private StageFeed(AppliancePipeline pipeline, PipelineCounters counters, IStage stage)
    {
        this.pipeline = pipeline;
        this.counters = counters;
        bool isFused = stage is FusedStage;
        hasIngest = isFused || stage == pipeline.Ingest;
        hasMachine = isFused || stage == pipeline.Machine;
        hasPublish = isFused || stage == pipeline.Publish;

        // The fused stage counts an event once a stage.
        countsAnEvent = isFused ? 3 : 1;
        int thread = 0;
        while (PipelineCounters.ThreadNames[thread] != stage.Name)
        {
            thread++;
        }

        turns = counters.Turns[thread];
    }

    /// <summary>Null when the pipeline counts nowhere.</summary>
    public static StageFeed? Of(AppliancePipeline pipeline, IStage stage) =>
        pipeline.Counters is null ? null : new StageFeed(pipeline, pipeline.Counters, stage);

    /// <param name="done">What the stage's turn said it did; above 0.</param>
    public void After(int done)
    {
        turns.Record(Math.Max(1, done / countsAnEvent));
        if (hasIngest)
        {
            counters.Ingested.Set(pipeline.Ingest.Sequenced);
        }

        if (hasMachine)
        {
            counters.Decided.Set(pipeline.Machine.Sequence.Value + 1);
        }

        if (hasPublish)
        {
            counters.Published.Set(pipeline.Publish.Sequence.Value + 1);
        }
        else if (!hasIngest && !hasMachine && pipeline.Journal is { } journal)
        {
            counters.Journaled.Set(journal.Sequence.Value + 1);
        }
    }
}
