using System;
using System.IO;
using System.Text.Json;

namespace Appliance.EndToEnd.Tests;

/// <summary>What a run wrote down gives the same run again, and anything else is noticed.</summary>
public sealed class RecordReplayTests
{
    private static readonly WorldPlan Plan = new() { Seed = 5, Accounts = 200, Bars = 16 };

    [Theory]
    [InlineData(WorldPlan.May2021)]
    [InlineData(WorldPlan.March2020)]
    public void A_replay_ends_in_the_same_state_and_writes_the_same_bytes(string scenario)
    {
        using TempFolder folder = new();
        WorldPlan plan = Plan with { Scenario = scenario };
        string first = folder.File("first.cap");
        string second = folder.File("second.cap");
        ProcessRun run = ProcessRun.Appliance([.. plan.Args, "--json", "--record", first]);
        (string Hash, string Chain) expected = run.Proof();
        ProcessRun replay = ProcessRun.Appliance(
            "run", "--json", "--rate", "0", "--scenario", scenario, "--capture", first, "--record", second,
            "--topology", "staged", "--expect-hash", expected.Hash);
        Assert.True(replay.Proof() == expected, $"{run.Story}\n{replay.Story}");
        Assert.True(File.ReadAllBytes(first).AsSpan().SequenceEqual(File.ReadAllBytes(second)), replay.Story);
        Assert.Equal(run.Json().GetProperty("events").GetRawText(), replay.Json().GetProperty("events").GetRawText());

        ProcessRun check = ProcessRun.Appliance("check", "--capture", first);
        Assert.True(check.Code == 0 && check.Output.StartsWith("OK", StringComparison.Ordinal), check.Story);
    }

    [Fact]
    public void The_recording_holds_what_the_exchange_sent()
    {
        using TempFolder folder = new();
        string file = folder.File("run.cap");
        ProcessRun run = ProcessRun.Appliance([.. Plan.Args, "--plain", "--record", file]);
        Assert.True(run.Code == 0, run.Story);
        Recording recording = Recording.Of(Plan, out (string, string) proof);
        Assert.Equal(recording.ToCapture(), File.ReadAllBytes(file));
        Assert.Equal(proof, recording.Replay().Proof);
        Assert.Equal(proof, run.Proof());
    }

    [Fact]
    public void Another_hash_than_expected_is_a_wrong_answer()
    {
        string hash = ProcessRun.Appliance([.. Plan.Args, "--plain"]).Proof().Hash;
        string wrong = (hash[0] == '0' ? '1' : '0') + hash[1..];
        ProcessRun good = ProcessRun.Appliance([.. Plan.Args, "--plain", "--expect-hash", hash]);
        Assert.True(good.Code == 0, good.Story);
        ProcessRun bad = ProcessRun.Appliance([.. Plan.Args, "--json", "--expect-hash", wrong]);
        Assert.True(bad.Code == 1, bad.Story);
        JsonElement finding = Assert.Single(bad.Json().GetProperty("findings").EnumerateArray());
        Assert.Equal($"state hash is {hash}, expected {wrong}", finding.GetString());
    }

    [Fact]
    public void A_recording_that_cannot_be_written_is_bad_usage()
    {
        using TempFolder folder = new();
        foreach (string target in new[] { folder.Path, folder.File("no/such/folder.cap") })
        {
            ProcessRun run = ProcessRun.Appliance([.. Plan.Args, "--plain", "--record", target]);
            Assert.True(run.Code == 64 && run.Complaints.Length == 1, run.Story);
            Assert.Contains("--record", run.Complaints[0], StringComparison.Ordinal);
        }
    }
}
