using System.Collections.Generic;
using Appliance.Host.Running;
using Spectre.Console;

namespace Appliance.Host.Views;

/// <summary>The summary as tables on a terminal: the words of <see cref="SummaryContent"/>, drawn.</summary>
public static class SpectreSummary
{
    public static void Write(RunReport report, IAnsiConsole console)
    {
        string colour = report.Outcome switch
        {
            RunOutcome.Good => "green",
            RunOutcome.Wrong => "red",
            _ => "yellow",
        };
        console.MarkupLine($"[bold {colour}]{Markup.Escape(SummaryContent.Verdict(report))}[/]");
        foreach (string finding in report.Findings)
        {
            console.MarkupLine($"[{colour}]{Markup.Escape(finding)}[/]");
        }

        foreach (SummarySection section in SummaryContent.Of(report))
        {
            console.WriteLine();
            console.MarkupLine($"[bold]{Markup.Escape(section.Title)}[/]");
            if (section.IsText)
            {
                WriteText(section, console);
            }
            else
            {
                console.Write(Table(section));
            }
        }
    }

    // Hashes and commands must stay whole to be copied: no table that would wrap them.
    private static void WriteText(SummarySection section, IAnsiConsole console)
    {
        foreach (IReadOnlyList<string> row in section.Rows)
        {
            console.Profile.Out.Writer.WriteLine($"  {row[0],-15} {row[1]}");
        }
    }

    private static Table Table(SummarySection section)
    {
        Table table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey);
        table.ShowHeaders = section.Columns.Count > 0;
        int columns = section.Columns.Count > 0 ? section.Columns.Count : section.Rows[0].Count;
        for (int c = 0; c < columns; c++)
        {
            TableColumn column = new(Markup.Escape(section.Columns.Count > 0 ? section.Columns[c] : ""));
            table.AddColumn(c == 0 ? column.LeftAligned() : column.RightAligned());
        }

        foreach (IReadOnlyList<string> row in section.Rows)
        {
            string[] cells = new string[columns];
            for (int c = 0; c < columns; c++)
            {
                cells[c] = Coloured(row[c]);
            }

            table.AddRow(cells);
        }

        return table;
    }

    private static string Coloured(string cell) => cell switch
    {
        "OK" => "[green]OK[/]",
        "FAILED" => "[bold red]FAILED[/]",
        _ => Markup.Escape(cell),
    };
}
