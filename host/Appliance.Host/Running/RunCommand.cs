using System;
using System.Collections.Generic;
using Appliance.Host.Configuration;

namespace Appliance.Host.Running;

/// <summary>Composes machine, pipeline, device and simulator, and runs them to the end.</summary>
public delegate RunReport RunComposition(RunOptions options, EffectiveConfig config, IRunProgress progress);

/// <summary>
/// Runs a composition and judges its report: what the run itself cannot know (the hash the user expects) or must not be
/// trusted to say about itself (that the money balances). A report can only become worse here.
/// </summary>
public sealed class RunCommand(RunComposition composition)
{
    public RunReport Run(RunOptions options, EffectiveConfig config, IRunProgress progress) =>
        Judge(composition(options, config, progress), options.ExpectHash);

    public static int ExitCode(RunOutcome outcome) => outcome switch
    {
        RunOutcome.Good => ExitCodes.Good,
        RunOutcome.Wrong => ExitCodes.WrongAnswer,
        _ => ExitCodes.Inconclusive,
    };

    private static RunReport Judge(RunReport report, string? expectHash)
    {
        List<string> findings = [.. report.Findings];
        RunOutcome outcome = report.Outcome;
        if (outcome == RunOutcome.Undecided)
        {
            outcome = RunOutcome.Inconclusive;
            findings.Add("the run came to no outcome");
        }

        if (report.EventCount == 0 && outcome == RunOutcome.Good)
        {
            outcome = RunOutcome.Inconclusive;
            findings.Add("no event was processed");
        }

        if (report.Money.DifferenceMicro != Int128.Zero)
        {
            outcome = RunOutcome.Wrong;
            findings.Add($"money is out of balance by {report.Money.DifferenceMicro} micro");
        }

        FundTotals fund = report.Fund;
        if ((Int128)fund.StartMicro + fund.InMicro - fund.OutMicro != fund.EndMicro)
        {
            outcome = RunOutcome.Wrong;
            findings.Add("the fund's end is not its start plus in less out");
        }

        if (expectHash is not null && !string.Equals(expectHash, report.StateHash, StringComparison.OrdinalIgnoreCase))
        {
            outcome = RunOutcome.Wrong;
            findings.Add($"state hash is {report.StateHash}, expected {expectHash}");
        }

        return report with { Outcome = outcome, Findings = findings };
    }
}
