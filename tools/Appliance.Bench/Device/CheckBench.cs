using System.Collections.Generic;
using System.Linq;
using Appliance.Bench.Report;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Sim.Device;

namespace Appliance.Bench.Device;

/// <summary>
/// Order checks on random ones of 10,000 groups, with and without commit, one at a time and in batches, at every
/// vector width. Beside them the same check in plain loops of its own, whose answer must be the same, and a naive one
/// in decimals. The groups are larger than the caches, so most of the time is memory's; the hot few show the
/// arithmetic alone. What was added is given back untimed.
/// </summary>
internal static class CheckBench
{
    private const int Groups = 10_000;
    private const int HotGroups = 32;
    private const int Block = 512;
    private const double LatencyBarNs = 350;
    private const double RatioBar = 4;

    private static readonly VectorWidth[] Widths = [VectorWidth.Auto, VectorWidth.V256, VectorWidth.Scalar];
    private static readonly int[] Batches = [1, 4, 16, 64];
    private static readonly (DeviceOp Op, string Name)[] Ops =
        [(DeviceOp.CheckOrder, "check"), (DeviceOp.EvaluateOrder, "evaluate")];

    public static void Run(BenchRun run)
    {
        Measure(run, "10x10", Groups, 10, 10);
        Measure(run, "500x16", Groups, 500, 16);
        Measure(run, "hot", HotGroups, 10, 10);
    }

    private static void Measure(BenchRun run, string shape, int groups, int instruments, int heldPerGroup)
    {
        using CheckRig rig = new(groups, instruments, heldPerGroup, run.Seed, Widths);
        Verify(rig);
        CheckContestant[] all =
        [
            .. rig.Devices.Select(device => new DeviceContestant(device)),
            new ScalarContestant(rig.Scalar),
        ];
        Dictionary<(DeviceOp, int, CheckContestant), CheckFigures> figures = [];
        CheckContestant naive = new DecimalContestant(rig.Naive);
        figures[(DeviceOp.CheckOrder, 1, naive)] = new CheckFigures();
        foreach ((DeviceOp op, int batch, CheckContestant who) in Pairings(all))
        {
            figures[(op, batch, who)] = new CheckFigures();
        }

        int blocks = run.IsQuick ? 10 : 50;
        for (int round = -1; round < run.Rounds; round++)
        {
            for (int block = 0; block < blocks; block++)
            {
                foreach ((DeviceOp op, int batch, CheckContestant who) in Pairings(all))
                {
                    TimeBlock(rig, op, batch, who, figures[(op, batch, who)]);
                }
            }

            TimeBlock(rig, DeviceOp.CheckOrder, 1, naive, figures[(DeviceOp.CheckOrder, 1, naive)]);
            foreach (CheckFigures kept in figures.Values)
            {
                kept.Close(round >= 0);
            }
        }

        Report(run, shape, all, naive, figures);
    }

    // Plain loops gain nothing from batches: they are asked one at a time only.
    private static IEnumerable<(DeviceOp Op, int Batch, CheckContestant Who)> Pairings(CheckContestant[] all) =>
        from op in Ops
        from batch in Batches
        from who in all
        where batch == 1 || who is DeviceContestant
        select (op.Op, batch, who);

    private static void TimeBlock(CheckRig rig, DeviceOp op, int batch, CheckContestant who, CheckFigures figures)
    {
        (DeviceCommand[] orders, int[] places) = rig.Orders(Block);
        for (int n = 0; n < orders.Length; n++)
        {
            orders[n].Op = op;
        }

        who.Time(orders, places, batch, figures);
        if (op == DeviceOp.CheckOrder)
        {
            who.Return(orders, places);
        }
    }

    private static void Report(
        BenchRun run,
        string shape,
        CheckContestant[] all,
        CheckContestant naive,
        Dictionary<(DeviceOp, int, CheckContestant), CheckFigures> figures)
    {
        CheckContestant best = all[0], own = all[^1];
        foreach ((DeviceOp op, string name) in Ops)
        {
            string head = $"device.{name}.{shape}";
            CheckFigures fast = figures[(op, 1, best)], plain = figures[(op, 1, own)];
            Bar? latency = shape == "500x16" ? Bar.AtMost(LatencyBarNs) : null;
            Bar? ratio = shape == "500x16" ? Bar.AtLeast(RatioBar) : null;
            run.Add($"{head}.p50", "ns", fast.Middle, plain.Middle, latency);
            run.Add($"{head}.p99", "ns", fast.Tail, plain.Tail);
            run.Add($"{head}.mean", "ns", fast.Mean, plain.Mean);
            run.Add($"{head}.over-plain.p50", "x", CheckFigures.Ratio(fast.Middles, plain.Middles), null, ratio);
            for (int w = 1; w < Widths.Length; w++)
            {
                CheckFigures other = figures[(op, 1, all[w])];
                run.Add($"{head}.{Widths[w]}.p50".ToLowerInvariant(), "ns", other.Middle, plain.Middle);
                run.Add(
                    $"{head}.over-{Widths[w]}.p50".ToLowerInvariant(),
                    "x",
                    CheckFigures.Ratio(fast.Middles, other.Middles));
            }

            foreach (int batch in Batches.Where(batch => batch > 1))
            {
                CheckFigures many = figures[(op, batch, best)], slow = figures[(op, batch, all[^2])];
                run.Add($"{head}.batch{batch}.each", "ns", many.Middle, slow.Middle, latency);
                run.Add(
                    $"{head}.batch{batch}.over-plain", "x", CheckFigures.Ratio(many.Means, plain.Means), null, ratio);
            }
        }

        CheckFigures check = figures[(DeviceOp.CheckOrder, 1, best)];
        CheckFigures money = figures[(DeviceOp.CheckOrder, 1, naive)];
        run.Add($"device.check.{shape}.vs-decimal.p50", "ns", check.Middle, money.Middle);
    }

    // Every width and the plain loops give the same requirement, kept or only asked.
    private static void Verify(CheckRig rig)
    {
        (DeviceCommand[] commands, int[] places) = rig.Orders(5_000);
        for (int n = 0; n < commands.Length; n++)
        {
            DeviceResult asked = rig.Ask(commands[n] with { Op = DeviceOp.EvaluateOrder });
            Check.That(asked.Requirement == rig.Scalar.Evaluate(commands[n], places[n]));
            DeviceResult result = rig.Ask(commands[n]);
            Check.That(result.Verdict == DeviceVerdict.Accept && asked.Requirement == result.Requirement);
            Check.That(result.Requirement == rig.Scalar.Place(commands[n], places[n]));
        }

        for (int n = 0; n < commands.Length; n++)
        {
            Check.That(rig.Ask(CheckRig.Inverse(commands[n])).IsAccepted);
            rig.Scalar.Release(commands[n], places[n]);
        }
    }
}
