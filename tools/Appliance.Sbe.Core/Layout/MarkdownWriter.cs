using System;
using System.Text;

namespace Appliance.Sbe.Layout;

/// <summary>Builds a Markdown page. Texts of schemas are the world's: they cannot break a table or start markup.</summary>
internal sealed class MarkdownWriter
{
    private readonly StringBuilder text = new StringBuilder();

    public void Heading(int level, string words)
    {
        Blank();
        text.Append('#', level).Append(' ').Append(words).Append('\n');
    }

    public void Paragraph(string words)
    {
        if (words.Length > 0)
        {
            Blank();
            text.Append(words).Append('\n');
        }
    }

    /// <summary>The head of a table; a column whose name begins with # is aligned to the right.</summary>
    public void Table(params string[] columns)
    {
        Blank();
        Row(Array.ConvertAll(columns, c => c.TrimStart('#')));
        text.Append('|');
        foreach (string column in columns)
        {
            text.Append(column.StartsWith("#", StringComparison.Ordinal) ? "---:|" : "---|");
        }

        text.Append('\n');
    }

    public void Row(params string[] cells)
    {
        foreach (string cell in cells)
        {
            text.Append(cell.Length == 0 ? "|" : "| ").Append(cell).Append(' ');
        }

        text.Append("|\n");
    }

    /// <summary>One line without what Markdown would take for markup.</summary>
    public static string Plain(string words)
    {
        StringBuilder plain = new StringBuilder(words.Length);
        bool isSpaceDue = false;
        foreach (char c in words)
        {
            if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                isSpaceDue = plain.Length > 0;
                continue;
            }

            if (isSpaceDue)
            {
                plain.Append(' ');
                isSpaceDue = false;
            }

            if (c == '<')
            {
                plain.Append("&lt;");
                continue;
            }

            if (c is '|' or '*' or '`' or '[' or ']' or '\\')
            {
                plain.Append('\\');
            }

            plain.Append(c);
        }

        return plain.ToString();
    }

    public override string ToString() => text.ToString();

    private void Blank()
    {
        if (text.Length > 0)
        {
            text.Append('\n');
        }
    }
}
