using System;
using System.Globalization;
using System.IO;
using Appliance.Host.Running;
using Spectre.Console;

namespace Appliance.Host.Views;

/// <summary>Shows how far a run is: a bar on a terminal, else a line about every tenth.</summary>
public static class ProgressView
{
    /// <summary>A bar on the console while <paramref name="body"/> runs.</summary>
    public static RunReport WithBar(IAnsiConsole console, Func<IRunProgress, RunReport> body) =>
        console.Progress()
            .AutoClear(true)
            .Columns(new SpinnerColumn(), new ProgressBarColumn(), new PercentageColumn(),
                new RemainingTimeColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context => body(new Bar(context.AddTask("starting"))));

    /// <summary>Plain lines, for logs and pipes.</summary>
    public static RunReport WithLines(TextWriter output, Func<IRunProgress, RunReport> body) => body(new Lines(output));

    // The bar takes a lock and samples its speed: it is told only when a thousandth has passed.
    private sealed class Bar(ProgressTask task) : IRunProgress
    {
        private const int Steps = 1000;
        private long shown = -1;

        public void Report(long done, long total, string note)
        {
            long step = total <= 0 ? 0 : (long)((Int128)done * Steps / total);
            if (step == shown)
            {
                return;
            }

            shown = step;
            task.MaxValue = Steps;
            task.Value = step;
            task.Description = Markup.Escape(note);
        }
    }

    private sealed class Lines(TextWriter output) : IRunProgress
    {
        private long shown = -1;

        public void Report(long done, long total, string note)
        {
            long tenth = total <= 0 ? 0 : (long)((Int128)done * 10 / total);
            if (tenth == shown)
            {
                return;
            }

            shown = tenth;
            output.Write(string.Create(
                CultureInfo.InvariantCulture, $"{tenth * 10,3}%  {done}/{total}  {note}\n"));
        }
    }
}
