using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Appliance.Host.Running;

namespace Appliance.Host.Views;

/// <summary>The summary as aligned text, for logs and golden files. The same report gives the same bytes.</summary>
public static class PlainSummary
{
    private const string Indent = "  ";

    public static void Write(RunReport report, TextWriter output)
    {
        StringBuilder text = new();
        text.Append("RESULT  ").Append(SummaryContent.Verdict(report)).Append('\n');
        foreach (string finding in report.Findings)
        {
            text.Append(Indent).Append(finding).Append('\n');
        }

        AppendSections(text, SummaryContent.Of(report));
        output.Write(text.ToString());
    }

    /// <summary>Sections with a blank line before each.</summary>
    internal static void AppendSections(StringBuilder text, IEnumerable<SummarySection> sections)
    {
        foreach (SummarySection section in sections)
        {
            text.Append('\n').Append(section.Title).Append('\n');
            AppendRows(text, section);
        }
    }

    private static void AppendRows(StringBuilder text, SummarySection section)
    {
        List<IReadOnlyList<string>> rows = [.. section.Rows];
        if (section.Columns.Count > 0)
        {
            rows.Insert(0, section.Columns);
        }

        int[] widths = Widths(rows);
        foreach (IReadOnlyList<string> row in rows)
        {
            StringBuilder line = new(Indent);
            for (int c = 0; c < row.Count; c++)
            {
                bool isLeft = c == 0 || section.IsText;
                line.Append(isLeft ? row[c].PadRight(widths[c]) : row[c].PadLeft(widths[c])).Append(Indent);
            }

            text.Append(line.ToString().TrimEnd()).Append('\n');
        }
    }

    private static int[] Widths(List<IReadOnlyList<string>> rows)
    {
        int[] widths = [];
        foreach (IReadOnlyList<string> row in rows)
        {
            if (row.Count > widths.Length)
            {
                Array.Resize(ref widths, row.Count);
            }

            for (int c = 0; c < row.Count; c++)
            {
                widths[c] = Math.Max(widths[c], row[c].Length);
            }
        }

        return widths;
    }
}
