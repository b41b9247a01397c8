using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;

namespace Appliance.Pipeline;

/// <summary>
/// Runs a pipeline on threads. Fused: one thread for ingest, machine and publish, the journal beside it. Staged: a
/// thread a stage. The answers are the same; only who waits for whom differs. Every stage is up before the first frame
/// is taken; every stage is watched; it ends drained, with a proof, or halted, or fenced.
/// </summary>
public sealed class PipelineRunner : IDisposable
{
    private static readonly TimeSpan StartMax = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan JoinMax = TimeSpan.FromSeconds(5);
    private readonly AppliancePipeline pipeline;
    private readonly List<StageThread> threads = [];
    private readonly StageWatch? watch;
    private readonly int stagesFused;
    private bool isWatchOver;

    /// <param name="isStaged">A thread a stage instead of one for all.</param>
    /// <param name="warmUpEvents">Latencies and allocation are counted from here on.</param>
    /// <exception cref="ArgumentException">The threads do not go with the cores; see <see cref="ThreadPlan"/>.
    /// </exception>
    public PipelineRunner(AppliancePipeline pipeline, bool isStaged, long warmUpEvents)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        PipelineConfig config = pipeline.Config;
        ThreadPlan plan = ThreadPlan.Of(
            config, isStaged, pipeline.Journal is not null, ThreadAffinity.AllowedCores());
        if (plan.Faults.Count > 0)
        {
            throw new ArgumentException(string.Join("; ", plan.Faults), nameof(pipeline));
        }

        this.pipeline = pipeline;
        stagesFused = isStaged ? 1 : 3;
        if (isStaged)
        {
            Add(pipeline.Ingest, warmUpEvents, null);
            Add(pipeline.Machine, warmUpEvents, null);
            Add(pipeline.Publish, warmUpEvents, pipeline.Publish.ResetLatencies);
        }
        else
        {
            // The fused stage counts an event once a stage.
            Add(new FusedStage(pipeline), stagesFused * warmUpEvents, pipeline.Publish.ResetLatencies);
        }

        if (pipeline.Journal is not null)
        {
            Add(pipeline.Journal, warmUpEvents, null);
        }

        watch = config.StallMs == 0 ? null : new StageWatch(threads, pipeline.Fence, config.StallMs);
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

    /// <summary>The stages' threads, the one that takes frames first.</summary>
    public IReadOnlyList<StageThread> Threads => threads;

    public bool IsDrained => pipeline.IsDrained;

    /// <summary>No thread runs any more, so that the pipeline's memory may be freed.</summary>
    public bool IsAtRest => threads.TrueForAll(thread => !thread.IsAlive);

    /// <summary>
    /// Starts every stage, and the one that takes frames only when the others are up, or the first events of a short
    /// day could be lost to a stop that comes at once.
    /// </summary>
    /// <exception cref="StageFailedException">A stage did not start; none runs.</exception>
    public void Start()
    {
        ThreadAffinity.MakeHelpers();
        for (int i = threads.Count - 1; i >= 0; i--)
        {
            threads[i].Start();
            Await(threads[i]);
        }

        watch?.Start();
    }

    /// <summary>
    /// Ends fenced, when a stage has failed: lets the living ones answer what is still coming for a while, stops them
    /// and throws. Whoever waits for the pipeline calls this, or it would wait forever.
    /// </summary>
    /// <exception cref="StageFailedException">A stage has failed.</exception>
    public void ThrowIfDead()
    {
        if (!pipeline.Fence.IsRaised)
        {
            return;
        }

        long start = Stopwatch.GetTimestamp();
        TimeSpan linger = TimeSpan.FromMilliseconds(pipeline.Config.FenceMs);
        while (CanAnswer && Stopwatch.GetElapsedTime(start) < linger)
        {
            Thread.Sleep(1);
        }

        Halt();
        StageFailedException cause = pipeline.Fence.Cause!;
        throw new StageFailedException($"{cause.Message}; {Aftermath()}", cause.InnerException!);
    }

    /// <summary>The orderly stop: as <see cref="Drain"/>, but the source is read no further.</summary>
    public PipelinePositions Stop()
    {
        pipeline.Ingest.Close();
        return Drain();
    }

