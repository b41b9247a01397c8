using System;
using System.Diagnostics;
using Appliance.Bench.Report;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Sim.Device;

namespace Appliance.Bench.Device;

/// <summary>
/// A million groups with eight positions in eight underlyings each, at 16 instruments x 16 underlyings: what they
/// take of memory, how fast they load, and what a check and a revaluation cost among so many.
/// </summary>
internal static class LoadBench
{
    private const int Groups = 1_000_000;
    private const int Instruments = 500;
    private const int Held = 8;
    private const int Batch = 64;
    private const double MemoryBarGiB = 12;
    private const double GiB = 1L << 30;

    public static void Run(BenchRun run)
    {
        int groups = run.IsQuick ? Groups / 100 : Groups;
        BenchMarket market = new(Instruments, Instruments, RiskProfile.Std, run.Seed);
        DeviceCapacity capacity = new(groups, 16, 16, (long)Held * groups);
        long start = Stopwatch.GetTimestamp();
        using SimDevice device = new(capacity, market.Snapshot);
        BenchRun.Say($"  memory taken in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
        Prng prng = new Prng(run.Seed).Fork(11);
        start = Stopwatch.GetTimestamp();
        Load(device, market, groups, prng);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        run.Add("device.load.positions", "positions/s", (double)groups * Held / seconds);
        run.Add("device.load.bytes", "B/group", device.BytesPerGroup);
        run.Add("device.load.device", "GiB", device.TotalBytes / GiB, null, Bar.AtMost(MemoryBarGiB));
        run.Add("device.load.process", "GiB", Environment.WorkingSet / GiB, null, Bar.AtMost(MemoryBarGiB));
        TimeChecks(run, device, market, groups, prng);
        TimeSwitch(run, device, market, groups);
    }

    // Instruments of a group lie a fixed stride apart, so that any of them is found again from its id.
    private static int Instrument(uint group, int place) =>
        (int)((group + (uint)(place * (Instruments / Held))) % Instruments);

    private static void Load(SimDevice device, BenchMarket market, int groups, Prng prng)
    {
        DeviceCommand[] commands = new DeviceCommand[2 + (2 * Held)];
        DeviceResult[] results = new DeviceResult[commands.Length];
        for (uint group = 0; group < groups; group++)
        {
            commands[0] = new DeviceCommand { Op = DeviceOp.OpenGroup, Group = group };
            commands[1] = new DeviceCommand { Op = DeviceOp.MoveCash, Group = group, Value = 1L << 50 };
            for (int place = 0; place < Held; place++)
            {
                DeviceCommand trade = Order(market, group, place, prng) with { Op = DeviceOp.Trade };
                commands[2 + (2 * place)] = trade;
                commands[3 + (2 * place)] = trade with { Op = DeviceOp.ReserveOrder };
            }

            device.Execute(commands, results);
            Check.That(Array.TrueForAll(results, result => result.IsAccepted));
        }
    }

    private static void TimeChecks(BenchRun run, SimDevice device, BenchMarket market, int groups, Prng prng)
    {
        DeviceCommand[] orders = new DeviceCommand[Batch];
        DeviceResult[] results = new DeviceResult[Batch];
        foreach (int batch in new[] { 1, Batch })
        {
            CheckFigures figures = new();
            for (int block = 0; block < 4_000; block++)
            {
                for (int n = 0; n < Batch; n++)
                {
                    orders[n] = Order(market, (uint)prng.Next(groups), (int)prng.Next(Held), prng);
                }

                long last = Stopwatch.GetTimestamp();
                for (int n = 0; n < Batch; n += batch)
                {
                    device.Execute(orders.AsSpan(n, batch), results.AsSpan(n, batch));
                    long now = Stopwatch.GetTimestamp();
                    figures.Each.Record((now - last) / batch);
                    last = now;
                }

                Check.That(Array.TrueForAll(results, result => result.IsAccepted));
            }

            figures.Close(true);
            run.Add($"device.load.check.batch{batch}.p50", "ns", figures.Middle);
        }
    }

    private static void TimeSwitch(BenchRun run, SimDevice device, BenchMarket market, int groups)
    {
        for (int i = 0; i < Instruments; i++)
        {
            market.Snapshot.NextEpoch(i, market.MarkMicro(i) + 1);
        }

        device.LoadEpoch(market.Snapshot);
        DeviceResult[] result = new DeviceResult[1];
        long start = Stopwatch.GetTimestamp();
        device.Execute([new DeviceCommand { Op = DeviceOp.Switch, Lots = groups }], result);
        run.Add("device.load.revalue", "groups/s", groups / Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private static DeviceCommand Order(BenchMarket market, uint group, int place, Prng prng)
    {
        int instrument = Instrument(group, place);
        return new DeviceCommand
        {
            Op = DeviceOp.CheckOrder,
            Group = group,
            Instrument = instrument,
            Side = (sbyte)(prng.Next(2) == 0 ? 1 : -1),
            Lots = prng.Between(1, 100),
            Value = market.MarkMicro(instrument),
        };
    }
}
