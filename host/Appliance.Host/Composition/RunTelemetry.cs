using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Appliance.Core;
using Appliance.Host.Configuration;
using Appliance.Host.Running;
using Appliance.Host.Stat;
using Appliance.Machine;
using Appliance.Pipeline;
using Appliance.Telemetry;
using Appliance.Transport;

namespace Appliance.Host.Composition;

/// <summary>
/// The counters of one run, in a file that others read or in memory of its own. The thread that runs the session beats
/// and samples; the stages' threads count for themselves.
/// </summary>
internal sealed class RunTelemetry : IDisposable
{
    // Often enough for a person, and a clock read is all it costs in between.
    private const long BeatEveryNs = 10_000_000;

    private readonly IClock clock;
    private readonly CounterFile? file;
    private readonly PipelineCounters counters;
    private readonly List<PosixSignalRegistration> signals = [];
    private AppliancePipeline? pipeline;
    private MachineCounters? machine;
    private long beatenNs;

    private RunTelemetry(IClock clock, CounterFile? file)
    {
        this.clock = clock;
        this.file = file;
        counters = file is null ? PipelineCounters.Private() : new PipelineCounters(file.Block);
        if (file is not null)
        {
            // Being told to end is an orderly end too: the file goes, and the process as it would have without us.
            foreach (PosixSignal signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
            {
                signals.Add(PosixSignalRegistration.Create(signal, _ => file.Dispose()));
            }
        }
    }

    /// <summary>The file others read; null when there is none.</summary>
    public string? FilePath => file?.FilePath;

    /// <summary>As the configuration asks.</summary>
    /// <exception cref="UsageException">The file cannot be made.</exception>
    public static RunTelemetry Open(EffectiveConfig config, string title, IClock clock)
    {
        string path = CounterPlace.Of(config.CountersFile);
        if (path.Length == 0)
        {
            return Private(clock);
        }

        try
        {
            return new RunTelemetry(clock, CounterFile.Create(path, PipelineCounters.Layout(), title, clock));
        }
        catch (CounterFileException e)
        {
            throw new UsageException($"telemetry.countersFile: {e.Message}", e);
        }
    }

    /// <summary>Shown to nobody.</summary>
    public static RunTelemetry Private(IClock clock) => new(clock, null);

    /// <summary>The sink to publish to, so that what it takes is counted.</summary>
    public IFrameSink Around(IFrameSink sink) => new CountedSink(sink, counters.Answers);

    /// <summary>From now on this pipeline counts here; before its threads start.</summary>
    public void Attach(AppliancePipeline counted, MarginMachine decider)
    {
        pipeline = counted;
        machine = decider.Counters;
        counters.Attach(counted, clock);
    }

    public void SetState(ServiceState state)
    {
        file?.SetState(state);
        file?.Beat(clock);
    }

    /// <summary>Says that the run is alive, when it is time to.</summary>
    public void Beat()
    {
        long nowNs = clock.MonotonicNs;
        if (nowNs - beatenNs >= BeatEveryNs)
        {
            beatenNs = nowNs;
            Sample();
            file?.Beat(clock);
        }
    }

    /// <summary>Takes over what only this thread copies.</summary>
    public void Sample()
    {
        if (pipeline is not null && machine is not null)
        {
            counters.Sample(pipeline, machine);
        }
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration signal in signals)
        {
            signal.Dispose();
        }

        file?.Dispose();
    }
}
