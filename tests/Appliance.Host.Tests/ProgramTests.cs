using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using Appliance.Core;
using Appliance.Host.Running;

namespace Appliance.Host.Tests;

public sealed class ProgramTests
{
    private readonly Dictionary<string, string> variables = [];
    private RunComposition composition = (_, _, _) => SampleReport.Good();
    private CaptureVerification verification = _ => new CaptureReport(true, 12, 3456, "ends where it says");

    [Theory]
    [InlineData(RunOutcome.Good, ExitCodes.Good)]
    [InlineData(RunOutcome.Wrong, ExitCodes.WrongAnswer)]
    [InlineData(RunOutcome.Inconclusive, ExitCodes.Inconclusive)]
    [InlineData(RunOutcome.Undecided, ExitCodes.Inconclusive)]
    public void The_outcome_is_the_exit_code(RunOutcome outcome, int code)
    {
        composition = (_, _, _) => SampleReport.Good() with { Outcome = outcome };
        Assert.Equal(code, Call("run").Code);
    }

    [Fact]
    public void A_good_run_prints_the_summary_and_nothing_else_on_stdout()
    {
        (int code, string output, string error) = Call("run", "--seed", "9");
        Assert.Equal(0, code);
        Assert.Equal(SummaryTests.Text(SampleReport.Good(), Views.SummaryForm.Plain), output);
        Assert.Equal("", error);
    }

    [Fact]
    public void Machine_output_is_json_alone()
    {
        composition = (_, _, progress) =>
        {
            progress.Report(1, 2, "half");
            return SampleReport.Good();
        };
        (_, string output, string error) = Call("run", "--json");
        using JsonDocument document = JsonDocument.Parse(output);
        Assert.Equal("GOOD", document.RootElement.GetProperty("outcome").GetString());
        Assert.Equal(" 50%  1/2  half\n", error);
    }

    [Fact]
    public void The_run_sees_flags_variables_and_how_to_repeat_it()
    {
        variables["APPLIANCE_TOPOLOGY"] = "fused";
        RunOptions? options = null;
        Configuration.EffectiveConfig? config = null;
        composition = (o, c, _) =>
        {
            (options, config) = (o, c);
            return SampleReport.Good();
        };
        Call("run", "--rate", "5", "--accounts=7", "--bars", "3", "--record", "my run.cap", "--seed", "11");
        Assert.Equal((5L, 7, 3, 11UL), (config!.OrdersPerSecond, config.Accounts, config.Bars, config.Seed));
        Assert.Equal("my run.cap", config.RecordFile);
        Assert.Equal(
            "APPLIANCE_TOPOLOGY=fused appliance run --rate 5 --accounts=7 --bars 3 --record 'my run.cap' --seed 11"
                + " --scenario crash-2021-05-19",
            options!.RepeatCommand);
    }

    [Fact]
    public void Another_state_hash_is_a_wrong_answer()
    {
        Assert.Equal(0, Call("run", "--expect-hash", SampleReport.StateHash.ToUpperInvariant()).Code);
        (int code, string output, _) = Call("run", "--expect-hash", new string('0', 64));
        Assert.Equal(ExitCodes.WrongAnswer, code);
        Assert.Contains("state hash is " + SampleReport.StateHash, output, StringComparison.Ordinal);
    }

    [Fact]
    public void Money_out_of_balance_is_a_wrong_answer_whatever_the_run_says()
    {
        composition = (_, _, _) => SampleReport.Bad() with { Outcome = RunOutcome.Good, Findings = [] };
        (int code, string output, _) = Call("run");
        Assert.Equal(ExitCodes.WrongAnswer, code);
        Assert.Contains("money is out of balance by 1 micro", output, StringComparison.Ordinal);
        composition = (_, _, _) => SampleReport.Good() with { Fund = new FundTotals(1, 1, 1, 2) };
        Assert.Equal(ExitCodes.WrongAnswer, Call("run").Code);
    }

    [Fact]
    public void A_run_without_events_proves_nothing()
    {
        composition = (_, _, _) => SampleReport.Good() with { EventCount = 0 };
        Assert.Equal(ExitCodes.Inconclusive, Call("run").Code);
    }

    [Fact]
    public void A_failed_check_says_how_to_get_it_back()
    {
        composition = (_, _, _) => throw new CheckFailedException("check failed: slot < count (Ring.cs:7)");
        (int code, string output, string error) = Call("run", "--seed", "4");
        Assert.Equal(ExitCodes.CheckFailed, code);
        Assert.Equal("", output);
        string[] lines = error.Split('\n');
        Assert.Equal("check failed: slot < count (Ring.cs:7)", lines[0]);
        Assert.Equal("seed: 4", lines[1]);
        Assert.StartsWith("commit: ", lines[2], StringComparison.Ordinal);
        Assert.Equal("repeat: appliance run --seed 4 --scenario crash-2021-05-19", lines[3]);
    }

