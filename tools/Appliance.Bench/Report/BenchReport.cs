using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Appliance.Bench.Report;

/// <summary>The rows of a run, as a table for people and as lines of JSON beside the commit they measured.</summary>
public sealed class BenchReport
{
    private readonly List<BenchRow> rows = [];
    private int appended;

    public IReadOnlyList<BenchRow> Rows => rows;

    public void Add(BenchRow row) => rows.Add(row);

    public void Print(TextWriter writer)
    {
        string[] heads = ["name", "value", "unit", "baseline", "ratio", "bar", ""];
        List<string[]> cells = [heads, .. rows.Select(Cells)];
        int[] widths = [.. heads.Select((_, column) => cells.Max(row => row[column].Length))];
        foreach (string[] row in cells)
        {
            // Text to the left, numbers to the right.
            string line = string.Join("  ", row.Select((cell, column) =>
                column is 1 or 3 or 4 ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column])));
            writer.WriteLine(line.TrimEnd());
        }
    }

    /// <summary>Appends the rows since the last call to the report of this day and commit.</summary>
    public string Append(Environs environs, ulong seed)
    {
        string folder = Path.Combine(environs.Root, "tools", "Appliance.Bench", "reports");
        Directory.CreateDirectory(folder);
        string day = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string path = Path.Combine(folder, $"{day}-{environs.Commit}.jsonl");
        IEnumerable<BenchRow> fresh = rows.Skip(appended);
        File.AppendAllLines(path, fresh.Select(row => row.ToJson(environs.Machine, environs.Commit, seed)));
        appended = rows.Count;
        return path;
    }

    private static string[] Cells(BenchRow row) =>
    [
        row.Name,
        Text(row.Value),
        row.Unit,
        row.Baseline is { } baseline ? Text(baseline) : "",
        row.Ratio is { } ratio ? ratio.ToString("0.00", CultureInfo.InvariantCulture) + "x" : "",
        row.Bar?.ToString() ?? "",
        row.IsMet is { } isMet ? isMet ? "met" : "NOT MET" : "",
    ];

    private static string Text(double value) => Math.Abs(value) >= 1000
        ? value.ToString("#,0", CultureInfo.InvariantCulture)
        : value.ToString("0.###", CultureInfo.InvariantCulture);
}
