using System;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Text;
using System.Xml;

namespace Appliance.Margin.Control.Span;

/// <summary>
/// Walks elements of an untrusted document forward, within <see cref="SpanLimits"/>. A method that finds anything else
/// than it asks for throws <see cref="SpanFormatException"/> with the place. Between calls the cursor stands on the
/// start of an element, or behind the end of the one that was read last.
/// </summary>
internal sealed class SpanXmlCursor : IDisposable
{
    // What Enter gives for an element that cannot have children.
    private const int NoChildren = -1;

    private readonly XmlReader reader;
    private readonly IXmlLineInfo place;
    private readonly SpanLimits limits;
    private readonly StringBuilder text = new();
    private long elements;

    public SpanXmlCursor(Stream bounded, SpanLimits limits)
    {
        this.limits = limits;
        XmlReaderSettings settings = new()
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersFromEntities = 1024,
            MaxCharactersInDocument = limits.BytesMax,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
        };
        reader = XmlReader.Create(bounded, settings);
        place = (IXmlLineInfo)reader;
    }

    /// <summary>Name of the element the cursor stands on.</summary>
    public string Name => reader.LocalName;

    public int Line => place.LineNumber;

    public int Column => place.LinePosition;

    public SpanLimits Limits => limits;

    /// <summary>Goes to the root, which must have this name.</summary>
    public void Root(string name)
    {
        while (reader.NodeType != XmlNodeType.Element)
        {
            if (!reader.Read())
            {
                Refuse("the file holds no element");
            }
        }

        elements++;
        if (reader.LocalName != name)
        {
            Refuse($"the root is <{Shown(reader.LocalName)}>, not <{name}>");
        }
    }

    /// <summary>Nothing may follow the root.</summary>
    public void End()
    {
        while (reader.Read())
        {
        }
    }

    /// <summary>Begins the children of the element the cursor stands on; the result goes to NextChild.</summary>
    public int Enter() => reader.IsEmptyElement ? NoChildren : reader.Depth;

    /// <summary>Goes to the next child element; false behind the end of the parent.</summary>
    public bool NextChild(int parentDepth)
    {
        if (parentDepth == NoChildren)
        {
            return false;
        }

        while (Read())
        {
            if (reader.NodeType == XmlNodeType.EndElement)
            {
                return false;
            }

            if (reader.NodeType == XmlNodeType.Element)
            {
                CountElement();
                return true;
            }

            Refuse("text stands where elements belong");
        }

        return false;
    }

    /// <summary>The text of the element the cursor stands on, without blanks around it.</summary>
    public string Text()
    {
        string name = reader.LocalName;
        if (reader.IsEmptyElement)
        {
            return "";
        }

        text.Clear();
        while (Read() && reader.NodeType != XmlNodeType.EndElement)
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                Refuse($"<{name}> holds an element where text belongs");
            }

            text.Append(reader.Value);
            if (text.Length > limits.TextCharsMax)
            {
                Refuse($"<{name}> holds more than {limits.TextCharsMax} characters");
            }
        }

        return text.ToString().Trim();
    }

    /// <summary>Passes over the element the cursor stands on and all in it.</summary>
    public void Skip()
    {
        if (reader.IsEmptyElement)
        {
            return;
        }

        int depth = reader.Depth;
        while (Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                CountElement();
            }
        }
    }

    [DoesNotReturn]
    public void Refuse(string fault) => throw new SpanFormatException(new SpanFault(Line, Column, fault));

    /// <summary>A fault of the reader below, with the place it got to.</summary>
    public SpanFault FaultOf(string fault) => new(Line, Column, fault);

    /// <summary>A piece of the file in a message: short, and nothing that moves a terminal's cursor.</summary>
    public static string Shown(string piece, int charsMax = 40)
    {
        StringBuilder shown = new();
        foreach (char c in piece.AsSpan(0, Math.Min(piece.Length, charsMax)))
        {
            shown.Append(char.IsControl(c) || char.IsSurrogate(c) ? '?' : c);
        }

        return piece.Length > charsMax ? shown.Append("...").ToString() : shown.ToString();
    }

    public void Dispose() => reader.Dispose();

    private bool Read()
    {
        if (!reader.Read())
        {
            Refuse("the file ends before its elements do");
        }

        return true;
    }

    private void CountElement()
    {
        elements++;
        if (elements > limits.ElementsMax)
        {
            Refuse($"more than {limits.ElementsMax} elements");
        }

        if (reader.Depth >= limits.DepthMax)
        {
            Refuse($"elements are nested deeper than {limits.DepthMax}");
        }
    }
}
