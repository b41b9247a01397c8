using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Appliance.Analyzers.Tests;

/// <summary>Compiles a few lines with the analyzer, as a project of the decided path or as any other.</summary>
internal static class Snippet
{
    private static readonly MetadataReference[] Platform =
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)).ToArray<MetadataReference>();

    private static readonly CSharpCompilationOptions CompilationOptions =
        new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true);

    public static CSharpCompilation Compile(string source)
    {
        var parse = new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.Diagnose);
        SyntaxTree tree = CSharpSyntaxTree.ParseText(source, parse, "Snippet.cs");
        CSharpCompilation compilation = CSharpCompilation.Create("Snippet", [tree], Platform, CompilationOptions);
        Assert.Equal([], compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        return compilation;
    }

    /// <summary>The text under each report, in source order.</summary>
    public static async Task<string[]> Reports(string source, string? decidedPath = "true")
    {
        CSharpCompilation compilation = Compile(source);
        var options = new AnalyzerOptions([], new Options(decidedPath));
        ImmutableArray<Diagnostic> found = await compilation
            .WithAnalyzers([new IntegersOnlyAnalyzer()], options)
            .GetAnalyzerDiagnosticsAsync(CancellationToken.None);
        Assert.All(found, d => Assert.Equal(IntegersOnlyAnalyzer.Id, d.Id));
        Assert.All(found, d => Assert.Equal(DiagnosticSeverity.Error, d.Severity));
        return found.OrderBy(d => d.Location.SourceSpan.Start)
            .Select(d => d.Location.SourceTree!.GetText().ToString(d.Location.SourceSpan))
            .ToArray();
    }

    private sealed class Options(string? decidedPath) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(decidedPath);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Values(string? decidedPath) : AnalyzerConfigOptions
    {
        public override IEnumerable<string> Keys =>
            decidedPath is null ? [] : ["build_property.DecidedPath"];

        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key == "build_property.DecidedPath" ? decidedPath : null;
            return value is not null;
        }
    }
}
