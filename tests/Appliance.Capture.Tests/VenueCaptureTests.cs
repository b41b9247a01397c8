using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using Appliance.Core;
using Appliance.Transport;
using Appliance.Wire;
using Xunit.Abstractions;

namespace Appliance.Capture.Tests;

/// <summary>The importer on five minutes of a real venue, where the shared data lies beside the repository.</summary>
public sealed class VenueCaptureTests
{
    private readonly ITestOutputHelper output;

    public VenueCaptureTests(ITestOutputHelper output) => this.output = output;

    [Fact]
    public void Every_line_of_a_real_capture_becomes_frames_at_its_time()
    {
        string input = Path.Combine(RepoRoot(), "..", "shared", "data", "tick", "usdm_btcusdt_20240808.gz");
        if (!File.Exists(input))
        {
            output.WriteLine("skipped: ../shared absent");
            return;
        }

        using var tool = new ToolRun();
        string capture = tool.PathOf("venue.mapcap");
        Assert.Equal(ExitCode.Good, tool.Run("import-binance", input, capture));
        output.WriteLine(tool.Output);
        Assert.Equal([93954, 66089, 21313, 6551, 1, 0, 0, 0, 0], Numbers(tool.Output).Take(9));

        List<long> expected = StampsOf(input);
        List<long> stamps = EventStampsOf(capture, out Dictionary<ushort, long> frames);
        Assert.Equal(66089, frames[TopOfBookDecoder.TemplateId]);
        Assert.Equal(21313, frames[TradeDecoder.TemplateId]);
        Assert.Equal(1, frames[InstrumentDefinitionDecoder.TemplateId]);
        Assert.Equal(expected.Count, stamps.Count);
        Assert.Equal(expected, stamps);
    }

    private static string RepoRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Appliance.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("Appliance.sln is in no folder above the tests");
    }

    private static IEnumerable<long> Numbers(string report) =>
        report.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => long.Parse(line.Split(' ').Last(), CultureInfo.InvariantCulture));

    private static List<long> StampsOf(string input)
    {
        using var text = new StreamReader(new GZipStream(File.OpenRead(input), CompressionMode.Decompress));
        var stamps = new List<long>();
        while (text.ReadLine() is { } line)
            stamps.Add(long.Parse(line.AsSpan(0, line.IndexOf(' ')), CultureInfo.InvariantCulture));
        return stamps;
    }

    /// <summary>The stamp of every line, told from the frame that ends its event.</summary>
    private static List<long> EventStampsOf(string capture, out Dictionary<ushort, long> frames)
    {
        var stamps = new List<long>();
        frames = [];
        Assert.True(CaptureReader.TryOpen(capture, out CaptureReader? reader, out string error), error);
        using (reader)
        {
            while (reader.TryReceive(out Frame frame))
            {
                Assert.InRange(frame.Bytes.Length, 1, Limits.FrameBytesMax);
                Assert.Equal(SbeStatus.Ok, FrameValidator.Validate(frame.Bytes, out MessageHeader header));
                frames[header.TemplateId] = frames.GetValueOrDefault(header.TemplateId) + 1;
                if (EndsLine(frame.Bytes[MessageHeader.Size..], header))
                    stamps.Add(frame.StampNs);
            }

            Assert.Equal(CaptureEndKind.Clean, reader.End.Kind);
        }

        return stamps;
    }

    private static bool EndsLine(ReadOnlySpan<byte> body, in MessageHeader header)
    {
        if (header.TemplateId != IncrementalRefreshBookDecoder.TemplateId)
            return header.TemplateId != InstrumentDefinitionDecoder.TemplateId;
        Assert.Equal(SbeStatus.Ok, IncrementalRefreshBookDecoder.TryWrap(body, header, out var book));
        return book.MatchEventIndicator.HasFlag(MatchEventIndicator.EndOfEvent);
    }
}
