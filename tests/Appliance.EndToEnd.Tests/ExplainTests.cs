using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Appliance.Host;
using Appliance.Host.Composition;
using Appliance.Host.Configuration;
using Appliance.Host.Explaining;
using Appliance.Host.Running;
using Appliance.Host.Tests.Explaining;

namespace Appliance.EndToEnd.Tests;

/// <summary>The verb <c>risk explain</c> as a user runs it.</summary>
public sealed class ExplainTests
{
    private static readonly string[] Day = ["--accounts", "200", "--bars", "8"];

    [Theory]
    [InlineData("50")]
    [InlineData("7")]
    public void The_explanation_is_the_decision_and_adds_up_again(string group)
    {
        ProcessRun run = ProcessRun.Appliance(["risk", "explain", group, .. Day, "--json"]);
        Assert.True(run.Code == 0, run.Story);
        JsonElement document = run.Json();
        Assert.True(document.GetProperty("agrees").GetBoolean(), run.Story);
        Readding again = new(document);
        Assert.Equal(Decided(document, "IMR"), again.Imr);
        Assert.Equal(Decided(document, "MMR"), again.Mmr);
        Assert.Equal(Decided(document, "E_IM"), again.EquityInitial);
        Assert.Equal(Decided(document, "E_MM"), again.EquityMaintenance);
    }

    [Fact]
    public void A_recorded_day_is_explained_as_the_simulated_one_was()
    {
        using TempFolder folder = new();
        string capture = folder.File("day.cap"), arrays = folder.File("arrays.json");
        ProcessRun recorded = ProcessRun.Appliance(["run", "--plain", "--rate", "0", .. Day, "--record", capture]);
        Assert.True(recorded.Code == 0, recorded.Story);
        ProcessRun simulated = ProcessRun.Appliance(["risk", "explain", "50", .. Day, "--decision", "3"]);
        ProcessRun replayed = ProcessRun.Appliance(
            ["risk", "explain", "50", .. Day, "--decision", "3", "--capture", capture, "--snapshot", arrays]);
        Assert.True(simulated.Code == 0, simulated.Story);
        Assert.True(replayed.Code == 0, replayed.Story);
        Assert.StartsWith("AGREES  group 50, accepted order 3\n", simulated.Output, StringComparison.Ordinal);
        Assert.Equal(WithoutRepeat(simulated.Output), WithoutRepeat(replayed.Output));
        using JsonDocument written = JsonDocument.Parse(File.ReadAllText(arrays));
        Assert.NotEqual(0, written.RootElement.GetProperty("instruments").GetArrayLength());
    }

    [Theory]
    [InlineData("GROUP: group 999999 is not open", "999999")]
    [InlineData("GROUP: \"x\" is no group id", "x")]
    [InlineData("GROUP: group 0 has no accepted order", "0")]
    [InlineData("--decision: group 50 has", "50", "--decision", "99999")]
    [InlineData("--decision: \"0\" is no whole number", "50", "--decision", "0")]
    [InlineData("--capture: /no/such/file does not exist", "50", "--capture", "/no/such/file")]
    public void What_cannot_be_explained_is_said_in_one_line(string complaint, params string[] args)
    {
        ProcessRun run = ProcessRun.Appliance(["risk", "explain", .. args, .. Day]);
        Assert.True(run.Code == 64 && run.Output.Length == 0, run.Story);
        Assert.StartsWith("appliance: " + complaint, run.Complaints[^1], StringComparison.Ordinal);
        Assert.Single(run.Complaints, line => line.StartsWith("appliance:", StringComparison.Ordinal));
    }

    [Fact]
    public void A_device_that_decides_wrongly_ends_with_1()
    {
        using StringWriter output = new();
        using StringWriter error = new();
        ProcessSeam process = new()
        {
            Output = output,
            Error = error,
            IsTerminal = false,
            Variables = new Dictionary<string, string>(),
        };
        ConfigLoad load = ConfigLoader.Load(
            null, process.Variables, [new ConfigFlag("accounts", "200"), new ConfigFlag("bars", "4")]);
        DayWatch watch = new(50, null, device => new WrongDevice(device, 50));
        ExplainVerb verb = new(process, RunComposer.Run);
        RunOptions options = new() { RepeatCommand = "appliance risk explain 50" };
        (ExplainedDecision explained, RunOutcome outcome) = verb.Explain(options, load.Config!, watch, isDrawn: false);
        Assert.Equal(ExitCodes.WrongAnswer, verb.Show(explained, outcome, isJson: false));
        Assert.StartsWith("DISAGREES", output.ToString(), StringComparison.Ordinal);
    }

    private static System.Numerics.BigInteger Decided(JsonElement document, string name) => Readding.Number(
        document.GetProperty("agreement").EnumerateArray().Single(n => n.GetProperty("name").GetString() == name),
        "decidedMicro");

    private static string WithoutRepeat(string page) => string.Join(
        '\n', page.Split('\n').Where(line => !line.TrimStart().StartsWith("repeat ", StringComparison.Ordinal)));
}
