using System.Collections.Generic;
using System.IO;
using Appliance.Host.Configuration;
using Appliance.Host.Explaining;
using Appliance.Host.Running;
using Appliance.Sim.Exchange;
using Appliance.Transport;

namespace Appliance.Host.Composition;

/// <summary>
/// The only place where everything meets: runs a simulated day or a recorded one through the appliance.
/// </summary>
internal static class RunComposer
{
    // A step of the simulator and its answers fit many times over, so neither side waits for room.
    private const int QueueBytes = 1 << 23;

    public static RunReport Run(RunOptions options, EffectiveConfig config, IRunProgress progress) =>
        Run(options, config, progress, null);

    /// <summary>The same while somebody watches, who may have seen enough before a simulated day is over.</summary>
    public static RunReport Run(RunOptions options, EffectiveConfig config, IRunProgress progress, DayWatch? watch) =>
        options.CaptureFile is null
            ? Simulate(options, config, progress, watch)
            : Replay(options, config, options.CaptureFile, progress, watch);

    private static RunReport Simulate(
        RunOptions options, EffectiveConfig config, IRunProgress progress, DayWatch? watcher)
    {
        Scenario scenario = LoadScenario(config);
        Assembly.RequireAgreement(config.Risk, config.FeeReserveQ32, scenario);
        if (config.Accounts < scenario.Makers + 2)
        {
            throw new UsageException(
                $"accounts: {config.Accounts} are too few for {scenario.Name}: the backstop, {scenario.Makers} makers"
                + " and a trader are needed");
        }

        SystemClock clock = new();
        using RunTelemetry telemetry = RunTelemetry.Open(config, scenario.Name, clock);
        WarmUpTotals warmUp = WarmUp.Run(config, scenario, clock);
        using Assembly assembly = Assembly.Build(config, scenario, watcher);
        FrameQueue toAppliance = new(QueueBytes);
        FrameQueue toExchange = new(QueueBytes);
        ExchangeSimulator exchange = new(scenario, config.Seed, toAppliance, toExchange, new SimulatorOptions
        {
            Accounts = config.Accounts,
            Bars = config.Bars,
            OrdersPerSecond = checked((int)config.OrdersPerSecond),
            Clock = config.OrdersPerSecond == 0 ? null : clock,
        });
        LatencyProfile.Enter();
        using Session session = new(config, assembly, toAppliance, toExchange, clock, telemetry, warmUp, options.Warn);
        ConservationWatch watch = new(assembly.Machine);
        while (watcher is not { IsEnough: true } && exchange.Step())
        {
            for (int turns = 0; !exchange.TryCompleteStep(); turns++)
            {
                session.WaitABit(turns);
            }

            // Between steps nothing is in flight, so the books may be read from here.
            watch.Look(exchange.Statistics.Steps);
            progress.Report(exchange.BarsDone, exchange.BarCount, $"{exchange.Statistics.Frames:N0} frames");
        }

        toAppliance.Close();
        session.Drain();
        List<string> findings = [.. watch.Findings];
        if (exchange.Statistics.Unanswered > 0)
        {
            findings.Add($"{exchange.Statistics.Unanswered} requests got no verdict");
        }

        return new ReportBuilder(options, config, session).Build(
            scenario.Name, findings.Count == 0 ? RunOutcome.Good : RunOutcome.Wrong, findings);
    }

    private static RunReport Replay(
        RunOptions options, EffectiveConfig config, string path, IRunProgress progress, DayWatch? watcher)
    {
        if (!CaptureReader.TryOpen(path, out CaptureReader? reader, out string error))
        {
            throw new UsageException($"--capture: {error}");
        }

        using CaptureReader open = reader;
        Scenario scenario = LoadScenario(config);
        SystemClock clock = new();
        using RunTelemetry telemetry = RunTelemetry.Open(config, Path.GetFileName(path), clock);
        WarmUpTotals warmUp = WarmUp.Run(config, scenario, clock);
        using Assembly assembly = Assembly.Build(config, scenario, watcher);

        // As fast as it can unless somebody asked for a pace: then the recorded one.
        ReplaySpeed speed = config.OrdersPerSecond == 0 || config.IsPaceDefault
            ? ReplaySpeed.AsFastAsPossible
            : ReplaySpeed.Recorded;
        CaptureSource capture = new(open, clock, speed);
        IFrameSource source = speed.IsPaced ? new PacedSource(capture, clock) : capture;
        CountingSink sink = new();
        LatencyProfile.Enter();
        using Session session = new(config, assembly, source, sink, clock, telemetry, warmUp, options.Warn);
        for (int turns = 0; !session.Runner.IsDrained; turns++)
        {
            session.WaitABit(turns);
            if (turns % 4096 == 0)
            {
                progress.Report(0, 0, $"{session.Pipeline.Publish.Sequence.Value + 1:N0} frames");
            }
        }

        session.Drain();
        bool isWhole = open.End.Kind == CaptureEndKind.Clean;
        string ended = $"the capture ends at byte {open.End.ByteOffset} after {open.FramesRead} frames: {open.End}";
        return new ReportBuilder(options, config, session).Build(
            path, isWhole ? RunOutcome.Good : RunOutcome.Inconclusive, isWhole ? [] : [ended]);
    }

    private static Scenario LoadScenario(EffectiveConfig config)
    {
        ScenarioResult loaded = Scenario.Load(config.Scenario);
        return loaded.Scenario ?? throw new UsageException(string.Join("\nappliance: ", loaded.Faults));
    }
}
