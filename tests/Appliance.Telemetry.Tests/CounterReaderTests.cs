using System;
using System.IO;
using Appliance.Core;

namespace Appliance.Telemetry.Tests;

public sealed class CounterReaderTests
{
    private static readonly byte[] Whole = MakeWhole();

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        Assert.Equal(CounterRead.Ok, CounterReader.Read(Whole, out _));
        for (int length = 0; length < Whole.Length; length++)
        {
            CounterRead read = CounterReader.Read(Whole.AsSpan(0, length), out CounterReading? reading);
            Assert.True(read != CounterRead.Ok && reading is null, $"cut at {length}: {read}");
        }

        byte[] longer = [.. Whole, 0];
        Assert.Equal(CounterRead.Damaged, CounterReader.Read(longer, out _));
    }

    [Fact]
    public void Damaged_bytes_give_a_status_and_never_an_exception()
    {
        ulong seed = (ulong)Environment.TickCount64;
        Prng prng = new(seed);
        string repeat = $"seed {seed}   repeat: set it in {nameof(CounterReaderTests)}";
        int refused = 0;
        for (int round = 0; round < 4_000; round++)
        {
            byte[] bytes = (byte[])Whole.Clone();
            int damages = (int)prng.Between(1, 12);
            for (int i = 0; i < damages; i++)
            {
                // The header and the table are small beside the buckets, and all that can mislead.
                long below = prng.Chance(700_000) ? Layout.Table + (5 * Layout.TableLine) : bytes.Length;
                bytes[prng.Next(below)] = (byte)prng.Next(256);
            }

            CounterRead read = CounterReader.Read(bytes, out CounterReading? reading);
            refused += read == CounterRead.Ok ? 0 : 1;
            Assert.True((reading is null) == (read != CounterRead.Ok), repeat);
            Assert.NotEqual("", CounterReader.Words(read));
            foreach (CounterValue value in reading?.Values ?? [])
            {
                LatencyHistogram? histogram = value.Histogram;
                Assert.True(histogram is null || histogram.ValueAt(99, 100) <= histogram.Max, repeat);
                Assert.True(histogram is null || (histogram.Mean <= histogram.Max && histogram.Min >= 0), repeat);
            }
        }

        Assert.True(refused > 1_000, repeat);
    }

    [Fact]
    public void A_table_with_a_good_checksum_is_still_not_believed()
    {
        ulong seed = (ulong)Environment.TickCount64;
        Prng prng = new(seed);
        for (int round = 0; round < 4_000; round++)
        {
            byte[] bytes = (byte[])Whole.Clone();
            int line = Layout.Table + (Layout.TableLine * (int)prng.Next(5));
            long value = prng.Chance(500_000) ? prng.Next(1 << 20) - 1_000 : unchecked((long)prng.NextUInt64());
            Layout.Put(bytes, line + (8 * (int)prng.Next(20)), value);
            Seal(bytes);
            CounterRead read = CounterReader.Read(bytes, out CounterReading? reading);
            Assert.True((reading is null) == (read != CounterRead.Ok), $"seed {seed} round {round}");
        }
    }

    [Theory]
    [InlineData(Layout.Version, 2L + (256L << 32), CounterRead.OtherVersion)]
    [InlineData(Layout.Complete, 0L, CounterRead.Incomplete)]
    [InlineData(0, 12345L, CounterRead.NotCounters)]
    [InlineData(Layout.FileBytes, 100L, CounterRead.Damaged)]
    [InlineData(Layout.FileBytes, long.MaxValue, CounterRead.Damaged)]
    [InlineData(Layout.FileBytes, long.MinValue, CounterRead.Damaged)]
    [InlineData(Layout.State, 99L, CounterRead.Damaged)]
    [InlineData(Layout.State, -1L, CounterRead.Damaged)]
    [InlineData(Layout.Table + 8, long.MaxValue - 7, CounterRead.Damaged)]
    [InlineData(Layout.Table + 8, 8L, CounterRead.Damaged)]
    [InlineData(Layout.Table + 8, 257L, CounterRead.Damaged)]
    [InlineData(Layout.Table + 16, 16L, CounterRead.Damaged)]
    public void Each_fault_has_its_status(int offset, long value, CounterRead expected)
    {
        byte[] bytes = (byte[])Whole.Clone();
        Layout.Put(bytes, offset, value);
        Seal(bytes);
        Assert.Equal(expected, CounterReader.Read(bytes, out _));
    }

    [Fact]
    public void Names_that_could_move_a_cursor_are_refused_and_titles_cleaned()
    {
        byte[] bytes = (byte[])Whole.Clone();
        bytes[Layout.Table + 32] = 0x1B;
        Seal(bytes);
        Assert.Equal(CounterRead.Damaged, CounterReader.Read(bytes, out _));
        bytes = (byte[])Whole.Clone();
        bytes[Layout.Title] = 0x1B;
        bytes[Layout.Title + 1] = 0xFF;
        Assert.Equal(CounterRead.Ok, CounterReader.Read(bytes, out CounterReading? reading));
        Assert.Equal("??ole", reading!.Title);
    }

    [Fact]
    public void A_histogram_that_is_none_is_damage()
    {
        byte[] bytes = (byte[])Whole.Clone();
        Layout.Put(bytes, bytes.Length - 1_024, -1);
        Assert.Equal(CounterRead.Damaged, CounterReader.Read(bytes, out _));
    }

    [Fact]
    public void Torn_totals_follow_the_buckets()
    {
        LatencyHistogram source = new();
        source.Record(1_000);
        source.Record(2_000);
        long[] words = new long[LatencyHistogram.SizeBytes / 8];
        words[LatencyHistogram.HeadWords + LatencyHistogram.IndexOf(1_000)] = 3;
        words[0] = 17;
        words[4] = -9;
        words[5] = long.MaxValue;
        words[3] = -1;
        Assert.True(source.TryLoad(words));
        Assert.Equal(3, source.Count);
        Assert.InRange(source.Max, 1_000, 1_000 + (1_000 / LatencyHistogram.ErrorDivisor));
        Assert.InRange(source.Min, 1_000 - (1_000 / LatencyHistogram.ErrorDivisor), 1_000);
        words[LatencyHistogram.HeadWords] = long.MaxValue;
        Assert.False(source.TryLoad(words));
        Assert.Equal(0, source.Count);
    }

    [Fact]
    public void What_came_since_is_the_later_less_the_earlier()
    {
        Prng prng = new(9);
        LatencyHistogram whole = new();
        LatencyHistogram earlier = new();
        LatencyHistogram late = new();
        for (int i = 0; i < 5_000; i++)
        {
            long ns = prng.Next(1_000_000);
            whole.Record(ns);
            (i < 3_000 ? earlier : late).Record(ns);
        }

        LatencyHistogram since = whole.Since(earlier);
        Assert.Equal((late.Count, late.Sum), (since.Count, since.Sum));
        for (long permille = 0; permille < 1_000; permille++)
        {
            // The largest of the interval is known to the bucket only.
            long value = late.ValueAt(permille, 1_000);
            Assert.InRange(since.ValueAt(permille, 1_000), value, value + (value / LatencyHistogram.ErrorDivisor));
        }

        // Reset in between: everything is new.
        Assert.Equal(late.Count, late.Since(whole).Count);
        Assert.Equal(0, whole.Since(whole).Count);
    }

    [Fact]
    public void A_process_that_is_gone_or_impossible_is_not_alive()
    {
        long own = Environment.ProcessId;
        Assert.True(ProcessIdentity.IsAlive(own, ProcessIdentity.StartTicks(own)));
        Assert.True(ProcessIdentity.IsAlive(own, 0));
        Assert.False(ProcessIdentity.IsAlive(int.MaxValue, 0));
        Assert.False(ProcessIdentity.IsAlive(long.MaxValue, 0));
        Assert.False(ProcessIdentity.IsAlive(-1, 0));
        Assert.False(ProcessIdentity.IsAlive(0, 0));
    }

    private static void Seal(byte[] bytes) =>
        Layout.Put(bytes, 32, Crc32C.Of(bytes.AsSpan(Layout.Table, 5 * Layout.TableLine)));

    private static byte[] MakeWhole()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("counters").FullName, "whole");
        using CounterFile file = CounterFile.Create(path, Layouts.Small(), "whole", new ZeroClock());
        file.Block.Histogram("latency", "path=order").Record(12_345);
        return File.ReadAllBytes(path);
    }

    private sealed class ZeroClock : IClock
    {
        public long MonotonicNs => 0;

        public long UtcNs => 0;
    }
}
