using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using Appliance.Bench.Report;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Sim.Device;

namespace Appliance.Bench.Device;

/// <summary>
/// All arrays change and a Switch covers all groups: each is made anew from its positions. Two products a position
/// and entry are counted, one for L and one for W, against what the processor multiplies and adds in registers in
/// the same round. The small case stays in the caches; the others write their accumulators to memory.
/// </summary>
internal static class RevaluationBench
{
    private const double FractionBar = 0.5;

    private static readonly Shape[] Shapes =
    [
        new("10x10", 10_000, 10, 10, 10),
        new("500x16", 10_000, 500, 500, 16),
        new("64-in-16", 5_000, 512, 16, 64),
        new("64-in-4", 5_000, 512, 4, 64),
        new("64-in-4.cached", 8, 64, 4, 64),
        new("500x16.cached", 16, 500, 500, 16),
    ];

    public static void Run(BenchRun run)
    {
        foreach (Shape shape in Shapes)
        {
            Measure(run, shape);
        }
    }

    private static void Measure(BenchRun run, Shape shape)
    {
        BenchMarket market = new(shape.Instruments, shape.Underlyings, RiskProfile.Std, run.Seed, isDated: false);
        DeviceCapacity capacity = new(shape.Groups, Math.Max(shape.Held, 16), 16);
        using SimDevice wide = new(capacity, market.Snapshot);
        using SimDevice plain = new(capacity, market.Snapshot, VectorWidth.Scalar);
        Fill(wide, market, shape, run.Seed);
        Fill(plain, market, shape, run.Seed);
        List<double> speeds = [], plainSpeeds = [], ceilings = [];
        int repeats = Math.Max(1, 2_000 / shape.Groups);
        for (int round = -3; round < run.Rounds; round++)
        {
            double fast = 0, slow = 0;
            for (int n = 0; n < repeats; n++)
            {
                ChangeAll(market);
                fast += Switch(wide, market, shape.Groups);
                slow += Switch(plain, market, shape.Groups);
            }

            double ceiling = MultiplyAddCeiling.Measure();
            if (round >= 0)
            {
                speeds.Add((double)shape.Groups * repeats / fast);
                plainSpeeds.Add((double)shape.Groups * repeats / slow);
                ceilings.Add(ceiling);
            }
        }

        double perGroup = 2.0 * shape.Held * market.Snapshot.Profile.Entries;
        double fraction = BenchRun.Median(speeds.Zip(ceilings, (speed, ceiling) => speed * perGroup / ceiling));
        string head = $"device.revalue.{shape.Name}";
        run.Add($"{head}.groups", "groups/s", BenchRun.Median(speeds), BenchRun.Median(plainSpeeds));
        run.Add($"{head}.multiply-adds", "G/s", BenchRun.Median(speeds) * perGroup / 1e9);
        run.Add($"{head}.ceiling", "G/s", BenchRun.Median(ceilings) / 1e9);
        run.Add($"{head}.fraction", "x", fraction, null, Bar.AtLeast(FractionBar));
    }

    private static void ChangeAll(BenchMarket market)
    {
        for (int i = 0; i < market.Instruments; i++)
        {
            market.Snapshot.NextEpoch(i, market.MarkMicro(i) + (market.Snapshot.Epoch % 7));
        }
    }

    private static double Switch(SimDevice device, BenchMarket market, int groups)
    {
        device.LoadEpoch(market.Snapshot);
        DeviceCommand[] command = [new DeviceCommand { Op = DeviceOp.Switch, Group = 0, Lots = groups }];
        DeviceResult[] result = new DeviceResult[1];
        long start = Stopwatch.GetTimestamp();
        device.Execute(command, result);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Check.That(result[0].IsAccepted);
        return seconds;
    }

    // Every position held, and worked on one side.
    private static void Fill(SimDevice device, BenchMarket market, Shape shape, ulong seed)
    {
        Prng prng = new Prng(seed).Fork(7);
        DeviceResult[] result = new DeviceResult[1];
        for (uint group = 0; group < shape.Groups; group++)
        {
            Do(new DeviceCommand { Op = DeviceOp.OpenGroup, Group = group });
            Do(new DeviceCommand { Op = DeviceOp.MoveCash, Group = group, Value = 1L << 50 });
            int first = (int)prng.Next(shape.Instruments);
            for (int p = 0; p < shape.Held; p++)
            {
                // Neighbours of one underlying lie as far apart as there are underlyings.
                int i = (first + (p * (shape.Instruments / shape.Held))) % shape.Instruments;
                i = shape.Underlyings < shape.Instruments ? (first + p) % shape.Instruments : i;
                sbyte side = (sbyte)(prng.Next(2) == 0 ? 1 : -1);
                DeviceCommand order = new() { Op = DeviceOp.Trade, Group = group, Instrument = i, Side = side };
                order.Lots = prng.Between(1, 100);
                order.Value = market.MarkMicro(i);
                Do(order);
                Do(order with { Op = DeviceOp.ReserveOrder });
            }
        }

        void Do(DeviceCommand command)
        {
            device.Execute([command], result);
            Check.That(result[0].IsAccepted);
        }
    }

    private sealed record Shape(string Name, int Groups, int Instruments, int Underlyings, int Held);
}
