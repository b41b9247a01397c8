using System;
using System.Runtime;
using Appliance.Host.Configuration;
using Appliance.Host.Running;
using Appliance.Sim.Exchange;
using Appliance.Transport;

namespace Appliance.Host.Composition;

/// <summary>
/// Runs a short simulated session through an appliance of its own before the real one opens, on the same code paths and
/// topology: orders, cancels, replaces, fills, marks, calls, liquidations. What it decides is thrown away; what stays
/// is compiled code and warm caches. Nothing of it reaches the state, the outputs or the counters of the run.
/// </summary>
internal static class WarmUp
{
    private const int QueueBytes = 1 << 21;
    private const int OrdersMax = 1 << 16;
    private const int Traders = 108;
    private const ulong Seed = 1;

    // Paced, so that latencies are taken, but never waiting: everything is always due.
    private const int OrdersPerSecond = 1_000_000_000;

    /// <param name="config">Of the run; its rules, topology and sizes count, its accounts and files do not.</param>
    /// <param name="scenario">Of the run: its instruments are those of the configuration.</param>
    /// <param name="clock">Times the warm-up.</param>
    public static WarmUpTotals Run(EffectiveConfig config, Scenario scenario, SystemClock clock)
    {
        // A replay may have instruments of its own; then nobody here can play them, and the run starts cold.
        bool isPlayable = Assembly.Disagreements(config.Risk, config.FeeReserveQ32, scenario).Count == 0;
        if (config.WarmUpEvents == 0 || !isPlayable)
        {
            return new WarmUpTotals(0, 0, JitInfo.GetCompiledMethodCount(), 0);
        }

        long startNs = clock.MonotonicNs;
        EffectiveConfig small = config with
        {
            Accounts = scenario.Makers + Traders,
            OrdersMax = Math.Min(config.OrdersMax, OrdersMax),
            RecordFile = "",
            CountersFile = "",
            WarmUpEvents = 0,
        };
        long events = Play(small, scenario, clock, config.WarmUpEvents);
        return new WarmUpTotals(events, clock.MonotonicNs - startNs, JitInfo.GetCompiledMethodCount(), 0);
    }

    private static long Play(EffectiveConfig config, Scenario scenario, SystemClock clock, int eventsMax)
    {
        using Assembly assembly = Assembly.Build(config, scenario);
        using RunTelemetry telemetry = RunTelemetry.Private(clock);
        FrameQueue toAppliance = new(QueueBytes);
        FrameQueue toExchange = new(QueueBytes);
        ExchangeSimulator exchange = new(scenario, Seed, toAppliance, toExchange, new SimulatorOptions
        {
            Accounts = config.Accounts,
            OrdersPerSecond = OrdersPerSecond,
            Clock = clock,
        });

        // Every event counts as warm, so that the end of a cold run's warm-up is compiled too.
        WarmUpTotals none = new(1, 0, 0, 0);
        using Session session = new(config, assembly, toAppliance, toExchange, clock, telemetry, none);
        ConservationWatch watch = new(assembly.Machine);
        while (exchange.Statistics.Frames < eventsMax && exchange.Step())
        {
            for (int turns = 0; !exchange.TryCompleteStep(); turns++)
            {
                session.WaitABit(turns);
            }

            watch.Look(exchange.Statistics.Steps);
        }

        toAppliance.Close();
        session.Drain();
        return session.Pipeline.Publish.Sequence.Value + 1;
    }
}
