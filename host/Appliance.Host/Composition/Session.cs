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
    public Session(
        EffectiveConfig config,
        Assembly assembly,
        IFrameSource source,
        IFrameSink sink,
        IClock clock,
        RunTelemetry telemetry,
        WarmUpTotals warmUp)
    {
        this.telemetry = telemetry;
        WarmUp = warmUp;
        this.clock = clock;
        Assembly = assembly;
        IsStaged = config.Topology == Topology.Staged
            || (config.Topology == Topology.Auto && Environment.ProcessorCount > 2);
        recorder = OpenRecorder(config.RecordFile);
        PipelineConfig sizes = new() { RingSlots = config.RingSlots, BatchMax = config.BatchMax };
        pipeline = new AppliancePipeline(sizes, assembly.Machine, source, telemetry.Around(sink), clock, recorder);
        telemetry.Attach(pipeline, assembly.Machine);
        long measuredFrom = warmUp.Events > 0 ? 0 : ColdEvents;
        runner = new PipelineRunner(pipeline, IsStaged, IdleOf(config.WaitStrategy), measuredFrom);
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

    /// <summary>Waits a moment without burning the core the stages need; throws when one of them died.</summary>
    public void WaitABit(int turns)
    {
        ThrowIfDead();
        telemetry.Beat();
        if (recorder is { Fault.Length: > 0 })
        {
            runner.StopAll();
            throw new IOException($"recording stopped: {recorder.Fault}");
        }

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
        for (int turns = 0; !runner.IsDrained; turns++)
        {
            WaitABit(turns);
        }

        ElapsedNs = clock.MonotonicNs - startNs;
        MethodsCompiledLive = JitInfo.GetCompiledMethodCount() - methodsAtStart;
        runner.StopAll();
        ThrowIfDead();
        telemetry.Sample();
        if (recorder is not null && !recorder.TryFlush())
        {
            throw new IOException($"recording stopped: {recorder.Fault}");
        }
    }

    public void Dispose()
    {
        runner.StopAll();
        recorder?.Dispose();
        pipeline.Dispose();
    }

    private void ThrowIfDead()
    {
        try
        {
            runner.ThrowIfDead();
        }
        catch
        {
            telemetry.SetState(ServiceState.Fenced);
            throw;
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

    private static IdleKind IdleOf(WaitStrategyKind kind) => kind switch
    {
        WaitStrategyKind.Spin => IdleKind.Spin,
        WaitStrategyKind.Yield => IdleKind.Yield,
        _ => IdleKind.Sleep,
    };
}
