using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using Appliance.Sbe.Emitting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Appliance.Sbe.Tests.Emitting;

/// <summary>
/// Emitted code as a consumer compiles it: C# of the newest version, checked arithmetic, no warning at all.
/// </summary>
internal static class CodecAssembly
{
    private static readonly CSharpParseOptions Parse = new(LanguageVersion.Preview, DocumentationMode.Diagnose);

    private static readonly MetadataReference[] Platform =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal))
            .Select(p => MetadataReference.CreateFromFile(p)),
    ];

    /// <summary>What the compiler says of the files; empty where it has nothing to say.</summary>
    public static IReadOnlyList<string> Complaints(IEnumerable<EmitFile> files) =>
        [.. Findings(Compile(files, []))];

    /// <summary>The compiled files and further sources, loaded.</summary>
    public static Assembly Load(IEnumerable<EmitFile> files, params string[] sources)
    {
        CSharpCompilation compilation = Compile(files, sources);
        using var image = new MemoryStream();
        bool isBuilt = compilation.Emit(image).Success;
        Assert.True(isBuilt, string.Join('\n', Findings(compilation).Take(20)));
        return Assembly.Load(image.ToArray());
    }

    private static CSharpCompilation Compile(IEnumerable<EmitFile> files, string[] sources) =>
        CSharpCompilation.Create(
            "codecs",
            files.Select(f => CSharpSyntaxTree.ParseText(f.Text, Parse, f.HintName))
                .Concat(sources.Select((s, i) => CSharpSyntaxTree.ParseText(s, Parse, $"source{i}.cs"))),
            Platform,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                checkOverflow: true,
                optimizationLevel: OptimizationLevel.Release,
                nullableContextOptions: NullableContextOptions.Enable,
                generalDiagnosticOption: ReportDiagnostic.Error,
                warningLevel: 9));

    private static IEnumerable<string> Findings(CSharpCompilation compilation) =>
        compilation.GetDiagnostics().Where(d => d.Severity != DiagnosticSeverity.Hidden).Select(d => d.ToString());
}
