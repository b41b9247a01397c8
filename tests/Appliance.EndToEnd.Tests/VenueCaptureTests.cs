using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using Xunit.Abstractions;

namespace Appliance.EndToEnd.Tests;

/// <summary>Five minutes of a real venue, imported and replayed, where the shared data is at hand.</summary>
public sealed class VenueCaptureTests(ITestOutputHelper output)
{
    [Fact]
    public void A_real_capture_is_replayed_event_by_event()
    {
        string input = Path.Combine(ProcessRun.Root, "..", "shared", "data", "tick", "usdm_btcusdt_20240808.gz");
        if (!File.Exists(input))
        {
            output.WriteLine("skipped: ../shared absent");
            return;
        }

        using TempFolder folder = new();
        string capture = folder.File("venue.cap");
        ProcessRun import = ProcessRun.Capture("import-binance", input, capture);
        Assert.True(import.Code == 0, import.Story);
        Dictionary<string, long> counts = import.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ToDictionary(Name, line => long.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture));

        ProcessRun run = ProcessRun.Appliance("run", "--json", "--rate", "0", "--capture", capture);
        (string, string) proof = run.Proof();
        JsonElement json = run.Json();
        Dictionary<string, long> events = json.GetProperty("events").EnumerateObject()
            .ToDictionary(e => e.Name, e => e.Value.GetInt64());
        Assert.Equal(counts["bookTicker"], events["TopOfBook"]);
        Assert.Equal(counts["trade"], events["Trade"]);
        Assert.Equal(1, events["InstrumentDefinition"]);
        Assert.True(events["IncrementalRefreshBook"] >= counts["depth"] + counts["snapshot"], run.Story);
        Assert.Equal(counts["frames written"], events.Values.Sum());
        Assert.Equal(counts["frames written"], json.GetProperty("throughput").GetProperty("events").GetInt64());
        Assert.Empty(json.GetProperty("wireFaults").EnumerateObject());

        ProcessRun again = ProcessRun.Appliance(
            "run", "--plain", "--rate", "0", "--capture", capture, "--topology", "staged");
        Assert.True(again.Proof() == proof, $"{run.Story}\n{again.Story}");
    }

    private static string Name(string line) => line[..line.LastIndexOf(' ')].Trim();
}
