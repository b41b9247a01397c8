using System.IO;
using Appliance.Host.Running;
using Spectre.Console;

namespace Appliance.Host.Views;

/// <summary>How the summary is to look.</summary>
public enum SummaryForm
{
    /// <summary>Tables on a terminal.</summary>
    Tables,

    /// <summary>Aligned text.</summary>
    Plain,

    /// <summary>For machines.</summary>
    Json,
}

/// <summary>The summary of a run in the form asked for.</summary>
public static class SummaryView
{
    public static void Write(RunReport report, SummaryForm form, TextWriter output)
    {
        switch (form)
        {
            case SummaryForm.Json:
                JsonSummary.Write(report, output);
                break;
            case SummaryForm.Tables:
                SpectreSummary.Write(report, ConsoleOn(output));
                break;
            default:
                PlainSummary.Write(report, output);
                break;
        }
    }

    internal static IAnsiConsole ConsoleOn(TextWriter output) =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
}
