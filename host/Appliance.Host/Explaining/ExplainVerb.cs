using System;
using System.CommandLine;
using System.Globalization;
using System.IO;
using Appliance.Host.Configuration;
using Appliance.Host.Risk;
using Appliance.Host.Running;
using Appliance.Host.Views;
using Appliance.Sim.Explain;

namespace Appliance.Host.Explaining;

/// <summary>
/// The verb <c>risk explain</c>: a day is replayed, and one accepted order of one group explained by the oracle from
/// the primary state it was decided on.
/// </summary>
internal sealed class ExplainVerb(ProcessSeam process, ExplainComposition composition)
{
    private readonly Argument<string> group = new("GROUP") { Description = "group (account) whose margin to explain" };

    private readonly Option<string> decision = new("--decision")
    {
        HelpName = "N",
        Description = "the group's N-th accepted order; the last of the day without it",
    };

    private readonly Option<string> snapshot = new("--snapshot")
    {
        HelpName = "FILE",
        Description = "where to write arrays and tables of the group's instruments, JSON",
    };

    /// <param name="shape">Has the options that a day is chosen with, as for <c>run</c>.</param>
    /// <param name="load">The configuration in effect; null when it has faults, which were listed.</param>
    /// <param name="repeat">The command line that does the same again.</param>
    public Command Command(
        CommandLineShape shape, Func<ParseResult, EffectiveConfig?> load, Func<EffectiveConfig, string> repeat)
    {
        Command command = new("explain", "Explains IMR and MMR at an accepted order, from positions on, term by term.")
        {
            group, decision, shape.Capture, shape.Scenario, shape.Seed, shape.Accounts, shape.Bars, shape.Config,
            snapshot, shape.Json, shape.Plain,
        };
        command.SetAction(parsed =>
        {
            string? capture = parsed.GetValue(shape.Capture);
            uint id = GroupOf(parsed.GetRequiredValue(group));
            int? number = NumberOf(parsed.GetValue(decision));
            EffectiveConfig? config = load(parsed);
            if (config is null)
            {
                return ExitCodes.BadUsage;
            }

            RequireCapture(capture);
            bool isJson = parsed.GetValue(shape.Json);
            bool isDrawn = process.IsTerminal && !isJson && !parsed.GetValue(shape.Plain);
            RunOptions options = new() { CaptureFile = capture, RepeatCommand = repeat(config) };
            DayWatch watch = new(id, number);
            (ExplainedDecision explained, RunOutcome outcome) = Explain(options, config, watch, isDrawn);
            if (parsed.GetValue(snapshot) is string target)
            {
                InputFile.Write("--snapshot", target, stream => ExplainSnapshotJson.Write(explained, stream));
            }

            return Show(explained, outcome, isJson);
        });
        return command;
    }

    /// <summary>Plays the day and explains what the watch kept.</summary>
    public (ExplainedDecision Explained, RunOutcome Outcome) Explain(
        RunOptions options, EffectiveConfig config, DayWatch watch, bool isDrawn)
    {
        // Watching is no run: as fast as it goes, and nothing is recorded.
        EffectiveConfig quiet = config with
        {
            OrdersPerSecond = 0,
            RecordFile = "",
            WarmUpEvents = 0,
            CountersFile = "",
        };
        RunReport Body(IRunProgress progress) => composition(options, quiet, progress, watch);
        RunReport report = isDrawn
            ? ProgressView.WithBar(SummaryView.ConsoleOn(process.Output), Body)
            : ProgressView.WithLines(process.Error, Body);
        WatchedDecision decided = Kept(watch, config);
        ExplainedDecision explained = new()
        {
            Decision = decided,
            Explanation = GroupExplainer.Explain(decided.State, decided.Group),
            Words = new ScenarioWords(config.Risk, watch.Joint),
            Currency = report.Header.Currency,
            Findings = report.Findings,
            RepeatCommand = options.RepeatCommand,
        };
        return (explained, report.Outcome);
    }

    /// <summary>Prints it; a disagreement is a wrong answer, a day that ended badly is never a good one.</summary>
    public int Show(ExplainedDecision explained, RunOutcome outcome, bool isJson)
    {
        if (isJson)
        {
            ExplainJson.Write(explained, process.Output);
        }
        else
        {
            new ExplainPage(explained).Write(process.Output);
        }

        return explained.Agrees ? RunCommand.ExitCode(outcome) : ExitCodes.WrongAnswer;
    }

    private static WatchedDecision Kept(DayWatch watch, EffectiveConfig config)
    {
        if (watch.Decision is { } decision)
        {
            return decision;
        }

        string which = $"group {watch.Group}";
        throw new UsageException(
            !watch.IsKnown ? $"GROUP: {which} is not open on that day; groups are below {config.Accounts}"
            : watch.Accepted == 0 ? $"GROUP: {which} has no accepted order on that day"
            : $"--decision: {which} has {watch.Accepted} accepted orders on that day, not {watch.Number}");
    }

    private static uint GroupOf(string text) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint id)
            ? id
            : throw new UsageException($"GROUP: \"{text}\" is no group id");

    private static int? NumberOf(string? text) =>
        text is null ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 ? number
        : throw new UsageException($"--decision: \"{text}\" is no whole number from 1 on");

    private static void RequireCapture(string? capture)
    {
        if (capture is not null && !File.Exists(capture))
        {
            throw new UsageException($"--capture: {capture} does not exist");
        }
    }
}
