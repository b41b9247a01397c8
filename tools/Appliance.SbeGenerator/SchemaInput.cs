using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Appliance.Sbe.Reading;

namespace Appliance.SbeGenerator;

/// <summary>
/// A schema with every file that it may include, found by looking for href in the text. Too many cost nothing, and
/// with them a schema is read again only when it or one of these changes.
/// </summary>
internal sealed class SchemaInput : ISbeFiles, IEquatable<SchemaInput>
{
    private static readonly Regex Href = new Regex("href\\s*=\\s*[\"']([^\"']*)[\"']", RegexOptions.CultureInvariant);

    private readonly EquatableArray<SchemaFile> included;

    private SchemaInput(SchemaFile schema, IEnumerable<SchemaFile> included)
    {
        Schema = schema;
        this.included = new EquatableArray<SchemaFile>(included);
    }

    public SchemaFile Schema { get; }

    /// <summary>The paths of the files that the schema may include, itself not among them.</summary>
    public IEnumerable<string> IncludedPaths => included.Items.Select(f => f.Path).Where(p => p != Schema.Path);

    public static SchemaInput Of(SchemaFile schema, EquatableArray<SchemaFile> all)
    {
        var byPath = new Dictionary<string, SchemaFile>(StringComparer.Ordinal);
        foreach (SchemaFile file in all.Items)
        {
            byPath[Normal(file.Path)] = file;
        }

        var found = new List<SchemaFile>();
        var waiting = new Queue<SchemaFile>();
        waiting.Enqueue(schema);
        while (waiting.Count > 0)
        {
            SchemaFile from = waiting.Dequeue();
            // Without its zeros, UTF-16 reads like the rest.
            string text = Encoding.UTF8.GetString(from.Bytes).Replace("\0", string.Empty);
            foreach (Match match in Href.Matches(text))
            {
                if (byPath.TryGetValue(Resolve(from.Path, match.Groups[1].Value), out SchemaFile? file)
                    && !found.Contains(file))
                {
                    found.Add(file);
                    waiting.Enqueue(file);
                }
            }
        }

        return new SchemaInput(schema, found);
    }

    public bool TryRead(string fromFile, string href, out string file, out byte[] bytes)
    {
        string path = Resolve(fromFile, href);
        SchemaFile? match = included.Items.FirstOrDefault(f => Normal(f.Path) == path);
        file = match?.Path ?? string.Empty;
        bytes = match?.Bytes ?? Array.Empty<byte>();
        return match is not null;
    }

    public bool Equals(SchemaInput? other) =>
        other is not null && Schema.Equals(other.Schema) && included.Equals(other.included);

    public override bool Equals(object? obj) => Equals(obj as SchemaInput);

    public override int GetHashCode() => unchecked((Schema.GetHashCode() * 31) + included.GetHashCode());

    // No question goes to the file system: a generator must not ask it anything.
    private static string Resolve(string fromFile, string href)
    {
        string from = fromFile.Replace('\\', '/');
        string to = href.Trim().Replace('\\', '/');
        bool isRooted = to.StartsWith("/", StringComparison.Ordinal) || to.IndexOf(':') == 1;
        return Normal(isRooted ? to : from.Substring(0, from.LastIndexOf('/') + 1) + to);
    }

    private static string Normal(string path)
    {
        var parts = new List<string>();
        foreach (string part in path.Replace('\\', '/').Split('/'))
        {
            if (part == ".." && parts.Count > 0 && parts[parts.Count - 1] is not ("" or ".."))
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != "." && (part.Length > 0 || parts.Count == 0))
            {
                parts.Add(part);
            }
        }

        return string.Join("/", parts);
    }
}
