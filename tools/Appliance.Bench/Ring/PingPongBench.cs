using System;
using System.Collections.Generic;
using System.Linq;
using Disruptor;

namespace Appliance.Bench.Ring;

/// <summary>
/// Round trips between two cores for every wait strategy, a channel and the bare word that none can beat, in turns in
/// one process. A chunk in which one of the threads was taken off its core is dropped.
/// </summary>
internal sealed class PingPongBench(BenchRun run)
{
    private const string FloorName = "floor";
    private const int ChunksPerTurn = 3;
    private const int ProbeCount = 5_000;

    // Offering the core counts as losing it with the kernel: a strategy that does at every turn keeps all its chunks.
    private const string Yielding = "yielding";

    private static readonly (string Name, bool IsBlocking, Func<IWaitStrategy> Create)[] Strategies =
    [
        ("busy-spin", false, () => new BusySpinWaitStrategy()),
        (Yielding, false, () => new YieldingWaitStrategy()),
        ("spin-wait", false, () => new SpinWaitWaitStrategy()),
        ("hybrid", false, () => new HybridSpinWaitStrategy()),
        ("sleeping", false, () => new SleepingWaitStrategy()),
        ("phased-back-off", false, () => PhasedBackoffWaitStrategy.WithLock(Phase, Phase)),
        ("blocking", true, () => new BlockingWaitStrategy()),
        ("blocking-spin-wait", true, () => new BlockingSpinWaitWaitStrategy()),
        ("time-out-blocking", true, () => new TimeoutBlockingWaitStrategy(TimeSpan.FromSeconds(1))),
    ];

    private readonly Dictionary<(string Placement, string Name), LatencySamples> samples = [];
    private int dropped;

    private static TimeSpan Phase => TimeSpan.FromMilliseconds(1);

    // Longer chunks hardly ever end with both threads still on their cores.
    private int SpinningCount => run.IsQuick ? 1_000 : 10_000;

    private int BlockingCount => run.IsQuick ? 50 : 2_000;

    public void Run(CorePair pair)
    {
        for (int round = -1; round < run.Rounds; round++)
        {
            bool isWarmUp = round < 0;
            for (int chunk = 0; chunk < ChunksPerTurn; chunk++) FloorChunk(pair, isWarmUp);
            foreach ((string name, bool isBlocking, Func<IWaitStrategy> create) in Strategies)
            {
                string placement = pair.Placement(ProbeCount);
                using RingPingPong ring = new(pair, create);
                Turn(ring, name, isWarmUp ? null : placement, isBlocking ? BlockingCount : SpinningCount);
            }

            string placementOfChannel = pair.Placement(ProbeCount);
            using ChannelPingPong channel = new(pair);
            Turn(channel, "channel", isWarmUp ? null : placementOfChannel, SpinningCount);
        }
    }

    public void Report()
    {
        foreach (string placement in samples.Keys.Select(key => key.Placement).Distinct().Order())
        {
            samples.TryGetValue((placement, FloorName), out LatencySamples? floor);
            samples.TryGetValue((placement, "channel"), out LatencySamples? channel);
            string[] names = [FloorName, .. Strategies.Select(s => s.Name), "channel"];
            foreach (string name in names)
            {
                if (!samples.TryGetValue((placement, name), out LatencySamples? own)) continue;
                string row = $"ring.pingpong.{name}.{placement}";
                LatencySamples? other = ReferenceEquals(own, channel) ? null : channel;
                run.Add($"{row}.p50", "ns", own.P50, other?.P50, RingBars.RoundTrip(name, placement, 0));
                run.Add($"{row}.p99", "ns", own.P99, other?.P99, RingBars.RoundTrip(name, placement, 1));
                run.Add($"{row}.p99.9", "ns", own.P999, other?.P999, RingBars.RoundTrip(name, placement, 2));
                if (name == "busy-spin" && floor is not null)
                {
                    run.Add($"{row}.p50-over-floor", "x", own.P50 / floor.P50, null, RingBars.OverFloor);
                }
            }
        }

        BenchRun.Say($"ring.pingpong: {dropped} chunks dropped, a thread had lost its core");
    }

    private void FloorChunk(CorePair pair, bool isWarmUp)
    {
        LatencySamples chunk = new();
        bool isClean = Floor.Run(pair, SpinningCount, chunk);
        string placement = chunk.LastP50 < CorePair.NearNsMax ? "near" : "far";
        if (isWarmUp) return;
        if (isClean) Of(placement, FloorName).Add(chunk);
        else dropped++;
    }

    private void Turn(IPingPong game, string name, string? placement, int count)
    {
        long[] ticks = new long[count];
        game.Run(ticks);
        for (int chunk = 0; chunk < ChunksPerTurn; chunk++)
        {
            bool isClean = game.Run(ticks);
            if (placement is null) continue;
            if (isClean || name == Yielding) Of(placement, name).Add(ticks);
            else dropped++;
        }
    }

    private LatencySamples Of(string placement, string name)
    {
        if (!samples.TryGetValue((placement, name), out LatencySamples? found))
        {
            samples[(placement, name)] = found = new LatencySamples();
        }

        return found;
    }
}
