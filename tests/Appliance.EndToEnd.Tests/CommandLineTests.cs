using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Appliance.Core;
using Appliance.Host;
using Appliance.Host.Running;

namespace Appliance.EndToEnd.Tests;

/// <summary>What the program says and how it ends when it is asked wrongly, or asked about itself.</summary>
public sealed class CommandLineTests
{
    [Fact]
    public void An_unknown_scenario_is_refused_in_one_line_that_lists_the_known()
    {
        ProcessRun run = ProcessRun.Appliance("run", "--plain", "--scenario", "crash-1929-10-24");
        Assert.True(run.Code == 64 && run.Complaints.Length == 1 && run.Output.Length == 0, run.Story);
        Assert.Contains("crash-1929-10-24", run.Complaints[0], StringComparison.Ordinal);
        Assert.Contains(WorldPlan.May2021, run.Complaints[0], StringComparison.Ordinal);
        Assert.Contains(WorldPlan.March2020, run.Complaints[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--sede", "run", "--sede", "7")]
    [InlineData("walk", "walk")]
    [InlineData("--seed", "run", "--seed")]
    public void What_it_does_not_know_is_bad_usage(string named, params string[] args)
    {
        ProcessRun run = ProcessRun.Appliance(args);
        Assert.True(run.Code == 64 && run.Output.Length == 0, run.Story);
        Assert.Contains(run.Complaints, line => line.Contains(named, StringComparison.Ordinal));
        Assert.Equal("appliance: see appliance --help", run.Complaints[^1]);
    }

    [Fact]
    public void All_faults_of_a_configuration_are_listed_at_once()
    {
        using TempFolder folder = new();
        string file = folder.Write(
            "bad.jsonc",
            """{ "accounts": 0, "ringSlots": 3, "colour": "red", "pacing": { "burst": 1 }, "seed": "x" }"""u8);
        foreach (string verb in new[] { "run", "check" })
        {
            ProcessRun run = ProcessRun.Appliance(verb, "--config", file);
            Assert.True(run.Code == 64 && run.Output.Length == 0 && run.Complaints.Length >= 4, run.Story);
            foreach (string key in new[] { "accounts", "colour", "pacing.burst", "seed" })
            {
                Assert.Contains(run.Complaints, line => line.Contains(key, StringComparison.Ordinal));
            }
        }
    }

    [Theory]
    [InlineData("{ \"accounts\": 12,")]
    [InlineData("[]")]
    [InlineData("\0\u0001\u0002")]
    [InlineData("")]
    public void A_configuration_that_is_none_is_refused_in_one_line(string text)
    {
        using TempFolder folder = new();
        string file = folder.Write("odd.jsonc", Encoding.UTF8.GetBytes(text));
        ProcessRun run = ProcessRun.Appliance("run", "--config", file);
        Assert.True(run.Code == 64 && run.Complaints.Length == 1 && run.Output.Length == 0, run.Story);
        Assert.Contains(file, run.Complaints[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_configuration_that_cannot_be_read_is_refused_in_one_line()
    {
        using TempFolder folder = new();
        foreach (string path in new[] { folder.File("missing.jsonc"), folder.Path })
        {
            ProcessRun run = ProcessRun.Appliance("run", "--config", path);
            Assert.True(run.Code == 64 && run.Complaints.Length == 1 && run.Output.Length == 0, run.Story);
            Assert.Contains(path, run.Complaints[0], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Too_few_accounts_for_the_scenario_is_bad_usage()
    {
        ProcessRun run = ProcessRun.Appliance("run", "--plain", "--accounts", "2", "--bars", "1", "--rate", "0");
        Assert.True(run.Code == 64 && run.Complaints.Length == 1, run.Story);
    }

    [Fact]
    public void It_tells_its_version_its_configuration_and_its_verbs()
    {
        ProcessRun version = ProcessRun.Appliance("version");
        Assert.True(version.Code == 0 && version.Error.Length == 0, version.Story);
        Assert.StartsWith("appliance ", version.Output, StringComparison.Ordinal);
        Assert.Contains("commit ", version.Output, StringComparison.Ordinal);

        ProcessRun check = ProcessRun.Appliance("check");
        Assert.True(check.Code == 0 && check.Error.Length == 0, check.Story);
        Assert.Contains("default", check.Output, StringComparison.Ordinal);

        ProcessRun help = ProcessRun.Appliance("--help");
        Assert.True(help.Code == 0 && help.Error.Length == 0, help.Story);
        foreach (string verb in new[] { "run", "check", "version", "Exit codes" })
        {
            Assert.Contains(verb, help.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_failed_check_ends_with_70_and_the_command_to_repeat()
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
        RunComposition broken = (_, _, _) => throw new CheckFailedException("check failed: fund >= 0 (Ledger.cs:1)");
        int code = new ApplianceProgram(process, broken, CaptureVerifier.Verify).Run(["run", "--seed", "9"]);
        Assert.Equal(70, code);
        Assert.Equal("", output.ToString());
        string[] lines = error.ToString().Split('\n');
        Assert.Equal("check failed: fund >= 0 (Ledger.cs:1)", lines[0]);
        Assert.Equal("seed: 9", lines[1]);
        Assert.Contains("repeat: appliance run --seed 9 --scenario ", error.ToString(), StringComparison.Ordinal);
    }
}
