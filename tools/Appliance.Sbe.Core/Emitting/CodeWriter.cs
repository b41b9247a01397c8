using System;
using System.Collections.Generic;
using System.Text;

namespace Appliance.Sbe.Emitting;

/// <summary>
/// Lines of C#, indented by four, with line feeds whatever the platform: output is the same everywhere.
/// </summary>
internal sealed class CodeWriter
{
    private const int LineCharsMax = 118;

    private readonly StringBuilder text = new StringBuilder();
    private int depth;
    private bool needsBlank;
    private bool isOpen;

    public override string ToString() => text.ToString();

    internal void Line(string line)
    {
        if (needsBlank)
        {
            text.Append('\n');
            needsBlank = false;
        }

        isOpen = false;
        int list = (depth * 4) + line.Length <= LineCharsMax ? -1 : ListStart(line);
        if (list < 0)
        {
            text.Append(' ', depth * 4).Append(line).Append('\n');
            return;
        }

        text.Append(' ', depth * 4).Append(line, 0, list).Append('\n');
        depth++;
        string rest = line.Substring(list);
        if ((depth * 4) + rest.Length <= LineCharsMax)
        {
            Line(rest);
        }
        else
        {
            OnePerLine(rest);
        }

        depth--;
    }

    internal void Lines(params string[] lines)
    {
        foreach (string line in lines)
        {
            if (line.Length == 0)
            {
                Blank();
            }
            else
            {
                Line(line);
            }
        }
    }

    /// <summary>One blank line before whatever is written next; none at the edges of a block.</summary>
    internal void Blank() => needsBlank = !isOpen;

    internal void Open(string line)
    {
        Line(line);
        Line("{");
        depth++;
        isOpen = true;
    }

    internal void Close()
    {
        needsBlank = false;
        depth--;
        Line("}");
    }

    /// <summary>A deeper level without braces, for an expression body on its own line.</summary>
    internal void Indented(string line)
    {
        depth++;
        Line(line);
        depth--;
    }

    /// <summary>Opens a block, writes what the action writes, closes it.</summary>
    internal void Block(string line, Action body)
    {
        Open(line);
        body();
        Close();
    }

    /// <summary>
    /// A member with an expression body, on one line where it fits: <c>head => body;</c>. Blank line afterwards.
    /// </summary>
    internal void Expression(string head, string body)
    {
        if ((depth * 4) + head.Length + body.Length + 5 <= LineCharsMax)
        {
            Line(head + " => " + body + ";");
        }
        else
        {
            Line(head + " =>");
            Indented(body + ";");
        }
    }

    /// <summary>
    /// A summary of plain words from a schema or from us; escaped, wrapped, and ended by a full stop.
    /// </summary>
    internal void Summary(params string[] sentences) => Doc("summary", Escape(Join(sentences)));

    /// <summary>A summary that is XML already.</summary>
    internal void SummaryXml(string xml) => Doc("summary", xml);

    internal void Remarks(string xml) => Doc("remarks", xml);

    internal static string Escape(string words) =>
        words.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    /// <summary>The words of a schema on one line, ended by a full stop; empty where there are none.</summary>
    internal static string Sentence(string words)
    {
        string line = string.Join(" ", words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length == 0 || line[line.Length - 1] is '.' or '!' or '?' or ':' or ';' ? line : line + ".";
    }

    // Parameters or arguments that do not fit one line together.
    private void OnePerLine(string list)
    {
        int depth = 0;
        int start = 0;
        for (int i = 0; i < list.Length; i++)
        {
            depth += list[i] is '(' or '<' ? 1 : list[i] is ')' or '>' ? -1 : 0;
            if (depth == 0 && list[i] == ',')
            {
                Line(list.Substring(start, i + 1 - start));
                start = i + 2;
            }
        }

        Line(list.Substring(start));
    }

    // Behind the parenthesis that opens the list a long line ends with: parameters or arguments. -1 where there is
    // none.
    private static int ListStart(string line)
    {
        int depth = 0;
        for (int i = line.Length - (line[line.Length - 1] == ';' ? 2 : 1); i > 0; i--)
        {
            depth += line[i] == ')' ? 1 : line[i] == '(' ? -1 : 0;
            if (depth == 0)
            {
                return line[i] == '(' && !line.StartsWith("///", StringComparison.Ordinal) ? i + 1 : -1;
            }
        }

        return -1;
    }

    private static string Join(string[] sentences)
    {
        var parts = new List<string>();
        foreach (string sentence in sentences)
        {
            if (sentence.Length > 0)
            {
                parts.Add(Sentence(sentence));
            }
        }

        return string.Join(" ", parts);
    }

    private void Doc(string tag, string xml)
    {
        if (xml.Length == 0)
        {
            return;
        }

        string open = "/// <" + tag + ">";
        string close = "</" + tag + ">";
        if ((depth * 4) + open.Length + xml.Length + close.Length <= LineCharsMax)
        {
            Line(open + xml + close);
            return;
        }

        Line(open);
        var line = new StringBuilder("///");
        foreach (string word in xml.Split(' '))
        {
            if ((depth * 4) + line.Length + 1 + word.Length > LineCharsMax && line.Length > 3)
            {
                Line(line.ToString());
                line.Clear().Append("///");
            }

            line.Append(' ').Append(word);
        }

        Line(line.ToString());
        Line("/// " + close);
    }
}
