using System;
using System.Collections.Generic;
using System.Diagnostics;

namespace Appliance.Bench.Ring;

/// <summary>Times of many round trips; figures of each chunk, then the middle of the chunks.</summary>
internal sealed class LatencySamples
{
    private readonly List<double> p50 = [];
    private readonly List<double> p99 = [];
    private readonly List<double> p999 = [];

    public int Chunks => p50.Count;

    public double P50 => BenchRun.Median(p50);

    public double P99 => BenchRun.Median(p99);

    public double P999 => BenchRun.Median(p999);

    /// <summary>The middle of the last chunk.</summary>
    public double LastP50 => p50[^1];

    /// <summary>Takes a chunk of times in ticks of the stopwatch. The array is sorted.</summary>
    public void Add(long[] ticks)
    {
        Array.Sort(ticks);
        p50.Add(Ns(ticks, 0.5));
        p99.Add(Ns(ticks, 0.99));
        p999.Add(Ns(ticks, 0.999));
    }

    /// <summary>Takes over the chunks of another.</summary>
    public void Add(LatencySamples other)
    {
        p50.AddRange(other.p50);
        p99.AddRange(other.p99);
        p999.AddRange(other.p999);
    }

    private static double Ns(long[] sorted, double quantile) =>
        sorted[(int)(quantile * (sorted.Length - 1))] * (1e9 / Stopwatch.Frequency);
}
