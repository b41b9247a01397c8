using System.IO;
using Appliance.Host.Running;
using Appliance.Host.Views;
using Spectre.Console;

namespace Appliance.Host.Tests;

public sealed class ProgressViewTests
{
    [Fact]
    public void Lines_come_once_a_tenth()
    {
        using StringWriter output = new();
        ProgressView.WithLines(output, progress =>
        {
            for (long done = 0; done <= 40; done++)
            {
                progress.Report(done, 40, "bar");
            }

            return SampleReport.Good();
        });
        string[] lines = output.ToString().TrimEnd('\n').Split('\n');
        Assert.Equal(11, lines.Length);
        Assert.Equal("  0%  0/40  bar", lines[0]);
        Assert.Equal(" 10%  4/40  bar", lines[1]);
        Assert.Equal("100%  40/40  bar", lines[^1]);
    }

    [Fact]
    public void An_unknown_total_is_shown_once()
    {
        using StringWriter output = new();
        ProgressView.WithLines(output, progress =>
        {
            progress.Report(1, 0, "warming up");
            progress.Report(2, 0, "warming up");
            return SampleReport.Good();
        });
        Assert.Equal("  0%  1/0  warming up\n", output.ToString());
    }

    [Fact]
    public void The_bar_hands_the_report_through_and_shows_markup_as_text()
    {
        using StringWriter output = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        RunReport report = ProgressView.WithBar(console, progress =>
        {
            progress.Report(1, 2, "[half");
            progress.Report(2, 2, "[done]");
            return SampleReport.Good();
        });
        Assert.Equal(SampleReport.StateHash, report.StateHash);
    }
}
