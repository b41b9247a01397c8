using System;
using System.IO;
using System.Threading;
using Appliance.Core;

namespace Appliance.Telemetry.Tests;

public sealed class CounterFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("counters").FullName;
    private readonly FixedClock clock = new();

    private string FilePath => Path.Combine(folder, "one.counters");

    [Fact]
    public void What_is_counted_is_read_by_whoever_opens_the_file()
    {
        using CounterFile file = Create("a day, fused");
        file.Block.Counter("frames").Add(42);
        file.Block.Counter("depth_bytes").Set(-3);
        LatencyHistogram latency = file.Block.Histogram("latency", "path=order");
        latency.Record(100);
        latency.Record(1_000_000);
        file.SetState(ServiceState.Live);
        clock.Advance(5);
        file.Beat(clock);
        CounterReading reading = Read();
        Assert.Equal((42L, 0L, -3L), (
            reading.Value("frames"), reading.Value("dropped", "status=Short"), reading.Value("depth_bytes")));
        LatencyHistogram copy = reading.Find("latency", "path=order")!.Histogram!;
        Assert.Equal((2L, 100L, 1_000_000L), (copy.Count, copy.Min, copy.Max));
        Assert.Equal((ServiceState.Live, "a day, fused"), (reading.State, reading.Title));
        Assert.Equal(5, reading.HeartbeatUtcNs - reading.StartUtcNs);
        Assert.Equal(Environment.ProcessId, reading.ProcessId);
        Assert.True(reading.IsAlive);
        latency.Record(7);
        Assert.Equal(2, copy.Count);
        Assert.Equal(3, Read().Find("latency", "path=order")!.Histogram!.Count);
        Assert.True(file.Block.IsShared);
    }

    [Fact]
    public void An_orderly_end_removes_the_file_and_who_has_it_open_sees_it_stopped()
    {
        CounterFile file = Create("x");
        using FileStream open = new(FilePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Counter frames = file.Block.Counter("frames");
        file.Dispose();
        file.Dispose();
        Assert.False(File.Exists(FilePath));
        byte[] bytes = new byte[open.Length];
        open.ReadExactly(bytes);
        Assert.Equal(CounterRead.Ok, CounterReader.Read(bytes, out CounterReading? reading));
        Assert.Equal(ServiceState.Stopped, reading!.State);

        // Whoever still counts hits memory that is there.
        frames.Increment();
        Assert.Equal(1, frames.Value);
    }

    [Fact]
    public void A_fenced_process_leaves_its_counts_to_be_read()
    {
        CounterFile file = Create("x");
        file.Block.Counter("frames").Add(9);
        file.SetState(ServiceState.Fenced);
        file.Dispose();
        Assert.Equal((ServiceState.Fenced, 9L), (Read().State, Read().Value("frames")));
    }

    [Fact]
    public void A_live_owner_keeps_its_file()
    {
        using CounterFile file = Create("first");
        CounterFileException refused = Assert.Throws<CounterFileException>(() => Create("second"));
        Assert.Contains("is running", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"process {Environment.ProcessId}", refused.Message, StringComparison.Ordinal);
        Assert.Equal("first", Read().Title);
    }

    [Fact]
    public void What_a_dead_process_left_is_taken_over()
    {
        byte[] bytes = Left();
        Layout.Put(bytes, Layout.ProcessId, int.MaxValue);
        File.WriteAllBytes(FilePath, bytes);
        using (CounterFile file = Create("second"))
        {
            Assert.True(file.IsTakenOver);
            Assert.Equal("second", Read().Title);
        }

        // Empty or unfinished: it died while it began.
        File.WriteAllBytes(FilePath, []);
        using (CounterFile file = Create("third"))
        {
            Assert.True(file.IsTakenOver);
        }

        File.WriteAllBytes(FilePath, bytes.AsSpan(0, 300));
        using CounterFile last = Create("fourth");
        Assert.True(last.IsTakenOver);
    }

    [Fact]
    public void Another_process_of_the_same_id_is_not_the_owner()
    {
        byte[] bytes = Left();
        File.WriteAllBytes(FilePath, bytes);
        Assert.Throws<CounterFileException>(() => Create("second"));
        Layout.Put(bytes, Layout.ProcessStart, 1);
        File.WriteAllBytes(FilePath, bytes);
        using CounterFile file = Create("second");
        Assert.True(file.IsTakenOver);
    }

    [Theory]
    [InlineData("somebody's letters")]
    [InlineData("x")]
    public void A_file_that_is_not_ours_is_left_alone(string text)
    {
        File.WriteAllText(FilePath, text);
        CounterFileException refused = Assert.Throws<CounterFileException>(() => Create("second"));
        Assert.Contains("left alone", refused.Message, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(FilePath));
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_named()
    {
        string path = Path.Combine(folder, "no", "such", "file");
        CounterFileException refused = Assert.Throws<CounterFileException>(
            () => CounterFile.Create(path, Layouts.Small(), "x", clock));
        Assert.StartsWith(path, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_title_is_cut_between_characters()
    {
        using CounterFile file = Create(new string('ä', 60));
        Assert.Equal(new string('ä', 32), Read().Title);
    }

    [Fact]
    public void Readers_beside_a_writer_see_whole_layouts_and_growing_counts()
    {
        using CounterFile file = Create("x");
        Counter frames = file.Block.Counter("frames");
        LatencyHistogram latency = file.Block.Histogram("latency", "path=order");
        bool isStopping = false;
        Thread writer = new(() =>
        {
            for (long i = 0; !Volatile.Read(ref isStopping); i++)
            {
                frames.Increment();
                latency.Record(i & 0xFFFFF);
            }
        });
        writer.Start();
        long lastFrames = 0;
        long lastCount = 0;
        for (int i = 0; i < 200; i++)
        {
            CounterReading reading = Read();
            LatencyHistogram copy = reading.Find("latency", "path=order")!.Histogram!;
            Assert.True(reading.Value("frames") >= lastFrames && copy.Count >= lastCount);
            Assert.InRange(copy.ValueAt(99, 100), 0, copy.Max);
            lastFrames = reading.Value("frames");
            lastCount = copy.Count;
        }

        Volatile.Write(ref isStopping, true);
        writer.Join();
        Assert.Equal(frames.Value, Read().Value("frames"));
        Assert.Equal(frames.Value, Read().Find("latency", "path=order")!.Value);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private CounterFile Create(string title) => CounterFile.Create(FilePath, Layouts.Small(), title, clock);

    private byte[] Left()
    {
        using CounterFile file = Create("first");
        return File.ReadAllBytes(FilePath);
    }

    private CounterReading Read()
    {
        Assert.True(CounterReader.TryReadFile(FilePath, out CounterReading? reading, out string? fault), fault);
        return reading!;
    }

    private sealed class FixedClock : IClock
    {
        public long MonotonicNs { get; private set; } = 1_000;

        public long UtcNs { get; private set; } = 1_700_000_000_000_000_000;

        public void Advance(long ns)
        {
            MonotonicNs += ns;
            UtcNs += ns;
        }
    }
}