    /// <summary>
    /// To the end of the source: what it gives is decided, journaled and published, then all stages end. Returns where
    /// each stands, which proves it.
    /// </summary>
    /// <exception cref="DrainTimeoutException">Nothing moved for PipelineConfig.DrainMs: names the stage that stands
    /// still. All stages are halted.</exception>
    /// <exception cref="StageFailedException">A stage failed on the way.</exception>
    /// <param name="look">Called while waiting; may throw to give up.</param>
    public PipelinePositions Drain(Action? look = null)
    {
        PipelinePositions last = pipeline.Positions();
        long lastMove = Stopwatch.GetTimestamp();
        for (int turns = 0; !last.IsDrained; turns++)
        {
            ThrowIfDead();
            look?.Invoke();
            PauseBriefly(turns);
            PipelinePositions now = pipeline.Positions();
            if (now != last)
            {
                last = now;
                lastMove = Stopwatch.GetTimestamp();
            }
            else if (Stopwatch.GetElapsedTime(lastMove).TotalMilliseconds > pipeline.Config.DrainMs)
            {
                Halt();
                StageRole still = last.StandsStill(pipeline.Config.WaitForJournal);
                throw new DrainTimeoutException(
                    still,
                    $"the orderly stop came to no end: stage {StageNames.Of(still)} has not moved for"
                    + $" {pipeline.Config.DrainMs} ms ({last})");
            }
        }

        Halt();

        // A stage may have failed on its last turn, with nothing left to do.
        ThrowIfDead();
        PipelinePositions proof = pipeline.Positions();
        Core.Check.That(proof.IsDrained);
        return proof;
    }

    /// <summary>Ends all stages after their turn, drained or not, and waits for them, though not forever.</summary>
    public void Halt()
    {
        if (!isWatchOver)
        {
            isWatchOver = true;
            watch?.Dispose();
        }

        foreach (StageThread thread in threads)
        {
            thread.Stop();
        }

        pipeline.WakeAll();
        foreach (StageThread thread in threads)
        {
            if (thread.IsAlive)
            {
                thread.Join(pipeline.Fence.IsDown(thread.Role) ? TimeSpan.FromMilliseconds(100) : JoinMax);
            }
        }
    }

    public void Dispose() => Halt();

    // Somebody is there to answer, and something may still have to be.
    private bool CanAnswer
    {
        get
        {
            PipelinePositions at = pipeline.Positions();
            return !IsAtRest
                && !pipeline.Fence.IsDown(StageRole.Publish)
                && !pipeline.Fence.IsDown(StageRole.Fused)
                && !(at.IsSourceDone && at.IsAnswered);
        }
    }

    private void Await(StageThread thread)
    {
        long start = Stopwatch.GetTimestamp();
        for (int turns = 0; !thread.HasStarted; turns++)
        {
            if (thread.Fault is not null || Stopwatch.GetElapsedTime(start) > StartMax)
            {
                Halt();
                throw new StageFailedException(
                    thread.Role, thread.Fault ?? new TimeoutException("its thread does not start"));
            }

            PauseBriefly(turns);
        }
    }

    private string Aftermath()
    {
        PipelinePositions at = pipeline.Positions();
        PublishStage publish = pipeline.Publish;
        string answered = at.IsAnswered
            ? "all that came in was answered"
            : $"{at.Cursor - at.Publish} inputs were not answered";
        return $"fenced at sequence {publish.LastDecided}: {publish.Undecided} orders refused or cancels passed"
            + $" undecided, {pipeline.Ingest.Fenced} orders refused at the door, {answered} ({at})";
    }

    private static void PauseBriefly(int turns)
    {
        if (turns < 100)
        {
            Thread.SpinWait(20);
        }
        else if (turns < 10_000)
        {
            Thread.Yield();
        }
        else
        {
            Thread.Sleep(1);
        }
    }

    private void Add(IStage stage, long warmUpEvents, Action? onWarm) => threads.Add(new StageThread(
        stage, pipeline.Config[stage.Role], pipeline.BatchMax, warmUpEvents, pipeline.Fence, onWarm)
    {
        Feed = StageFeed.Of(pipeline, stage),
    });
}
