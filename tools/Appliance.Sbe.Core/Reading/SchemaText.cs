using System;
using System.Text;
using Appliance.Sbe.Diagnostics;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Reading;

/// <summary>
/// Turns the bytes of a file into text, strictly: a byte that does not belong is an error at its place, never a
/// question mark. UTF-8 is the rule; UTF-16 with its mark and the one-byte Western encodings are read too.
/// </summary>
internal static class SchemaText
{
    private const int DeclarationCharsMax = 256;

    private static readonly char[] Quotes = { '"', '\'' };

    /// <summary>The text without a byte order mark, or null after a finding.</summary>
    public static string? Decode(string file, byte[] bytes, Findings findings)
    {
        if (StartsWith(bytes, 0xFF, 0xFE) || StartsWith(bytes, 0xFE, 0xFF))
        {
            return DecodeWith(new UnicodeEncoding(bytes[0] == 0xFE, true, true), 2, file, bytes, findings);
        }

        int mark = StartsWith(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        string name = DeclaredEncoding(bytes, mark).ToUpperInvariant();
        switch (name)
        {
            case "":
            case "UTF-8":
            case "UTF8":
            case "US-ASCII":
            case "ASCII":
                return DecodeWith(new UTF8Encoding(false, true), mark, file, bytes, findings);
            case "ISO-8859-1":
            case "LATIN1":
            case "WINDOWS-1252":
                return DecodeLatin(bytes, mark, bytes.Length);
            default:
                findings.Add(
                    SbeRules.BadEncoding, new SourcePosition(file, 1, 1), "the encoding " + name + " is not supported");
                return null;
        }
    }

    private static string? DecodeWith(Encoding encoding, int from, string file, byte[] bytes, Findings findings)
    {
        try
        {
            return encoding.GetString(bytes, from, bytes.Length - from);
        }
        catch (DecoderFallbackException e)
        {
            int bad = BadIndex(encoding, from, bytes);
            string before = encoding.GetString(bytes, from, bad - from);
            int line = 1;
            int lineStart = 0;
            for (int i = 0; i < before.Length; i++)
            {
                if (before[i] == '\n')
                {
                    line++;
                    lineStart = i + 1;
                }
            }

            string value = e.BytesUnknown is { Length: > 0 } unknown ? "0x" + unknown[0].ToString("X2", null) : "here";
            findings.Add(
                SbeRules.BadEncoding,
                new SourcePosition(file, line, before.Length - lineStart + 1),
                "the byte " + value + " is not " + encoding.WebName.ToUpperInvariant());
            return null;
        }
    }

    // Byte by byte, so that the index is that of the first byte of the character at fault.
    private static int BadIndex(Encoding encoding, int from, byte[] bytes)
    {
        Decoder decoder = encoding.GetDecoder();
        var chars = new char[4];
        int good = from;
        try
        {
            for (int i = from; i < bytes.Length; i++)
            {
                if (decoder.GetChars(bytes, i, 1, chars, 0, false) > 0)
                {
                    good = i + 1;
                }
            }
        }
        catch (DecoderFallbackException)
        {
            // What was decoded before it is what counts.
        }

        return good;
    }

    private static string DecodeLatin(byte[] bytes, int from, int to)
    {
        var chars = new char[to - from];
        for (int i = 0; i < chars.Length; i++)
        {
            chars[i] = (char)bytes[from + i];
        }

        return new string(chars);
    }

    // What encoding="..." of the XML declaration says; empty when there is no declaration or no such word in it.
    private static string DeclaredEncoding(byte[] bytes, int from)
    {
        string head = DecodeLatin(bytes, from, Math.Min(bytes.Length, from + DeclarationCharsMax));
        int end = head.IndexOf("?>", StringComparison.Ordinal);
        int word = head.IndexOf("encoding", StringComparison.Ordinal);
        if (!head.StartsWith("<?xml", StringComparison.Ordinal) || word < 0 || word > end)
        {
            return string.Empty;
        }

        int open = head.IndexOfAny(Quotes, word);
        int close = open < 0 ? -1 : head.IndexOf(head[open], open + 1);
        return close < 0 || close > end ? string.Empty : head.Substring(open + 1, close - open - 1).Trim();
    }

    private static bool StartsWith(byte[] bytes, params byte[] mark)
    {
        for (int i = 0; i < mark.Length; i++)
        {
            if (i >= bytes.Length || bytes[i] != mark[i])
            {
                return false;
            }
        }

        return true;
    }
}
