using System;
using System.Collections.Generic;
using System.Text;

namespace Appliance.Host.Views;

/// <summary>Sections of aligned columns on a page of plain text.</summary>
internal sealed class AlignedText
{
    private const string Indent = "  ";
    private readonly StringBuilder text = new();

    /// <summary>A heading with a blank line before it.</summary>
    public void Section(string title) => text.Append('\n').Append(title).Append('\n');

    public void Line(string line = "") => text.Append(line).Append('\n');

    /// <summary>Rows whose columns line up; cells that a row lacks are empty.</summary>
    /// <param name="leans">One letter a column: l leans left, r right.</param>
    /// <param name="rows">Cells; a row of one cell stands by itself and widens nothing.</param>
    public void Table(string leans, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        int[] widths = new int[leans.Length];
        foreach (IReadOnlyList<string> row in rows)
        {
            for (int c = 0; c < row.Count && row.Count > 1; c++)
            {
                widths[c] = Math.Max(widths[c], row[c].Length);
            }
        }

        foreach (IReadOnlyList<string> row in rows)
        {
            StringBuilder line = new(Indent);
            for (int c = 0; c < row.Count; c++)
            {
                string cell = row.Count == 1 ? row[c]
                    : leans[c] == 'l' ? row[c].PadRight(widths[c])
                    : row[c].PadLeft(widths[c]);
                line.Append(cell).Append(Indent);
            }

            text.Append(line.ToString().TrimEnd()).Append('\n');
        }
    }

    public override string ToString() => text.ToString();
}
