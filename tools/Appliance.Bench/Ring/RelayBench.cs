using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using Appliance.Bench.Report;
using Disruptor;

namespace Appliance.Bench.Ring;

/// <summary>
/// Throughput from one producer through one or three consumers: rings, channels and bare arrays, in turns in one
/// process. A chunk in which one of the threads was taken off its core is dropped.
/// </summary>
internal sealed class RelayBench(BenchRun run, int stages)
{
    private const int Slots = 4096;
    private const int Batch = 10;
    private const int ChunksPerTurn = 5;
    private const int ProbeCount = 5_000;

    private readonly RateFigures figures = new();

    private string Part => stages == 1 ? "ring.one" : "ring.chain";

    private int ChunkEvents => run.IsQuick ? 20_000 : 500_000;

    public void Run(CorePair pair)
    {
        // More threads than cores cannot all spin: a chain yields, as the figures it is compared with did.
        RelaySetting setting = new(Slots, pair, IsYielding: stages > 1);
        (string Name, Func<IRelay> Create)[] contestants = Contestants(setting);
        for (int round = -1; round < run.Rounds; round++)
        {
            foreach ((string name, Func<IRelay> create) in contestants)
            {
                string placement = setting.IsYielding ? "any" : pair.Placement(ProbeCount);
                using IRelay relay = create();
                Turn(relay, name, round < 0 ? null : placement);
                relay.Verify();
            }
        }
    }

    public void Report()
    {
        foreach (string placement in figures.Placements.Order())
        {
            foreach (string name in Names())
            {
                if (figures.Rate(placement, name) is not { } rate) continue;
                Bar? bar = stages == 1 ? RingBars.Rate(name, placement) : RingBars.Chain(name);
                string baseline = name.Contains(".8", StringComparison.Ordinal) ? "channel.8" : "channel.64";
                double? channel = name == baseline ? null : figures.Rate(placement, baseline);
                string suffix = placement == "any" ? "" : "." + placement;
                run.Add($"{Part}.{name}{suffix}", "M/s", rate, channel, bar);
            }
        }

        foreach (string name in Names().Where(name => figures.Bytes(name) is not null))
        {
            bool isOurs = !name.StartsWith("channel", StringComparison.Ordinal)
                && !name.StartsWith("array", StringComparison.Ordinal);
            Bar? bar = isOurs ? RingBars.Bytes : null;
            run.Add($"{Part}.{name}.bytes", "B/event", figures.Bytes(name)!.Value, null, bar);
        }

        BenchRun.Say($"{Part}: {figures.Dropped} chunks dropped, a thread had lost its core");
    }

    private string[] Names() =>
        [.. Contestants(new RelaySetting(Slots, new CorePair(-1, -1), true)).Select(contestant => contestant.Name)];

    private (string Name, Func<IRelay> Create)[] Contestants(RelaySetting setting)
    {
        List<(string Name, Func<IRelay> Create)> all =
        [
            ("unmanaged.64", () => new UnmanagedRelay<Event64>(setting, ProducerType.Single, stages, 1)),
            ("unmanaged.64.batch", () => new UnmanagedRelay<Event64>(setting, ProducerType.Single, stages, Batch)),
            ("value.64", () => new ValueRelay<Event64>(setting, ProducerType.Single, stages, 1)),
            ("value.64.batch", () => new ValueRelay<Event64>(setting, ProducerType.Single, stages, Batch)),
            ("channel.64", () => new ChannelRelay<Event64>(setting, stages)),
            ("array.64", () => new SpscRelay<Event64>(setting, stages, 1)),
            ("array.64.batch", () => new SpscRelay<Event64>(setting, stages, Batch)),
            ("unmanaged.8", () => new UnmanagedRelay<Event8>(setting, ProducerType.Single, stages, 1)),
            ("unmanaged.8.batch", () => new UnmanagedRelay<Event8>(setting, ProducerType.Single, stages, Batch)),
            ("channel.8", () => new ChannelRelay<Event8>(setting, stages)),
        ];
        if (stages == 1)
        {
            all.Add(("object.8", () => new ObjectRelay(setting, ProducerType.Single, stages, 1)));
            all.Add(("multi.8", () => new UnmanagedRelay<Event8>(setting, ProducerType.Multi, stages, 1)));
        }

        return [.. all];
    }

    // A turn without a placement only warms up.
    private void Turn(IRelay relay, string name, string? placement)
    {
        int[] threads = [Cores.ThreadId, .. relay.ConsumerThreads];
        relay.Send(ChunkEvents / 10);
        for (int chunk = 0; chunk < ChunksPerTurn; chunk++)
        {
            long switchesBefore = threads.Sum(Cores.InvoluntarySwitches);
            long bytesBefore = GC.GetTotalAllocatedBytes(precise: true);
            long start = Stopwatch.GetTimestamp();
            relay.Send(ChunkEvents);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            long bytes = GC.GetTotalAllocatedBytes(precise: true) - bytesBefore;
            bool isClean = threads.Sum(Cores.InvoluntarySwitches) == switchesBefore;
            if (placement is null) continue;
            figures.AddBytes(name, (double)bytes / ChunkEvents);
            // Threads that share cores are taken off them all the time; that is what such a chain is.
            if (isClean || stages > 1) figures.Add(placement, name, ChunkEvents / seconds / 1e6);
            else figures.Dropped++;
        }
    }
}
