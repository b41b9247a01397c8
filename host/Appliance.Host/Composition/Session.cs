using System;
using System.IO;
using System.Runtime;
using System.Threading;
using Appliance.Core;
using Appliance.Host.Configuration;
using Appliance.Host.Running;
using Appliance.Pipeline;
using Appliance.Telemetry;
using Appliance.Transport;

namespace Appliance.Host.Composition;

/// <summary>
/// One appliance at work: its assembly on a running pipeline between a source and a sink, recording when asked. Ends
/// drained or, when a stage died, with that stage's exception.
/// </summary>
internal sealed class Session : IDisposable
{
    // Without a warm-up: long enough for the order path to be compiled at the default rate. Latencies and allocation
    // count from there on; after a warm-up they count from the first frame.
    private const long ColdEvents = 200_000;
    private readonly AppliancePipeline pipeline;
    private readonly PipelineRunner runner;
    private readonly CaptureWriter? recorder;
    private readonly IClock clock;
    private readonly RunTelemetry telemetry;
    private readonly long startNs;
    private readonly long methodsAtStart;

    /// <param name="telemetry">Counts this session; not owned by it.</param>
    /// <param name="warmUp">What was done before.</param>
    /// <param name="warn">Is told, in a line each, what runs otherwise than configured.</param>
    public Session(
        EffectiveConfig config,
        Assembly assembly,
        IFrameSource source,
        IFrameSink sink,
        IClock clock,
        RunTelemetry telemetry,
        WarmUpTotals warmUp,
        Action<string>? warn = null)
    {
        this.telemetry = telemetry;
        WarmUp = warmUp;
        this.clock = clock;
        Assembly = assembly;
        IsStaged = config.Topology == Topology.Staged
            || (config.Topology == Topology.Auto && Environment.ProcessorCount > 2);
        PipelineConfig planned = Plan(config, IsStaged, warn);
        recorder = OpenRecorder(config.RecordFile);
        pipeline = new AppliancePipeline(planned, assembly.Machine, source, telemetry.Around(sink), clock, recorder);
        telemetry.Attach(pipeline, assembly.Machine);
        runner = new PipelineRunner(pipeline, IsStaged, warmUp.Events > 0 ? 0 : ColdEvents);
        methodsAtStart = JitInfo.GetCompiledMethodCount();
        startNs = clock.MonotonicNs;
        runner.Start();
        telemetry.SetState(ServiceState.Live);
    }

    public Assembly Assembly { get; }

    public bool IsStaged { get; }

    public AppliancePipeline Pipeline => pipeline;

    public PipelineRunner Runner => runner;

    public long ElapsedNs { get; private set; }

    public WarmUpTotals WarmUp { get; }

    /// <summary>Methods the runtime compiled while the session ran, on all threads.</summary>
    public long MethodsCompiledLive { get; private set; }

    /// <summary>Where every stage stood at the end: all at the same place, nothing on the way.</summary>
    public PipelinePositions? Drained { get; private set; }

    /// <summary>Waits a moment without burning the core the stages need; throws when one of them died.</summary>
    public void WaitABit(int turns)
    {
        ThrowIfDead();
        telemetry.Beat();
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
        telemetry.SetState(ServiceState.Draining);
        Drained = runner.Drain(Look);

        ElapsedNs = clock.MonotonicNs - startNs;
        MethodsCompiledLive = JitInfo.GetCompiledMethodCount() - methodsAtStart;
        telemetry.Sample();
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

    private void ThrowIfDead()
    {
        ShowFence();
        runner.ThrowIfDead();
    }

    private void Look()
    {
        ShowFence();
        telemetry.Beat();
        ThrowIfNotRecording();
    }

    // While a fenced appliance still answers, whoever reads the counters shall see why.
    private void ShowFence()
    {
        if (pipeline.Fence.IsRaised)
        {
            telemetry.SetState(ServiceState.Fenced);
        }
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
