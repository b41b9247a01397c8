using System;
using System.Collections.Generic;
using Appliance.Core;

namespace Appliance.Telemetry.Tests;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void Every_bucket_starts_where_the_one_before_ends()
    {
        for (int index = 0; index < LatencyHistogram.BucketCount; index++)
        {
            long highest = LatencyHistogram.HighestIn(index);
            Assert.Equal(index, LatencyHistogram.IndexOf(highest));
            if (highest < long.MaxValue)
                Assert.Equal(index + 1, LatencyHistogram.IndexOf(highest + 1));
            else
                Assert.Equal(LatencyHistogram.BucketCount - 1, index);
        }

        Assert.Equal(long.MaxValue, LatencyHistogram.HighestIn(LatencyHistogram.BucketCount - 1));
    }

    [Theory]
    [InlineData(1UL, 1L << 8)]
    [InlineData(2UL, 1L << 20)]
    [InlineData(3UL, 3_600_000_000_001L)]
    [InlineData(4UL, long.MaxValue)]
    public void Percentiles_stay_within_the_stated_error_of_a_sorted_array(ulong seed, long below)
    {
        var prng = new Prng(seed);
        var histogram = new LatencyHistogram();
        long[] values = new long[20_000];
        Int128 sum = 0;
        for (int index = 0; index < values.Length; index++)
        {
            // Squeezing the range at random gives every power of two its share.
            values[index] = prng.Next(below) >> (int)prng.Next(40);
            histogram.Record(values[index]);
            sum += values[index];
        }

        Array.Sort(values);
        Assert.Equal(values.Length, histogram.Count);
        Assert.Equal(values[0], histogram.Min);
        Assert.Equal(values[^1], histogram.Max);
        Assert.Equal((long)(sum / values.Length), histogram.Mean);
        foreach (long ppm in Percentiles(prng))
        {
            long rank = Math.Max(1, ((values.Length * ppm) + 999_999) / 1_000_000);
            AssertClose(values[rank - 1], histogram.ValueAt(ppm, 1_000_000), $"at {ppm} ppm, seed {seed}");
        }
    }

    [Fact]
    public void Small_values_and_the_ends_are_exact()
    {
        var histogram = new LatencyHistogram();
        for (long ns = 0; ns < 2 * LatencyHistogram.ErrorDivisor; ns++)
            histogram.Record(ns);
        for (long ns = 0; ns < 2 * LatencyHistogram.ErrorDivisor; ns++)
            Assert.Equal(ns, histogram.ValueAt(ns + 1, 2 * LatencyHistogram.ErrorDivisor));
        histogram.Record(1_000_001);
        Assert.Equal(1_000_001, histogram.ValueAt(1, 1));
    }

    [Fact]
    public void An_empty_histogram_says_zero_and_a_reset_one_too()
    {
        var histogram = new LatencyHistogram();
        Assert.Equal((0, 0, 0, 0, 0), Summary(histogram));
        histogram.Record(-7);
        histogram.Record(500);
        Assert.Equal((2, 0, 500, 250, 500), Summary(histogram));
        Assert.Equal(1, histogram.BelowZero);
        histogram.Reset();
        Assert.Equal((0, 0, 0, 0, 0), Summary(histogram));
        Assert.Equal(0, histogram.BelowZero);
        histogram.Record(9);
        Assert.Equal((1, 9, 9, 9, 9), Summary(histogram));
    }

    [Fact]
    public void Merged_halves_equal_the_whole()
    {
        var prng = new Prng(11);
        LatencyHistogram whole = new(), left = new(), right = new();
        for (int index = 0; index < 5_000; index++)
        {
            long ns = prng.Between(-3, 50_000_000);
            whole.Record(ns);
            (prng.Chance(300_000) ? left : right).Record(ns);
        }

        left.Merge(right);
        left.Merge(new LatencyHistogram());
        Assert.Equal(Summary(whole), Summary(left));
        Assert.Equal(whole.BelowZero, left.BelowZero);
        for (long permille = 0; permille <= 1_000; permille++)
            Assert.Equal(whole.ValueAt(permille, 1_000), left.ValueAt(permille, 1_000));
    }

    [Fact]
    public void Recording_and_asking_allocate_nothing()
    {
        var histogram = new LatencyHistogram();
        RecordMany(histogram);
        long before = GC.GetAllocatedBytesForCurrentThread();
        RecordMany(histogram);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(200_000, histogram.Count);
    }

    private static void RecordMany(LatencyHistogram histogram)
    {
        for (long index = 0; index < 100_000; index++)
            histogram.Record(index * index);
        histogram.ValueAt(999, 1_000);
    }

    private static (long Count, long Min, long Max, long Mean, long Top) Summary(LatencyHistogram histogram) =>
        (histogram.Count, histogram.Min, histogram.Max, histogram.Mean, histogram.ValueAt(1, 1));

    private static void AssertClose(long exact, long reported, string where)
    {
        long highest = (long)Int128.Min((Int128)exact + (exact / LatencyHistogram.ErrorDivisor), long.MaxValue);
        Assert.True(exact <= reported && reported <= highest, $"{exact} reported as {reported} {where}");
    }

    private static IEnumerable<long> Percentiles(Prng prng)
    {
        long[] usual = [0, 1, 500_000, 900_000, 990_000, 999_000, 999_900, 999_999, 1_000_000];
        foreach (long ppm in usual)
            yield return ppm;
        for (int index = 0; index < 200; index++)
            yield return prng.Next(1_000_001);
    }
}
