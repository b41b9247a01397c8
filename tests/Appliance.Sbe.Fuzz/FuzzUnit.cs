using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Appliance.Core;
using Appliance.Sbe.Diagnostics;
using Appliance.Sbe.Model;
using Appliance.Sbe.Reading;

namespace Appliance.Sbe.Fuzz;

/// <summary>One schema under test and the namespace of its codecs.</summary>
internal sealed record FuzzUnit(string Name, SbeSchema Schema, string Namespace)
{
    /// <summary>Where the support types of all units go.</summary>
    public const string Runtime = "Fuzzed";

    private const string EveryConstruct = "everything.xml";

    private static readonly string[] OwnWords = ["book.xml", "order.xml", "vehicle-v1.xml"];

    /// <summary>Every construct, in both byte orders.</summary>
    public static IReadOnlyList<FuzzUnit> Everything(string root)
    {
        string path = Path.Combine(Vectors(root), EveryConstruct);
        string text = File.ReadAllText(path);
        string twin = text.Replace("\"littleEndian\"", "\"bigEndian\"", System.StringComparison.Ordinal);
        Check.That(twin != text);
        return [Read(path, text, 0), Read(path.Replace(".xml", "-big.xml", System.StringComparison.Ordinal), twin, 1)];
    }

    /// <summary>Those, the appliance's own schemas and the test schemas in the layout of public ones.</summary>
    public static IReadOnlyList<FuzzUnit> All(string root)
    {
        string own = Path.Combine(root, "host", "Appliance.Wire", "schemas");
        IEnumerable<string> files = Directory.GetFiles(own, "*.xml").Order(System.StringComparer.Ordinal)
            .Where(f => !f.EndsWith("common-types.xml", System.StringComparison.Ordinal))
            .Concat(OwnWords.Select(n => Path.Combine(Vectors(root), n)));
        IReadOnlyList<FuzzUnit> first = Everything(root);
        return [.. first, .. files.Select((f, i) => Read(f, File.ReadAllText(f), first.Count + i))];
    }

    private static string Vectors(string root) => Path.Combine(root, "tests", "vectors", "sbe");

    private static FuzzUnit Read(string path, string text, int number)
    {
        SbeReadResult result = SbeSchemaReader.Read(path, Encoding.UTF8.GetBytes(text), new FolderFiles());
        if (result.Schema is null)
        {
            string errors = string.Join('\n', result.Findings.Where(f => f.Severity == SbeSeverity.Error).Take(5));
            throw new InvalidDataException(errors);
        }

        string space = "Unit" + number.ToString(CultureInfo.InvariantCulture);
        return new FuzzUnit(Path.GetFileNameWithoutExtension(path), result.Schema, space);
    }

    private sealed class FolderFiles : ISbeFiles
    {
        public bool TryRead(string fromFile, string href, out string file, out byte[] bytes)
        {
            file = Path.Combine(Path.GetDirectoryName(fromFile)!, href);
            bytes = File.Exists(file) ? File.ReadAllBytes(file) : [];
            return File.Exists(file);
        }
    }
}
