using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Appliance.Sbe.Tests.Generator;

/// <summary>What the project says: properties for all, metadata by the path of an additional file.</summary>
internal sealed class ProjectOptions : AnalyzerConfigOptionsProvider
{
    private readonly Dictionary<string, Values> byPath = [];
    private readonly Values global = new();

    public override AnalyzerConfigOptions GlobalOptions => global;

    public ProjectOptions Property(string name, string value)
    {
        global.Map["build_property." + name] = value;
        return this;
    }

    public ProjectOptions File(string path, string name, string value)
    {
        byPath.TryAdd(path, new Values());
        byPath[path].Map["build_metadata.AdditionalFiles." + name] = value;
        return this;
    }

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => global;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) =>
        byPath.GetValueOrDefault(textFile.Path, new Values());

    private sealed class Values : AnalyzerConfigOptions
    {
        public Dictionary<string, string> Map { get; } = [];

        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) =>
            Map.TryGetValue(key, out value);
    }
}
