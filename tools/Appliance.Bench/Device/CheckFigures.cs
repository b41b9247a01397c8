using System;
using System.Collections.Generic;
using System.Linq;
using Appliance.Telemetry;

namespace Appliance.Bench.Device;

/// <summary>What one contestant took: per round the middle and the tail of the single times, and the mean.</summary>
internal sealed class CheckFigures
{
    private TimeSpan elapsed;
    private long count;

    public LatencyHistogram Each { get; } = new();

    public List<double> Middles { get; } = [];

    public List<double> Tails { get; } = [];

    public List<double> Means { get; } = [];

    public double Middle => BenchRun.Median(Middles);

    public double Tail => BenchRun.Median(Tails);

    public double Mean => BenchRun.Median(Means);

    public void Whole(TimeSpan time, int operations)
    {
        elapsed += time;
        count += operations;
    }

    /// <summary>Ends a round; the rounds that warm up are not kept.</summary>
    public void Close(bool isKept)
    {
        if (isKept)
        {
            Middles.Add(Each.ValueAt(50, 100));
            Tails.Add(Each.ValueAt(99, 100));
            Means.Add(elapsed.TotalNanoseconds / Math.Max(1, count));
        }

        Each.Reset();
        elapsed = TimeSpan.Zero;
        count = 0;
    }

    /// <summary>How many times faster than another: the middle of the rounds' ratios.</summary>
    public static double Ratio(List<double> own, List<double> other) =>
        BenchRun.Median(own.Zip(other, (mine, theirs) => theirs / mine));
}
