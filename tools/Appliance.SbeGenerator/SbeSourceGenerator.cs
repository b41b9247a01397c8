using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Appliance.SbeGenerator;

/// <summary>
/// Makes codecs of the additional files that say SbeSchema="true". Every step hands on values that compare by
/// content, so editing code generates nothing, and editing one schema reads only that schema. Nothing is dropped in
/// silence: what is wrong with a schema, and what goes wrong in here, is an error of the build.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class SbeSourceGenerator : IIncrementalGenerator
{
    /// <summary>Names of the steps, under which tests find out what ran again.</summary>
    public const string FileStep = "SbeFile", InputStep = "SbeInput", ReadStep = "SbeRead", CodeStep = "SbeCode";

    private const string RuntimeNamespace = "build_property.SbeRuntimeNamespace";
    private const string RootNamespace = "build_property.RootNamespace";
    private static readonly Encoding PlainUtf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<SchemaFile> files = context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select((pair, cancellation) => SchemaFile.Of(pair.Left, pair.Right.GetOptions(pair.Left), cancellation))
            .Where(file => file is not null)
            .Select((file, _) => file!)
            .WithTrackingName(FileStep);
        IncrementalValueProvider<EquatableArray<SchemaFile>> all =
            files.Collect().Select((list, _) => new EquatableArray<SchemaFile>(list));
        IncrementalValuesProvider<SchemaOutcome> outcomes = files
            .Where(file => file.IsSchema)
            .Combine(all)
            .Select((pair, _) => SchemaInput.Of(pair.Left, pair.Right))
            .WithTrackingName(InputStep)
            .Select((input, _) => SchemaOutcome.Read(input))
            .WithTrackingName(ReadStep);
        IncrementalValueProvider<string> runtime =
            context.AnalyzerConfigOptionsProvider.Select((options, _) => RuntimeOf(options.GlobalOptions));
        IncrementalValueProvider<Generation> code = outcomes.Collect()
            .Combine(runtime)
            .Select((pair, _) => Generation.Of(pair.Left, pair.Right))
            .WithTrackingName(CodeStep);
        context.RegisterSourceOutput(code.Select((made, _) => made.Findings), Report);
        context.RegisterSourceOutput(code.SelectMany((made, _) => made.Files.Items), Add);
    }

    private static string RuntimeOf(AnalyzerConfigOptions options)
    {
        foreach (string key in new[] { RuntimeNamespace, RootNamespace })
        {
            if (options.TryGetValue(key, out string? value) && value.Trim().Length > 0)
            {
                return Namespaces.Legal(value.Trim());
            }
        }

        return "Sbe";
    }

    private static void Report(SourceProductionContext context, EquatableArray<SchemaFinding> findings)
    {
        foreach (SchemaFinding finding in findings.Items)
        {
            context.ReportDiagnostic(finding.ToDiagnostic());
        }
    }

    private static void Add(SourceProductionContext context, CodeFile file) =>
        context.AddSource(file.HintName, SourceText.From(file.Text, PlainUtf8));
}
