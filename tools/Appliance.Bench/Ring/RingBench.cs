using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Appliance.Bench.Ring;

/// <summary>
/// The ring between threads: throughput of one hop and of a chain, round trips for every wait strategy.
/// </summary>
internal static class RingBench
{
    public static readonly string[] Parts = ["ring.one", "ring.chain", "ring.pingpong"];

    public static void Run(BenchRun run)
    {
        List<CorePair> pairs = CorePair.Choose();
        if (pairs.Count == 0)
        {
            BenchRun.Say("ring: one core only, nothing to measure");
            return;
        }

        BenchRun.Say("ring: cores " + string.Join(", ", pairs.Select(pair => $"{pair.First} and {pair.Second}")));
        // On a thread of its own: it is pinned, and what the main thread starts later must not inherit that.
        Exception? failure = null;
        Thread thread = new(() =>
        {
            try
            {
                Measure(run, pairs);
            }
            catch (Exception e)
            {
                failure = e;
            }
        });
        thread.Start();
        thread.Join();
        if (failure is not null) throw new InvalidOperationException("The ring's benchmark failed.", failure);
    }

    private static void Measure(BenchRun run, List<CorePair> pairs)
    {
        if (run.Wants("ring.one"))
        {
            RelayBench one = new(run, stages: 1);
            foreach (CorePair pair in pairs)
            {
                pair.PinFirst();
                one.Run(pair);
            }

            one.Report();
        }

        Cores.Pin(Cores.Usable);
        if (run.Wants("ring.chain"))
        {
            RelayBench chain = new(run, stages: 3);
            chain.Run(pairs[0]);
            chain.Report();
        }

        if (run.Wants("ring.pingpong"))
        {
            PingPongBench pingPong = new(run);
            foreach (CorePair pair in pairs)
            {
                pair.PinFirst();
                pingPong.Run(pair);
            }

            pingPong.Report();
        }
    }
}
