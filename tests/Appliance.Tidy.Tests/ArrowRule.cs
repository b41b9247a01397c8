using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace Appliance.Tidy.Tests;

/// <summary>
/// References point one way, as host/DESIGN.md draws them. A project of host or sim that uses anything
/// needs a line in the table: whoever adds one decides here what it may use.
/// </summary>
internal static class ArrowRule
{
    private static readonly string[] CoreLayer = ["Appliance.Core", "Appliance.Wire", "Appliance.Margin"];

    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Appliance.Core"] = [],
        ["Appliance.Wire"] = ["Appliance.Core"],
        ["Appliance.Margin"] = ["Appliance.Core"],
        ["Appliance.Margin.Control"] = ["Appliance.Core", "Appliance.Margin"],
        ["Appliance.Machine"] = CoreLayer,
        ["Appliance.Journal"] = CoreLayer,
        ["Appliance.Transport"] = [.. CoreLayer, "Aeron.Client", "Aeron.Driver"],
        ["Appliance.Devices"] = [.. CoreLayer, "Silk.NET.OpenCL"],
        ["Appliance.Telemetry"] = CoreLayer,
        ["Appliance.Pipeline"] =
        [
            .. CoreLayer, "Appliance.Machine", "Appliance.Journal", "Appliance.Transport", "Appliance.Devices",
            "Appliance.Telemetry", "Disruptor",
        ],
        ["Disruptor"] = [],
        ["Aeron.Client"] = [],
        ["Aeron.Driver"] = ["Aeron.Client"],
        ["Silk.NET.OpenCL"] = [],
        ["Appliance.Sim.Device"] = ["Appliance.Core", "Appliance.Margin"],
        // The oracle is a second author of every answer: it must not borrow the arithmetic it checks.
        ["Appliance.Sim.Oracle"] = ["Appliance.Core"],
        // What a device answered is explained by the oracle, never by a device.
        ["Appliance.Sim.Explain"] = ["Appliance.Core", "Appliance.Margin", "Appliance.Sim.Oracle"],
        ["Appliance.Sim.Exchange"] = [.. CoreLayer, "Appliance.Transport"],
    };

    // The only project that composes.
    private const string Host = "Appliance.Host";

    public static IEnumerable<string> Find(SourceTree tree) =>
        from file in tree.Files
        where file.Extension is ".csproj" or ".props" or ".targets"
        from reference in XDocument.Parse(file.Text).Descendants().Where(e => e.Name.LocalName == "ProjectReference")
        let fault = Fault(file, reference)
        where fault is not null
        select file.Finding(fault);

    private static string? Fault(SourceFile file, XElement reference)
    {
        string path = Resolve(file, (string?)reference.Attribute("Include") ?? string.Empty);
        string target = path[(path.LastIndexOf('/') + 1)..].Replace(".csproj", string.Empty, StringComparison.Ordinal);
        string from = file.Path.Split('/')[0];
        string to = path.Split('/')[0];
        if (from == "tests" || (from == "tools" && file.Extension == ".csproj"))
        {
            return null;
        }

        if (to == "tools")
        {
            return IsAnalyzer(reference) ? null : $"{target} is a tool: tests and tools use it, others as an analyzer";
        }

        if (file.Extension != ".csproj")
        {
            return $"shared settings bring {target} into every project; a project names what it uses";
        }

        if (file.Stem == Host)
        {
            return to is "host" or "sim" ? null : $"{Host} composes host and sim, not {path}";
        }

        if (!Allowed.TryGetValue(file.Stem, out string[]? allowed))
        {
            return $"{file.Stem} uses {target}, and {nameof(ArrowRule)} has no line for it";
        }

        return allowed.Contains(target) ? null : $"{file.Stem} must not use {target}: the design draws no such arrow";
    }

    private static bool IsAnalyzer(XElement reference) =>
        (string?)reference.Attribute("OutputItemType") == "Analyzer"
        && (string?)reference.Attribute("ReferenceOutputAssembly") == "false";

    // Follows .. from the project's folder; $(RepoRoot) starts at the root.
    private static string Resolve(SourceFile file, string include)
    {
        const string RepoRoot = "$(RepoRoot)";
        string path = include.Replace('\\', '/');
        path = path.StartsWith(RepoRoot, StringComparison.Ordinal) ? path[RepoRoot.Length..] : file.Folder + "/" + path;
        var parts = new List<string>();
        foreach (string part in path.Split('/'))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("." or "" or ".."))
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }
}
