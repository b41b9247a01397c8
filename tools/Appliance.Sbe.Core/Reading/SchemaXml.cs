using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Xml;
using Appliance.Sbe.Diagnostics;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Reading;

/// <summary>
/// Reads one file into elements that remember their places. No document type is processed, so nothing expands and
/// nothing outside the file is fetched; size, depth and count are bounded.
/// </summary>
internal static class SchemaXml
{
    /// <summary>The root, or null after a finding.</summary>
    public static SchemaElement? Read(string file, byte[] bytes, Findings findings)
    {
        findings.AddFile(file);
        if (bytes.Length > SbeLimits.FileBytesMax)
        {
            string size = bytes.Length + " bytes, at most " + SbeLimits.FileBytesMax;
            findings.Add(SbeRules.OverLimit, new SourcePosition(file, 1, 1), size);
            return null;
        }

        string? text = SchemaText.Decode(file, bytes, findings);
        if (text is null)
        {
            return null;
        }

        if (FindDtd(text) is >= 0 and var dtd)
        {
            findings.Add(SbeRules.DtdForbidden, PlaceOf(file, text, dtd), "a document type definition is not allowed");
            return null;
        }

        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = SbeLimits.FileBytesMax,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        };
        using var source = new StringReader(text);
        using var reader = XmlReader.Create(source, settings);
        try
        {
            return ReadTree(file, reader, findings);
        }
        catch (XmlException e)
        {
            AddFault(file, e, findings);
            return null;
        }
    }

    private static SchemaElement? ReadTree(string file, XmlReader reader, Findings findings)
    {
        SchemaElement? root = null;
        var open = new Stack<SchemaElement>();
        int count = 0;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    bool isEmpty = reader.IsEmptyElement;
                    SchemaElement element = ReadElement(file, reader);
                    count++;
                    if (open.Count == SbeLimits.DepthMax || count > SbeLimits.ElementsMax)
                    {
                        string message = count > SbeLimits.ElementsMax
                            ? "more than " + SbeLimits.ElementsMax + " elements"
                            : "elements nest deeper than " + SbeLimits.DepthMax;
                        findings.Add(SbeRules.OverLimit, element.Position, message);
                        return null;
                    }

                    root ??= element;
                    if (open.Count > 0)
                    {
                        open.Peek().Children.Add(element);
                    }

                    if (!isEmpty)
                    {
                        open.Push(element);
                    }

                    break;
                case XmlNodeType.EndElement:
                    open.Pop();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace
                    or XmlNodeType.SignificantWhitespace when open.Count > 0:
                    open.Peek().AddText(reader.Value);
                    break;
            }
        }

        return root;
    }

    private static SchemaElement ReadElement(string file, XmlReader reader)
    {
        // The reader points at the name; people point at the bracket before it.
        var element = new SchemaElement(reader.LocalName, Place(file, reader, -1));
        while (reader.MoveToNextAttribute())
        {
            // Attributes of foreign namespaces are other people's notes.
            if (reader.NamespaceURI.Length == 0)
            {
                element.Attributes.Add(new SchemaAttribute(reader.LocalName, reader.Value, Place(file, reader, 0)));
            }
        }

        reader.MoveToElement();
        return element;
    }

    private static SourcePosition Place(string file, XmlReader reader, int shift)
    {
        var info = (IXmlLineInfo)reader;
        return new SourcePosition(file, info.LineNumber, info.LinePosition + shift);
    }

    private static void AddFault(string file, XmlException e, Findings findings)
    {
        var position = new SourcePosition(file, Math.Max(1, e.LineNumber), Math.Max(1, e.LinePosition));
        // The reader repeats the place at the end of its sentence.
        string tail = string.Format(
            CultureInfo.InvariantCulture, " Line {0}, position {1}.", e.LineNumber, e.LinePosition);
        string message = e.Message.EndsWith(tail, StringComparison.Ordinal)
            ? e.Message.Substring(0, e.Message.Length - tail.Length)
            : e.Message;
        findings.Add(SbeRules.NotWellFormed, position, message.TrimEnd('.'));
    }

    // The index of a document type definition, or -1. It can only stand before the root, among comments and
    // instructions; the reader itself refuses it too, but does not say where.
    private static int FindDtd(string text)
    {
        int at = 0;
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            string end;
            if (StartsWith(text, at, "<?"))
            {
                end = "?>";
            }
            else if (StartsWith(text, at, "<!--"))
            {
                end = "-->";
            }
            else
            {
                return StartsWith(text, at, "<!DOCTYPE") ? at : -1;
            }

            at = text.IndexOf(end, at, StringComparison.Ordinal) + end.Length;
            if (at < end.Length)
            {
                return -1;
            }
        }
    }

    private static bool StartsWith(string text, int at, string word) =>
        string.CompareOrdinal(text, at, word, 0, word.Length) == 0;

    private static SourcePosition PlaceOf(string file, string text, int index)
    {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < index; i++)
        {
            if (text[i] == '\n')
            {
                line++;
                lineStart = i + 1;
            }
        }

        return new SourcePosition(file, line, index - lineStart + 1);
    }
}
