using System;
using Appliance.Core;

namespace Appliance.Telemetry.Tests;

public sealed class CounterSetTests
{
    private enum Wire
    {
        Decoded,
        Dropped,
        QueueBytes,
    }

    private enum Gap
    {
        One = 1,
        Three = 3,
    }

    private enum Narrow : byte
    {
        Only,
    }

    [Fact]
    public void Counters_count_by_name_and_by_handle()
    {
        var counters = new CounterSet<Wire>();
        Counter dropped = counters.Of(Wire.Dropped);
        counters.Increment(Wire.Decoded);
        counters.Add(Wire.Decoded, 41);
        dropped.Increment();
        dropped.Add(2);
        counters.Set(Wire.QueueBytes, 77);
        Assert.Equal(42, counters[Wire.Decoded]);
        Assert.Equal(3, dropped.Value);
        Assert.Equal(["Decoded", "Dropped", "QueueBytes"], counters.Names.ToArray());
        long[] copy = new long[4];
        counters.CopyTo(copy);
        Assert.Equal([42, 3, 77, 0], copy);
    }

    [Fact]
    public void Counting_allocates_nothing_and_wraps()
    {
        var counters = new CounterSet<Wire>();
        counters.Set(Wire.Dropped, long.MaxValue);
        Count(counters, 100);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Count(counters, 100_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(100_100, counters[Wire.Decoded]);
        Assert.True(counters[Wire.Dropped] < 0);
    }

    [Fact]
    public void An_enum_with_gaps_or_of_another_width_is_our_fault()
    {
        Assert.Throws<CheckFailedException>(() => new CounterSet<Gap>());
        Assert.Throws<CheckFailedException>(() => new CounterSet<Narrow>());
    }

    private static void Count(CounterSet<Wire> counters, int times)
    {
        for (int index = 0; index < times; index++)
        {
            counters.Increment(Wire.Decoded);
            counters.Increment(Wire.Dropped);
        }
    }
}
