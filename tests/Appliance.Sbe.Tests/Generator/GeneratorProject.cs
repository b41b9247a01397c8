extern alias generator;

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using generator::Appliance.SbeGenerator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Appliance.Sbe.Tests.Generator;

/// <summary>A project in memory that the generator runs on, again and again as in an editor.</summary>
internal sealed class GeneratorProject
{
    private readonly Dictionary<string, SchemaText> texts = [];
    private readonly ProjectOptions options = new ProjectOptions().Property("RootNamespace", "Host");
    private GeneratorDriver? driver;
    private CSharpCompilation compilation = CSharpCompilation.Create(
        "Host",
        [CSharpSyntaxTree.ParseText("class A;")],
        References(),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, checkOverflow: true));

    public GeneratorDriverRunResult Result => driver!.GetRunResult();

    /// <summary>The compilation with what was generated.</summary>
    public Compilation Output { get; private set; } = null!;

    public GeneratorProject Schema(
        string path, string? text, string space = "", bool isSafe = false, Encoding? encoding = null)
    {
        options.File(path, "SbeSchema", "true").File(path, "SbeNamespace", space);
        options.File(path, "SbeSafeReads", isSafe ? "true" : "false");
        return File(path, text, encoding);
    }

    public GeneratorProject File(string path, string? text, Encoding? encoding = null)
    {
        var file = new SchemaText(path, text, encoding);
        if (driver is not null)
        {
            driver = texts.TryGetValue(path, out SchemaText? old)
                ? driver.ReplaceAdditionalText(old, file)
                : driver.AddAdditionalTexts([file]);
        }

        texts[path] = file;
        return this;
    }

    public GeneratorProject Property(string name, string value)
    {
        options.Property(name, value);
        return this;
    }

    public GeneratorProject AddCode(string text)
    {
        compilation = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(text));
        return this;
    }

    public GeneratorProject Run()
    {
        driver ??= CSharpGeneratorDriver.Create(
            [new SbeSourceGenerator().AsSourceGenerator()],
            texts.Values,
            (CSharpParseOptions)compilation.SyntaxTrees[0].Options,
            options,
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        Output = output;
        return this;
    }

    /// <summary>Findings as code, file, line and column, counted from 1.</summary>
    public List<string> Findings() => Result.Diagnostics
        .Select(d => (d.Id, d.Location.GetLineSpan()))
        .Select(d => (d.Id, d.Item2.Path, d.Item2.StartLinePosition))
        .Select(d => $"{d.Id} {d.Path}({d.StartLinePosition.Line + 1},{d.StartLinePosition.Character + 1})")
        .ToList();

    /// <summary>Why the values of a step were given in the last run, in their order.</summary>
    public List<IncrementalStepRunReason> Reasons(string step) =>
        Result.Results[0].TrackedSteps[step].SelectMany(s => s.Outputs).Select(o => o.Reason).ToList();

    public List<string> Hints() => Result.Results[0].GeneratedSources.Select(s => s.HintName).ToList();

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal))
            .Select(p => MetadataReference.CreateFromFile(p));
}
