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
            AddFault(file, text, e, findings);
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

    private static void AddFault(string file, string text, XmlException e, Findings findings)
    {
        var position = new SourcePosition(file, Math.Max(1, e.LineNumber), Math.Max(1, e.LinePosition));
        if (IsDtd(text, position, out int bracket))
        {
            position = new SourcePosition(file, position.Line, bracket);
            findings.Add(SbeRules.DtdForbidden, position, "a document type definition is not allowed");
            return;
        }

        // The reader repeats the place at the end of its sentence.
        string tail = string.Format(
            CultureInfo.InvariantCulture, " Line {0}, position {1}.", e.LineNumber, e.LinePosition);
        string message = e.Message.EndsWith(tail, StringComparison.Ordinal)
            ? e.Message.Substring(0, e.Message.Length - tail.Length)
            : e.Message;
        findings.Add(SbeRules.NotWellFormed, position, message.TrimEnd('.'));
    }

    // True when the place that the reader complains about is a DOCTYPE; the column is that of its bracket.
    private static bool IsDtd(string text, SourcePosition position, out int bracket)
    {
        const string Word = "<!DOCTYPE";
        int start = 0;
        for (int line = 1; line < position.Line && start >= 0; line++)
        {
            start = text.IndexOf('\n', start) + 1;
        }

        int at = Math.Min(text.Length, start + position.Column - 1);
        int from = Math.Max(0, at - Word.Length);
        int found = text.IndexOf(Word, from, Math.Min(text.Length - from, 2 * Word.Length), StringComparison.Ordinal);
        bracket = found - start + 1;
        return found >= start;
    }
}
