using System;
using System.Collections.Generic;
using System.Runtime.ExceptionServices;

namespace Appliance.Pipeline;

/// <summary>
/// Runs a pipeline on threads. Fused: one thread for ingest, machine and publish, the journal beside it. Staged: a
/// thread a stage. The answers are the same; only who waits for whom differs.
/// </summary>
public sealed class PipelineRunner
{
    private readonly AppliancePipeline pipeline;
    private readonly List<StageThread> threads = [];
    private readonly int stagesFused;

    /// <param name="isStaged">A thread a stage instead of one for all.</param>
    /// <param name="warmUpEvents">Latencies and allocation are counted from here on.</param>
    public PipelineRunner(AppliancePipeline pipeline, bool isStaged, IdleKind idle, long warmUpEvents)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        this.pipeline = pipeline;
        stagesFused = isStaged ? 1 : 3;
        if (isStaged)
        {
            Add(pipeline.Ingest, idle, warmUpEvents, null);
            Add(pipeline.Machine, idle, warmUpEvents, null);
            Add(pipeline.Publish, idle, warmUpEvents, pipeline.Publish.ResetLatencies);
        }
        else
        {
            // The fused stage counts an event once a stage.
            Add(new FusedStage(pipeline), idle, stagesFused * warmUpEvents, pipeline.Publish.ResetLatencies);
        }

        if (pipeline.Journal is not null)
        {
            Add(pipeline.Journal, IdleKind.Sleep, warmUpEvents, null);
        }
    }

    /// <summary>
    /// Bytes the stages' threads allocated after warm-up, over the events that came in since.
    /// </summary>
    public (long Bytes, long Events) AllocatedSinceWarm
    {
        get
        {
            long bytes = 0;
            foreach (StageThread thread in threads)
            {
                bytes += thread.AllocatedSinceWarm.Bytes;
            }

            return (bytes, threads[0].AllocatedSinceWarm.Events / stagesFused);
        }
    }

    public void Start()
    {
        foreach (StageThread thread in threads)
        {
            thread.Start();
        }
    }

    /// <summary>
    /// Throws what killed a stage, when one died. Whoever waits for the pipeline calls this, or it would wait forever.
    /// </summary>
    public void ThrowIfDead()
    {
        foreach (StageThread thread in threads)
        {
            if (thread.Fault is not null)
            {
                StopAll();
                ExceptionDispatchInfo.Capture(thread.Fault).Throw();
            }
        }
    }

    public bool IsDrained => pipeline.IsDrained;

    /// <summary>Ends all stages after their turn and waits for them. Call when drained, or to give up.</summary>
    public void StopAll()
    {
        foreach (StageThread thread in threads)
        {
            thread.Stop();
        }

        foreach (StageThread thread in threads)
        {
            if (thread.IsAlive)
            {
                thread.Join();
            }
        }
    }

    private void Add(IStage stage, IdleKind idle, long warmUpEvents, Action? onWarm) =>
        threads.Add(new StageThread(stage, idle, pipeline.BatchMax, warmUpEvents, onWarm)
        {
            Feed = StageFeed.Of(pipeline, stage),
        });
}
