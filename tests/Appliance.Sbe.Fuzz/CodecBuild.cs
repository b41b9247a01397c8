using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Appliance.Sbe.Emitting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Appliance.Sbe.Fuzz;

/// <summary>Emits codecs and compiles them, with what walks them, into one assembly.</summary>
internal static class CodecBuild
{
    private static readonly CSharpParseOptions Parse = new(LanguageVersion.Preview);

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal))
            .Append(typeof(Digest).Assembly.Location)
            .Select(p => MetadataReference.CreateFromFile(p)),
    ];

    /// <summary>The emitted files of all units; a finding is an error of ours and throws.</summary>
    public static IReadOnlyList<EmitFile> Emit(IReadOnlyList<FuzzUnit> units, bool isSafe)
    {
        EmitResult result = CSharpEmitter.Emit(
            [.. units.Select(u => new EmitUnit(u.Schema, u.Namespace))],
            new EmitOptions { RuntimeNamespace = FuzzUnit.Runtime, SafeReads = isSafe });
        return result.Files.Count > 0
            ? result.Files
            : throw new InvalidOperationException(string.Join('\n', result.Findings));
    }

    /// <summary>The sources that walk the units.</summary>
    public static IEnumerable<string> Walkers(IReadOnlyList<FuzzUnit> units) =>
        units.Select(u => WalkSource.Write(u.Schema, u.Namespace, FuzzUnit.Runtime));

    /// <summary>The image of an assembly; what does not compile throws with the compiler's words.</summary>
    public static byte[] Compile(string name, IEnumerable<string> sources)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            name,
            sources.Select(s => CSharpSyntaxTree.ParseText(s, Parse)),
            References,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                checkOverflow: true,
                optimizationLevel: OptimizationLevel.Release,
                nullableContextOptions: NullableContextOptions.Enable));
        using var image = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(image);
        if (!result.Success)
        {
            IEnumerable<Diagnostic> errors = result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error);
            throw new InvalidOperationException(string.Join('\n', errors.Take(10)));
        }

        return image.ToArray();
    }

    public static byte[] Compile(string name, IReadOnlyList<FuzzUnit> units, IEnumerable<EmitFile> files) =>
        Compile(name, files.Select(f => f.Text).Concat(Walkers(units)));
}
