using System.Collections.Generic;
using System.Diagnostics;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Sim.Device;

namespace Appliance.Bench.Device;

/// <summary>What touches many groups at once: marks, scans, epochs. And how much memory a group is.</summary>
internal static class BulkBench
{
    private const int Groups = 10_000;
    private const int Instruments = 10;
    private const int Marks = 200;
    private const int Scans = 500;

    public static void Run(BenchRun run)
    {
        using CheckRig rig = new(Groups, Instruments, Instruments, run.Seed);
        List<double> marks = [], scans = [], switches = [];
        uint[] found = new uint[Groups];
        for (int round = -1; round < run.Rounds; round++)
        {
            (double mark, double scan, double epoch) = (TimeMarks(rig), TimeScans(rig, found), TimeSwitch(rig));
            if (round >= 0)
            {
                marks.Add(mark);
                scans.Add(scan);
                switches.Add(epoch);
            }
        }

        double markNs = BenchRun.Median(marks);
        run.Add("device.mark.10k-holders", "us", markNs / 1000);
        run.Add("device.mark.per-holder", "ns", markNs / Groups);
        run.Add("device.scan.10k-groups", "us", BenchRun.Median(scans) / 1000);
        run.Add("device.epoch.switch", "groups/s", BenchRun.Median(switches));
        AddMemory(run, rig.Market, 16, 16);
        AddMemory(run, rig.Market, 16, 16, 8);
        AddMemory(run, rig.Market, Limits.GroupInstrumentsMax, Limits.GroupBucketsMax);
    }

    // Every group holds every instrument, so each mark moves the equity of all of them.
    private static double TimeMarks(CheckRig rig)
    {
        long start = Stopwatch.GetTimestamp();
        for (int n = 0; n < Marks; n++)
        {
            int instrument = n % Instruments;
            long value = rig.Market.MarkMicro(instrument) + (n % 3 * BenchMarket.TickValueMicro);
            DeviceResult result = rig.Ask(
                new DeviceCommand { Op = DeviceOp.SetMark, Instrument = instrument, Value = value });
            Check.That(result.Amount == Groups);
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / Marks;
    }

    private static double TimeScans(CheckRig rig, uint[] found)
    {
        long start = Stopwatch.GetTimestamp();
        for (int n = 0; n < Scans; n++)
        {
            Check.That(rig.Device.Scan(0, found) < Groups);
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / Scans;
    }

    // A new array for one instrument that all groups hold: each group is made anew from its positions.
    private static double TimeSwitch(CheckRig rig)
    {
        rig.Market.Snapshot.NextEpoch(0, rig.Market.MarkMicro(0));
        rig.Device.LoadEpoch(rig.Market.Snapshot);
        long start = Stopwatch.GetTimestamp();
        rig.Ask(new DeviceCommand { Op = DeviceOp.Switch, Group = 0, Lots = Groups });
        return Groups / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static void AddMemory(BenchRun run, BenchMarket market, int instruments, int buckets, int pooled = 0)
    {
        const int groups = 64;
        DeviceCapacity capacity = new(groups, instruments, buckets, groups * pooled);
        using SimDevice device = new(capacity, market.Snapshot);
        string pool = pooled > 0 ? $".pool-of-{pooled}" : "";
        run.Add($"device.memory.{instruments}x{buckets}{pool}", "B/group", device.BytesPerGroup);
    }
}
