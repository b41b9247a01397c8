using System;
using System.Collections.Generic;
using System.Diagnostics;
using Appliance.Core;
using Appliance.Transport;

namespace Appliance.Bench;

/// <summary>A latency holds a read of the monotonic clock, an event one of the wall clock: what they cost.</summary>
internal static class ClockBench
{
    private const int Reads = 1_000_000;

    public static void Run(BenchRun run)
    {
        SystemClock clock = new();
        List<double> monotonic = [], utc = [];
        for (int round = 0; round < run.Rounds + 1; round++)
        {
            double one = Time(() => clock.MonotonicNs), two = Time(() => clock.UtcNs);
            if (round > 0)
            {
                monotonic.Add(one);
                utc.Add(two);
            }
        }

        run.Add("clock.monotonic", "ns", BenchRun.Median(monotonic));
        run.Add("clock.utc", "ns", BenchRun.Median(utc));
    }

    private static double Time(Func<long> read)
    {
        long sum = 0;
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Reads; i++)
        {
            sum ^= read();
        }

        double ns = Stopwatch.GetElapsedTime(start).TotalNanoseconds / Reads;
        Check.That(sum != 1);
        return ns;
    }
}
