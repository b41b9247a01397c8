using System;
using System.Linq;
using System.Text;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Appliance.SbeGenerator;

/// <summary>One additional file with what the project says about it; equal when text and settings are.</summary>
internal sealed class SchemaFile : IEquatable<SchemaFile>
{
    private const string Metadata = "build_metadata.AdditionalFiles.";

    private SchemaFile(string path, byte[] bytes, string fault, bool isSchema, string space, bool isSafe)
    {
        Path = path;
        Bytes = bytes;
        Fault = fault;
        IsSchema = isSchema;
        Namespace = space;
        HasSafeReads = isSafe;
    }

    public string Path { get; }

    /// <summary>The bytes as they are in the file.</summary>
    public byte[] Bytes { get; }

    /// <summary>Why the file could not be read; empty when it could.</summary>
    public string Fault { get; }

    /// <summary>True when codecs shall be made of it; else it can only be included.</summary>
    public bool IsSchema { get; }

    /// <summary>Where its codecs go; empty when the project does not say.</summary>
    public string Namespace { get; }

    public bool HasSafeReads { get; }

    /// <summary>The file, or null when it is neither a schema nor anything that one could include.</summary>
    public static SchemaFile? Of(AdditionalText file, AnalyzerConfigOptions options, CancellationToken cancellation)
    {
        bool isSchema = IsTrue(options, "SbeSchema");
        if (!isSchema && !file.Path.EndsWith(".xml", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        byte[] bytes = Array.Empty<byte>();
        string fault = string.Empty;
        try
        {
            if (file.GetText(cancellation) is { } text)
            {
                bytes = BytesOf(text);
            }
            else
            {
                fault = "the file cannot be read";
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            fault = e.ToString();
        }

        return new SchemaFile(
            file.Path, bytes, fault, isSchema, Value(options, "SbeNamespace"), IsTrue(options, "SbeSafeReads"));
    }

    public bool Equals(SchemaFile? other) =>
        other is not null && Path == other.Path && Fault == other.Fault && IsSchema == other.IsSchema
        && Namespace == other.Namespace && HasSafeReads == other.HasSafeReads && Bytes.SequenceEqual(other.Bytes);

    public override bool Equals(object? obj) => Equals(obj as SchemaFile);

    public override int GetHashCode() => unchecked((Path.GetHashCode() * 31) + Bytes.Length);

    // The compiler reads a file that is not UTF-8 in some other encoding without a word; going back through that
    // encoding gives the bytes of the file, and the reader of schemas can refuse them.
    private static byte[] BytesOf(SourceText text)
    {
        Encoding encoding = text.Encoding ?? Encoding.UTF8;
        byte[] bytes = encoding.GetBytes(text.ToString());
        return encoding is UnicodeEncoding ? encoding.GetPreamble().Concat(bytes).ToArray() : bytes;
    }

    private static bool IsTrue(AnalyzerConfigOptions options, string name) =>
        string.Equals(Value(options, name), "true", StringComparison.OrdinalIgnoreCase);

    private static string Value(AnalyzerConfigOptions options, string name) =>
        options.TryGetValue(Metadata + name, out string? value) ? value.Trim() : string.Empty;
}
