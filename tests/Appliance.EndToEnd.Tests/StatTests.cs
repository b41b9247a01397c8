using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Appliance.Core;
using Appliance.Host.Composition;
using Appliance.Host.Configuration;
using Appliance.Host.Explaining;
using Appliance.Host.Running;
using Appliance.Margin;
using Appliance.Pipeline;

namespace Appliance.EndToEnd.Tests;

/// <summary><c>appliance stat</c> against an appliance that runs in another process.</summary>
public sealed class StatTests
{
    private static readonly string[] Day = ["run", "--accounts", "60", "--bars", "40", "--rate", "6000", "--json"];

    [Fact]
    public void A_running_appliance_is_read_from_outside_and_gone_when_it_ends()
    {
        using TempFolder folder = new();
        string file = folder.File("gate.counters");
        using LiveRun run = LiveRun.Start(At(file), Day);
        JsonElement first = run.Until(() => Live(file))!.Value;
        Assert.Equal(run.Id, first.GetProperty("process").GetProperty("id").GetInt32());
        Assert.Equal("crash-2021-05-19", first.GetProperty("process").GetProperty("title").GetString());
        Assert.Equal(1_024, first.GetProperty("ring").GetProperty("capacity").GetInt64());
        JsonElement second = run.Until(() => Later(file, Published(first)))!.Value;
        Assert.True(Published(second) > Published(first));
        long verdicts = second.GetProperty("verdicts").EnumerateArray().Sum(v => v.GetProperty("count").GetInt64());
        JsonElement order = second.GetProperty("latencies").EnumerateArray().First(
            l => l.GetProperty("name").GetString() == "order");
        Assert.True(verdicts > 0 && order.GetProperty("count").GetInt64() > 0);
        Assert.True(order.GetProperty("p50Ns").GetInt64() <= order.GetProperty("maxNs").GetInt64());
        ProcessRun page = ProcessRun.Appliance("stat", "--file", file);
        Assert.Matches("^(LIVE|DRAINING)  ", page.Output);
        ProcessRun scrape = ProcessRun.Appliance("stat", "--file", file, "--prometheus");
        Assert.Contains("\nappliance_up 1\n", scrape.Output, StringComparison.Ordinal);
        (int code, string output, string error) = run.End();
        Assert.True(code == 0, output + error);
        Assert.False(File.Exists(file));
    }

    [Fact]
    public void Two_appliances_do_not_share_a_file_and_a_dead_one_leaves_it_to_the_next()
    {
        using TempFolder folder = new();
        string file = folder.File("gate.counters");
        using LiveRun run = LiveRun.Start(At(file), Day);
        run.Until(() => Live(file));
        using LiveRun second = LiveRun.Start(At(file), Day);
        (int refused, _, string why) = second.End();
        Assert.Equal(64, refused);
        Assert.Contains($"(process {run.Id})", why, StringComparison.Ordinal);
        Assert.Equal(0, ProcessRun.Appliance("stat", "--file", file).Code);

        run.Kill();
        ProcessRun gone = ProcessRun.Appliance("stat", "--file", file);
        Assert.True(gone.Code == 1, gone.Story);
        Assert.StartsWith("GONE  ", gone.Output, StringComparison.Ordinal);
        string[] shortDay = ["run", "--accounts", "60", "--bars", "2", "--rate", "0"];
        using LiveRun next = LiveRun.Start(At(file), shortDay);
        (int code, string output, string error) = next.End();
        Assert.True(code == 0, output + error);
        Assert.False(File.Exists(file));
    }

    [Fact]
    public void An_appliance_told_to_end_takes_its_file_along()
    {
        using TempFolder folder = new();
        string file = folder.File("gate.counters");
        using LiveRun run = LiveRun.Start(At(file), Day);
        run.Until(() => Live(file));
        run.Terminate();
        Assert.False(File.Exists(file));
        Assert.NotEqual(0, run.End().Code);
    }

    [Fact]
    public void A_fenced_appliance_leaves_its_counters_behind()
    {
        using TempFolder folder = new();
        string file = folder.File("gate.counters");
        WorldPlan plan = new();
        EffectiveConfig config = plan.Config() with { CountersFile = file, WarmUpEvents = 0 };
        DayWatch watch = new(1, null, device => new TamperingDevice(
            device, DeviceOp.MoveCash, 5, _ => throw new CheckFailedException("planted")));
        Assert.Throws<StageFailedException>(() => RunComposer.Run(
            new RunOptions { RepeatCommand = plan.Command }, config, new SilentProgress(), watch));
        ProcessRun stat = ProcessRun.Appliance("stat", "--file", file);
        Assert.True(stat.Code == 1, stat.Story);
        Assert.StartsWith("FENCED  ", stat.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_usual_file_is_found_by_process_id()
    {
        using LiveRun run = LiveRun.Start(new Dictionary<string, string>(), Day);
        run.Until(() => ProcessRun.Appliance("stat", "--pid", $"{run.Id}", "--json") is { Code: 0 } stat ? stat : null);
        Assert.Equal(64, ProcessRun.Appliance("stat", "--pid", "2147483647").Code);
        Assert.Equal(0, run.End().Code);
    }

    private static Dictionary<string, string> At(string file) =>
        new() { ["APPLIANCE_TELEMETRY_COUNTERS_FILE"] = file };

    // A box, so that "not yet" is null.
    private static Boxed? Live(string file)
    {
        ProcessRun stat = ProcessRun.Appliance("stat", "--file", file, "--json");
        return stat.Code == 0 && stat.Json() is var json && json.GetProperty("health").GetString() == "Live"
            && Published(json) > 0
            ? new Boxed(json)
            : null;
    }

    private static Boxed? Later(string file, long published)
    {
        Boxed? boxed = Live(file);
        return boxed is not null && Published(boxed.Value) > published ? boxed : null;
    }

    private static long Published(JsonElement stat) => stat.GetProperty("stages").EnumerateArray()
        .First(s => s.GetProperty("stage").GetString() == "publish").GetProperty("count").GetInt64();

    private sealed record Boxed(JsonElement Value);
}
