using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Telemetry;

namespace Appliance.Bench.Device;

/// <summary>
/// One order check on a random one of 10,000 groups, which then gives the order back untimed. Beside it the same
/// check in plain scalar C#, whose answer must be the same, and a naive one in decimals. The 10,000 groups are larger
/// than the caches, so most of the time is memory's; the hot few show the arithmetic alone.
/// </summary>
internal static class CheckBench
{
    private const int Groups = 10_000;
    private const int HotGroups = 32;
    private const int Block = 512;

    public static void Run(BenchRun run)
    {
        Measure(run, "device.check.10x10", Groups, 10, 10);
        Measure(run, "device.check.500x16", Groups, 500, 16);
        Measure(run, "device.check.hot", HotGroups, 10, 10);
    }

    private static void Measure(BenchRun run, string name, int groups, int instruments, int heldPerGroup)
    {
        using CheckRig rig = new(groups, instruments, heldPerGroup, run.Seed);
        Verify(rig);
        int blocks = run.IsQuick ? 40 : 200;
        Figures device = new(), scalar = new(), naive = new();
        for (int round = -1; round < run.Rounds; round++)
        {
            Figures[] kept = round < 0 ? [new(), new(), new()] : [device, scalar, naive];
            for (int block = 0; block < blocks; block++)
            {
                (DeviceCommand[] commands, int[] places) = rig.Orders(Block);
                TimeDevice(rig, commands, kept[0]);
                TimeScalar(rig, commands, places, kept[1]);
                (DeviceCommand[] fresh, int[] freshPlaces) = rig.Orders(Block);
                TimeDeviceWhole(rig, fresh, kept[0]);
                TimeScalarWhole(rig, fresh, freshPlaces, kept[1]);
                if (block % 50 == 0)
                {
                    TimeDecimal(rig, commands, places, kept[2]);
                }
            }

            Array.ForEach(kept, figures => figures.Close());
        }

        run.Add($"{name}.p50", "ns", BenchRun.Median(device.Middles), BenchRun.Median(scalar.Middles));
        run.Add($"{name}.p99", "ns", BenchRun.Median(device.Tails), BenchRun.Median(scalar.Tails));
        run.Add($"{name}.mean", "ns", BenchRun.Median(device.Means), BenchRun.Median(scalar.Means));
        run.Add($"{name}.mean.best", "ns", device.Means.Min(), scalar.Means.Min());
        run.Add($"{name}.vs-decimal.p50", "ns", BenchRun.Median(device.Middles), BenchRun.Median(naive.Middles));
    }

    private static void Verify(CheckRig rig)
    {
        (DeviceCommand[] commands, int[] places) = rig.Orders(20_000);
        for (int n = 0; n < commands.Length; n++)
        {
            DeviceResult result = rig.Ask(commands[n]);
            Check.That(result.Verdict == DeviceVerdict.Accept);
            Check.That(result.Requirement == rig.Scalar.Place(commands[n], places[n]));
        }

        for (int n = 0; n < commands.Length; n++)
        {
            Check.That(rig.Ask(CheckRig.Inverse(commands[n])).IsAccepted);
            rig.Scalar.Release(commands[n], places[n]);
        }
    }

    // Each check timed by itself, one clock read included.
    private static void TimeDevice(CheckRig rig, DeviceCommand[] commands, Figures figures)
    {
        DeviceResult[] results = new DeviceResult[1];
        long last = Stopwatch.GetTimestamp();
        for (int n = 0; n < commands.Length; n++)
        {
            rig.Device.Execute(commands.AsSpan(n, 1), results);
            long now = Stopwatch.GetTimestamp();
            figures.Each.Record(now - last);
            last = now;
            Check.That(results[0].IsAccepted);
        }

        GiveBack(rig, commands);
    }

    // As many as a whole, without a clock between them: neighbours may overlap, as they do under load.
    private static void TimeDeviceWhole(CheckRig rig, DeviceCommand[] commands, Figures figures)
    {
        DeviceResult[] results = new DeviceResult[1];
        long start = Stopwatch.GetTimestamp();
        for (int n = 0; n < commands.Length; n++)
        {
            rig.Device.Execute(commands.AsSpan(n, 1), results);
        }

        figures.Whole(Stopwatch.GetElapsedTime(start), commands.Length);
        GiveBack(rig, commands);
    }

    private static void GiveBack(CheckRig rig, DeviceCommand[] commands)
    {
        foreach (DeviceCommand command in commands)
        {
            rig.Ask(CheckRig.Inverse(command));
        }
    }

    private static void TimeScalar(CheckRig rig, DeviceCommand[] commands, int[] places, Figures figures)
    {
        long last = Stopwatch.GetTimestamp();
        for (int n = 0; n < commands.Length; n++)
        {
            rig.Scalar.Place(commands[n], places[n]);
            long now = Stopwatch.GetTimestamp();
            figures.Each.Record(now - last);
            last = now;
        }

        for (int n = 0; n < commands.Length; n++)
        {
            rig.Scalar.Release(commands[n], places[n]);
        }
    }

    private static void TimeScalarWhole(CheckRig rig, DeviceCommand[] commands, int[] places, Figures figures)
    {
        long start = Stopwatch.GetTimestamp();
        for (int n = 0; n < commands.Length; n++)
        {
            rig.Scalar.Place(commands[n], places[n]);
        }

        figures.Whole(Stopwatch.GetElapsedTime(start), commands.Length);
        for (int n = 0; n < commands.Length; n++)
        {
            rig.Scalar.Release(commands[n], places[n]);
        }
    }

    private static void TimeDecimal(CheckRig rig, DeviceCommand[] commands, int[] places, Figures figures)
    {
        long last = Stopwatch.GetTimestamp();
        for (int n = 0; n < commands.Length; n++)
        {
            rig.Naive.Place(commands[n], places[n]);
            long now = Stopwatch.GetTimestamp();
            figures.Each.Record(now - last);
            last = now;
        }

        for (int n = 0; n < commands.Length; n++)
        {
            rig.Naive.Release(commands[n], places[n]);
        }
    }

    /// <summary>One contestant: per round the middle and the tail of the single times, and the mean.</summary>
    private sealed class Figures
    {
        private TimeSpan elapsed;
        private long count;

        public LatencyHistogram Each { get; } = new();

        public List<double> Middles { get; } = [];

        public List<double> Tails { get; } = [];

        public List<double> Means { get; } = [];

        public void Whole(TimeSpan time, int operations)
        {
            elapsed += time;
            count += operations;
        }

        /// <summary>Ends a round.</summary>
        public void Close()
        {
            Middles.Add(Each.ValueAt(50, 100));
            Tails.Add(Each.ValueAt(99, 100));
            Means.Add(elapsed.TotalNanoseconds / Math.Max(1, count));
            Each.Reset();
            elapsed = TimeSpan.Zero;
            count = 0;
        }
    }
}
