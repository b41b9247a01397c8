using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using Appliance.Bench.Report;
using Appliance.Core;
using Appliance.Machine;

namespace Appliance.Bench.Orders;

/// <summary>
/// Frame to verdict through all stages, fused on one thread and staged on three. Open loop: a latency counts from the
/// time the frame was meant to be sent, so a stall is charged to everything behind it. Rows named quiet leave out the
/// segments in which the system took the core away, and say how much is left. The floor rows come from the same loop
/// with no work in it: what of a tail is the machine's.
/// </summary>
internal static class OrderPathBench
{
    private const string Prefix = "order.path.";
    private const string Quiet = ".quiet";
    private const string QuietShare = ".quiet.share";
    private const int QuietMin = 2_000;

    private static readonly Load[] Loads =
    [
        new("floor.100k", 10_000_000, 1, 90_000, null, null, true),
        new("fused.10k", 100_000_000, 1, 20_000, null, null),
        new("fused.100k", 10_000_000, 1, 200_000, 1500, 6000),
        new("fused.500k", 2_000_000, 1, 500_000, null, null),
        new("burst100.10k", 100_000_000, 100, 20_000, null, null),
        new("burst100.100k", 10_000_000, 100, 200_000, null, null),
        new("burst100.500k", 2_000_000, 100, 500_000, null, null),
        new("closed", 0, 1, 500_000, null, null),
        new("staged.10k", 100_000_000, 1, 20_000, null, null),
        new("staged.100k", 10_000_000, 1, 200_000, null, null),
        new("staged.500k", 2_000_000, 1, 500_000, null, null),
        new("staged.burst100.10k", 100_000_000, 100, 20_000, null, null),
        new("staged.burst100.100k", 10_000_000, 100, 200_000, null, null),
        new("staged.burst100.500k", 2_000_000, 100, 500_000, null, null),
    ];

    public static string[] Parts { get; } = [.. Loads.Select(load => Prefix + load.Name)];

    private static readonly (string Name, long Numerator, long Denominator)[] Levels =
    [
        ("p50", 50, 100), ("p99", 99, 100), ("p99.9", 999, 1000), ("p99.99", 9999, 10_000), ("max", 1, 1),
    ];

    public static void Run(BenchRun run)
    {
        Load[] loads = [.. Loads.Where(load => run.Wants(Prefix + load.Name))];
        foreach (IGrouping<bool, Load> topology in loads.GroupBy(load => load.IsStaged))
        {
            Run(run, [.. topology], topology.Key);
        }
    }

    private static void Run(BenchRun run, Load[] loads, bool isStaged)
    {
        using PathRig rig = new(run.Seed, isStaged);
        WarmUp(rig, run.IsQuick ? 1 : 4);
        long allocatedBefore = rig.AllocatedBytes, eventsBefore = rig.Events;
        int collectionsBefore = GC.CollectionCount(0);
        Dictionary<string, List<double>> figures = [];
        for (int round = 0; round < run.Rounds; round++)
        {
            foreach (Load load in loads)
            {
                Measure(run, rig, load, figures);
            }
        }

        foreach (Load load in loads)
        {
            AddRows(run, load, figures);
        }

        (long bytes, long events) = isStaged
            ? rig.EndStaged()
            : (rig.AllocatedBytes - allocatedBefore, rig.Events - eventsBefore);
        string name = isStaged ? Prefix + "staged." : Prefix;
        run.Add(name + "allocated", "B/event", (double)bytes / events, null, Bar.AtMost(0));
        run.Add(name + "collections", "count", GC.CollectionCount(0) - collectionsBefore);
        MachineCounters counters = rig.Machine.Counters;
        double accepted = counters[MachineCounter.OrdersAccepted], rejected = counters[MachineCounter.OrdersRejected];
        run.Add(name + "accepted", "%", 100 * accepted / (accepted + rejected));
        run.Add(name + "working", "orders", rig.Machine.WorkingOrders);
        BenchRun.Say($"{name}: {rig.Events} events, decision chain {rig.Machine.DecisionChain:x16}");

        Check.That(rig.Machine.WorkingOrders > 0);

        // Every report met the order it was about, so the figures are of the path they claim to be of.
        Check.That(counters[MachineCounter.ExecutionsIgnored] == 0 && counters[MachineCounter.FillsRefused] == 0);
        Check.That(counters[MachineCounter.FillsUnsolicited] == 0);
    }