    [Fact]
    public void Anything_unforeseen_is_a_failed_check()
    {
        composition = (_, _, _) => throw new InvalidOperationException("odd");
        (int code, _, string error) = Call("run");
        Assert.Equal(ExitCodes.CheckFailed, code);
        Assert.StartsWith("check failed: InvalidOperationException: odd\nseed: 1\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_composition_refuses_is_bad_usage_in_one_line()
    {
        composition = (_, config, _) => throw new UsageException($"scenario {config.Scenario} does not exist");
        (int code, _, string error) = Call("run", "--scenario", "nowhere");
        Assert.Equal(ExitCodes.BadUsage, code);
        Assert.Equal("appliance: scenario nowhere does not exist\n", error);
    }

    [Theory]
    [InlineData("walk")]
    [InlineData("run", "--sede", "1")]
    [InlineData("run", "--seed")]
    [InlineData("run", "extra")]
    [InlineData("check", "--seed", "1")]
    [InlineData("run", "--seed", "x")]
    [InlineData("run", "--topology", "round")]
    [InlineData("run", "--rate", "-1")]
    [InlineData("run", "--config", "/no/such/file")]
    [InlineData("run", "--capture", "/no/such/file")]
    [InlineData("run", "--expect-hash", "12")]
    [InlineData("check", "--capture", "/no/such/file")]
    public void Bad_arguments_never_run(params string[] args)
    {
        composition = (_, _, _) => throw new InvalidOperationException("ran");
        (int code, string output, string error) = Call(args);
        Assert.Equal(ExitCodes.BadUsage, code);
        Assert.Equal("", output);
        Assert.NotEqual("", error);
    }

    [Fact]
    public void No_verb_is_bad_usage() => Assert.Equal(ExitCodes.BadUsage, Call().Code);

    [Fact]
    public void A_recording_may_not_overwrite_what_it_replays()
    {
        string file = Path.GetTempFileName();
        try
        {
            Assert.Equal(ExitCodes.BadUsage, Call("run", "--capture", file, "--record", file).Code);
            Assert.Equal(0, Call("run", "--capture", file).Code);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_replay_is_repeated_with_the_scenario_its_requirements_come_from()
    {
        string file = Path.GetTempFileName();
        string repeat = "";
        composition = (o, _, _) =>
        {
            repeat = o.RepeatCommand;
            return SampleReport.Good();
        };
        try
        {
            Call("run", "--capture", file);
            Assert.Equal($"appliance run --capture {file} --scenario crash-2021-05-19 --seed 1", repeat);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Check_verifies_a_capture()
    {
        string file = Path.GetTempFileName();
        try
        {
            (int code, string output, _) = Call("check", "--capture", file);
            Assert.Equal(0, code);
            Assert.Equal($"OK  {file}: 12 frames, 3456 bytes, ends where it says\n", output);
            verification = _ => new CaptureReport(false, 3, 99, "checksum of frame 3");
            Assert.Equal(ExitCodes.WrongAnswer, Call("check", "--capture", file).Code);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Check_prints_values_with_their_origin()
    {
        variables["APPLIANCE_WAIT_STRATEGY"] = "spin";
        (int code, string output, _) = Call("check");
        Assert.Equal(0, code);
        Assert.Matches("(?m)^waitStrategy +spin +env$", output);
        Assert.Matches("(?m)^ringSlots +1024 +default$", output);
        Assert.Contains("joint columns: 8 hypothetical, 0 historical, 0 mirrored, 88 zero", output,
            StringComparison.Ordinal);
        using JsonDocument document = JsonDocument.Parse(Call("check", "--json").Output);
        Assert.Equal(64, document.RootElement.GetProperty("snapshotSha256").GetString()!.Length);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("check")]
    [InlineData("stat")]
    [InlineData("doctor")]
    [InlineData("version")]
    public void Help_has_an_example_for_every_verb(string verb)
    {
        Assert.Contains($"  appliance {verb}", Call("--help").Output, StringComparison.Ordinal);
        (int code, string output, _) = Call(verb, "--help");
        Assert.Equal(0, code);
        Assert.Contains($"Examples:\n  appliance {verb}", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Version_names_build_runtime_and_processor()
    {
        (int code, string output, _) = Call("version");
        Assert.Equal(0, code);
        Assert.Matches("(?s)^appliance .*commit .*runtime +\\.NET .*cpu .*features ", output);
    }

    [Fact]
    public void A_terminal_gets_tables_unless_plain_is_asked_for()
    {
        Assert.Contains("\u2502", Call(isTerminal: true, "run").Output, StringComparison.Ordinal);
        Assert.Equal(
            SummaryTests.Text(SampleReport.Good(), Views.SummaryForm.Plain),
            Call(isTerminal: true, "run", "--plain").Output);
    }

    private (int Code, string Output, string Error) Call(params string[] args) => Call(isTerminal: false, args);

    private (int Code, string Output, string Error) Call(bool isTerminal, params string[] args)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        ProcessSeam process = new()
        {
            Output = output,
            Error = error,
            IsTerminal = isTerminal,
            Variables = variables,
        };
        int code = new ApplianceProgram(process, composition, verification).Run(args);
        return (code, output.ToString(), error.ToString());
    }
}
