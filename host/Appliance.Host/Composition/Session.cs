using System;
using System.IO;
using System.Threading;
using Appliance.Core;
using Appliance.Host.Configuration;
using Appliance.Host.Running;
using Appliance.Pipeline;
using Appliance.Transport;

namespace Appliance.Host.Composition;

/// <summary>
/// One appliance at work: its assembly on a running pipeline between a source and a sink, recording when asked. Ends
/// drained or, when a stage died, with that stage's exception.
/// </summary>
internal sealed class Session : IDisposable
{
    // Long enough for tiered compilation of the order path to settle at the default rate.
    private const long WarmUpEvents = 200_000;
    private readonly AppliancePipeline pipeline;
    private readonly PipelineRunner runner;
    private readonly CaptureWriter? recorder;
    private readonly IClock clock;
    private readonly long startNs;

    /// <param name="warn">Is told, in a line each, what runs otherwise than configured.</param>
    public Session(
        EffectiveConfig config,
        Assembly assembly,
        IFrameSource source,
        IFrameSink sink,
        IClock clock,
        Action<string>? warn = null)
    {
        this.clock = clock;
        Assembly = assembly;
        IsStaged = config.Topology == Topology.Staged
            || (config.Topology == Topology.Auto && Environment.ProcessorCount > 2);
        PipelineConfig planned = Plan(config, IsStaged, warn);
        recorder = OpenRecorder(config.RecordFile);
        pipeline = new AppliancePipeline(planned, assembly.Machine, source, sink, clock, recorder);
        runner = new PipelineRunner(pipeline, IsStaged, WarmUpEvents);
        startNs = clock.MonotonicNs;
        runner.Start();
    }

    public Assembly Assembly { get; }

    public bool IsStaged { get; }

    public AppliancePipeline Pipeline => pipeline;

    public PipelineRunner Runner => runner;

    public long ElapsedNs { get; private set; }

    /// <summary>Where every stage stood at the end: all at the same place, nothing on the way.</summary>
    public PipelinePositions? Drained { get; private set; }

    /// <summary>Waits a moment without burning the core the stages need; throws when one of them died.</summary>
    public void WaitABit(int turns)
    {
        runner.ThrowIfDead();
        ThrowIfNotRecording();
        if (turns < 100)
        {
            Thread.SpinWait(20);
        }
        else
        {
            Thread.Yield();
        }
    }

    /// <summary>Until everything the source had is published; then the stages end.</summary>
    public void Drain()
    {
        Drained = runner.Drain(ThrowIfNotRecording);
        ElapsedNs = clock.MonotonicNs - startNs;
        if (recorder is not null && !recorder.TryFlush())
        {
            throw new IOException($"recording stopped: {recorder.Fault}");
        }
    }

    public void Dispose()
    {
        runner.Dispose();
        if (runner.IsAtRest)
        {
            // A thread that does not end may still use them; then they go with the process.
            recorder?.Dispose();
            pipeline.Dispose();
        }
    }

    private void ThrowIfNotRecording()
    {
        if (recorder is { Fault.Length: > 0 })
        {
            runner.Halt();
            throw new IOException($"recording stopped: {recorder.Fault}");
        }
    }

    private static PipelineConfig Plan(EffectiveConfig config, bool isStaged, Action<string>? warn)
    {
        bool isJournaled = config.RecordFile.Length > 0;
        ThreadPlan plan = ThreadPlan.Of(config.Pipeline, isStaged, isJournaled, ThreadAffinity.AllowedCores());
        if (plan.Faults.Count > 0)
        {
            throw new UsageException(string.Join("\nappliance: ", plan.Faults));
        }

        foreach (string warning in plan.Warnings)
        {
            warn?.Invoke(warning);
        }

        return plan.Config;
    }

    private static CaptureWriter? OpenRecorder(string path)
    {
        if (path.Length == 0)
        {
            return null;
        }

        return CaptureWriter.TryCreate(path, out CaptureWriter? writer, out string error)
            ? writer
            : throw new UsageException($"--record: {error}");
    }
}
