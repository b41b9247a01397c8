using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Emitting;

/// <summary>
/// Names of a schema as C# identifiers. SBE allows less than XML does, and real schemas more than SBE.
/// </summary>
public static class CSharpNames
{
    private static readonly char[] Dots = { '.' };
    private static readonly char[] Slashes = { '/', '\\' };

    private static readonly HashSet<string> Keywords = new HashSet<string>(StringComparer.Ordinal)
    {
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const",
        "continue", "decimal", "default", "delegate", "do", "double", "else", "enum", "event", "explicit", "extern",
        "false", "finally", "fixed", "float", "for", "foreach", "goto", "if", "implicit", "in", "int", "interface",
        "internal", "is", "lock", "long", "namespace", "new", "null", "object", "operator", "out", "override",
        "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof",
        "stackalloc", "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof", "uint",
        "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void", "volatile", "while",
    };

    /// <summary>
    /// The namespace of a schema that is given none: its package, each part in Pascal case, or the file's name where
    /// the schema has no package.
    /// </summary>
    public static string Namespace(SbeSchema schema)
    {
        if (schema.Package.Length == 0)
        {
            return Pascal(FileStem(schema.File));
        }

        var parts = new List<string>();
        foreach (string part in schema.Package.Split(Dots, StringSplitOptions.RemoveEmptyEntries))
        {
            parts.Add(Pascal(part));
        }

        return parts.Count == 0 ? "Sbe" : string.Join(".", parts);
    }

    /// <summary>The file's name without folder and last extension.</summary>
    internal static string FileStem(string file)
    {
        int slash = file.LastIndexOfAny(Slashes);
        return Path.GetFileNameWithoutExtension(slash < 0 ? file : file.Substring(slash + 1));
    }

    /// <summary>A word per run of letters and digits, each with a capital first: market-data is MarketData.</summary>
    internal static string Pascal(string name)
    {
        var text = new StringBuilder(name.Length);
        bool isStart = true;
        foreach (char c in name)
        {
            if (!IsPart(c))
            {
                isStart = true;
                continue;
            }

            text.Append(isStart ? char.ToUpperInvariant(c) : c);
            isStart = c == '_' && text.Length == 1;
        }

        return Legal(text.ToString());
    }

    /// <summary>
    /// Verbatim where that is legal; what is not becomes an underscore. Keywords are left: see Escape.
    /// </summary>
    internal static string Verbatim(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (char c in name)
        {
            text.Append(IsPart(c) ? c : '_');
        }

        return Legal(text.ToString());
    }

    /// <summary>The identifier as it is written in a source: a keyword takes an @ in front.</summary>
    internal static string Escape(string identifier) => Keywords.Contains(identifier) ? "@" + identifier : identifier;

    private static string Legal(string name) =>
        name.Length == 0 ? "_" : char.IsDigit(name[0]) ? "_" + name : name;

    // ASCII only: what else Unicode calls a letter may normalise to something else in a compiler.
    private static bool IsPart(char c) =>
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}