    private static void Measure(BenchRun run, PathRig rig, Load load, Dictionary<string, List<double>> figures)
    {
        long verdicts = rig.Sink.Verdicts;
        if (load.IsFloor)
        {
            rig.Idle(run.IsQuick ? 1000 : load.Events, load.IntervalPs);
            Take(figures, load, rig.Latencies, TimeSpan.Zero, 0, 0);
            return;
        }

        (long events, TimeSpan elapsed) = rig.Drive(run.IsQuick ? 1 : load.Events, load.IntervalPs, load.Burst);
        Take(figures, load, rig.Latencies, elapsed, events, rig.Sink.Verdicts - verdicts);
    }

    private static void WarmUp(PathRig rig, int seconds)
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds)
        {
            rig.Drive(1, 0, 1);
            rig.Drive(1, 2_000_000, 1);
        }
    }

    private static void Take(
        Dictionary<string, List<double>> figures,
        Load load,
        LatencyLog latencies,
        TimeSpan elapsed,
        long events,
        long verdicts)
    {
        if (load.IntervalPs == 0)
        {
            Of(figures, "closed.events").Add(events / elapsed.TotalSeconds);
            Of(figures, "closed.orders").Add(verdicts / elapsed.TotalSeconds);
            return;
        }

        long[] all = latencies.All(), quiet = latencies.Quiet();
        Of(figures, load.Name + QuietShare).Add(100.0 * quiet.Length / all.Length);
        foreach ((string name, long numerator, long denominator) in Levels)
        {
            Of(figures, $"{load.Name}.{name}").Add(LatencyLog.ValueAt(all, numerator, denominator));
            if (quiet.Length >= QuietMin)
            {
                Of(figures, $"{load.Name}{Quiet}.{name}").Add(LatencyLog.ValueAt(quiet, numerator, denominator));
            }
        }
    }

    private static void AddRows(BenchRun run, Load load, Dictionary<string, List<double>> figures)
    {
        if (load.IntervalPs == 0)
        {
            // Orders are order-entry messages answered; the venue's reports between them are not counted there.
            List<double> orders = Of(figures, "closed.orders"), events = Of(figures, "closed.events");
            run.Add("order.path.closed.orders", "orders/s", BenchRun.Median(orders), null, Bar.AtLeast(500_000));
            run.Add("order.path.closed.orders.best", "orders/s", orders.Max());
            run.Add("order.path.closed.events", "events/s", BenchRun.Median(events));
            run.Add("order.path.closed.events.best", "events/s", events.Max());
            return;
        }

        AddLevels(run, load, load.Name, figures);
        if (Of(figures, $"{load.Name}{Quiet}.p50").Count > 0)
        {
            AddLevels(run, load, load.Name + Quiet, figures);
        }

        run.Add($"{Prefix}{load.Name}{QuietShare}", "%", BenchRun.Median(Of(figures, load.Name + QuietShare)));
    }

    private static void AddLevels(BenchRun run, Load load, string name, Dictionary<string, List<double>> figures)
    {
        foreach ((string level, _, _) in Levels)
        {
            List<double> ns = Of(figures, $"{name}.{level}");
            double? limit = level == "p50" ? load.MedianBarNs : level == "p99" ? load.TailBarNs : null;
            Bar? bar = limit is null ? null : Bar.AtMost(limit.Value);
            run.Add($"{Prefix}{name}.{level}", "ns", BenchRun.Median(ns), null, bar);
            if (load.MedianBarNs is not null)
            {
                run.Add($"{Prefix}{name}.{level}.best", "ns", ns.Min());
            }
        }
    }

    private static List<double> Of(Dictionary<string, List<double>> figures, string name)
    {
        if (!figures.TryGetValue(name, out List<double>? values))
        {
            figures[name] = values = [];
        }

        return values;
    }

    /// <summary>One way to send: <paramref name="Burst"/> events together, on average one every interval.</summary>
    /// <param name="IsFloor">Nothing is sent: what a loop that does no work would be late by.</param>
    private sealed record Load(
        string Name,
        long IntervalPs,
        int Burst,
        long Events,
        double? MedianBarNs,
        double? TailBarNs,
        bool IsFloor = false)
    {
        public bool IsStaged => Name.StartsWith("staged.", StringComparison.Ordinal);
    }
}
