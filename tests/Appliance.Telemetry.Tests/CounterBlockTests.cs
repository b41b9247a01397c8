using System;
using Appliance.Core;

namespace Appliance.Telemetry.Tests;

public sealed class CounterBlockTests
{
    [Fact]
    public void Counters_count_by_name_and_label()
    {
        CounterBlock block = CounterBlock.Private(Layouts.Small());
        Counter frames = block.Counter("frames");
        Counter dropped = block.Counter("dropped", "status=Short");
        Counter depth = block.Counter("depth_bytes");
        frames.Increment();
        frames.Add(41);
        dropped.Add(2);
        depth.Set(77);
        depth.Set(70);
        Assert.Equal((42L, 2L, 70L), (frames.Value, dropped.Value, depth.Value));
        Assert.Equal(0, block.Counter("dropped", "status=Long").Value);
        Assert.Equal(42, block.Counter("frames").Value);
        Assert.False(block.IsShared);
    }

    [Fact]
    public void A_histogram_in_a_block_counts_like_one_alone()
    {
        Prng prng = new(5);
        LatencyHistogram placed = CounterBlock.Private(Layouts.Small()).Histogram("latency", "path=order");
        LatencyHistogram alone = new();
        for (int i = 0; i < 20_000; i++)
        {
            long ns = prng.Next(long.MaxValue) >> (int)prng.Next(63);
            placed.Record(ns);
            alone.Record(ns);
        }

        Assert.Equal(
            (alone.Count, alone.Min, alone.Max, alone.Mean, alone.Sum),
            (placed.Count, placed.Min, placed.Max, placed.Mean, placed.Sum));
        for (long permille = 0; permille <= 1_000; permille++)
        {
            Assert.Equal(alone.ValueAt(permille, 1_000), placed.ValueAt(permille, 1_000));
        }
    }

    [Fact]
    public void Counting_allocates_nothing_and_wraps()
    {
        CounterBlock block = CounterBlock.Private(Layouts.Small());
        Counter frames = block.Counter("frames");
        Counter depth = block.Counter("depth_bytes");
        LatencyHistogram latency = block.Histogram("latency", "path=order");
        depth.Set(long.MaxValue);
        Count(frames, depth, latency, 100);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Count(frames, depth, latency, 100_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(100_100, frames.Value);
        Assert.Equal(100_100, latency.Count);
        Assert.True(depth.Value < 0);
    }

    [Fact]
    public void Threads_share_no_pair_of_cache_lines()
    {
        CounterLayout layout = new();
        layout.NextWriter();
        layout.Counter("a");
        layout.Counter("b");
        layout.NextWriter();
        layout.Counter("c");
        long[] offsets = [.. System.Linq.Enumerable.Select(layout.Descriptors, d => d.OffsetBytes)];
        Assert.Equal(8, offsets[1] - offsets[0]);
        Assert.NotEqual(offsets[1] / 128, offsets[2] / 128);
        Assert.All(offsets, o => Assert.Equal(0, o % 8));
    }

    [Fact]
    public void What_the_layout_does_not_have_is_our_fault()
    {
        CounterBlock block = CounterBlock.Private(Layouts.Small());
        Assert.Throws<CheckFailedException>(() => block.Counter("frames", "status=Short"));
        Assert.Throws<CheckFailedException>(() => block.Counter("latency", "path=order"));
        Assert.Throws<CheckFailedException>(() => block.Histogram("frames"));
        CounterLayout layout = Layouts.Small();
        Assert.Throws<CheckFailedException>(() => layout.Counter("frames"));
        Assert.Throws<CheckFailedException>(() => layout.Counter("with space"));
        Assert.Throws<CheckFailedException>(() => layout.Counter("x", "novalue"));
        Assert.Throws<CheckFailedException>(() => layout.Counter("x", "key="));
        Assert.Throws<CheckFailedException>(() => layout.Counter(new string('x', 65)));
    }

    [Fact]
    public void A_layout_is_bounded()
    {
        CounterLayout layout = new();
        int histograms = Limits.CounterFileBytesMax / LatencyHistogram.SizeBytes;
        for (int i = 0; i < histograms - 1; i++)
        {
            layout.Histogram("h", $"n={i}");
        }

        Assert.Throws<CheckFailedException>(() =>
        {
            layout.Histogram("h", "n=x");
            layout.Histogram("h", "n=y");
        });
    }

    private static void Count(Counter frames, Counter depth, LatencyHistogram latency, int times)
    {
        for (int index = 0; index < times; index++)
        {
            frames.Increment();
            depth.Add(1);
            latency.Record(index);
        }
    }
}
