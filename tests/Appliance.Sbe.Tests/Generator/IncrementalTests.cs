extern alias generator;

using System.Collections.Generic;
using System.Linq;
using generator::Appliance.SbeGenerator;
using Microsoft.CodeAnalysis;

namespace Appliance.Sbe.Tests.Generator;

/// <summary>What runs again after an edit, and what does not.</summary>
public sealed class IncrementalTests
{
    private static readonly string[] Steps =
    [
        SbeSourceGenerator.FileStep, SbeSourceGenerator.InputStep, SbeSourceGenerator.ReadStep,
        SbeSourceGenerator.CodeStep,
    ];

    private static string Schema(string package, string messages) =>
        $"""
        <messageSchema package="{package}" id="1" version="0"><include href="common.xml"/>{messages}</messageSchema>
        """;

    private static string Message(string name) =>
        $"""<message name="{name}" id="1"><field name="qty" id="1" type="uint32"/></message>""";

    private static GeneratorProject TwoSchemas() => new GeneratorProject()
        .Schema("/p/a.xml", Schema("alpha", Message("Trade")))
        .Schema("/p/b.xml", SchemaSource.Schema(string.Empty, Message("Quote")), "Beta")
        .File("/p/common.xml", $"<types>{SchemaSource.Common}</types>")
        .Run();

    [Fact]
    public void EditingCodeGeneratesNothing()
    {
        GeneratorProject project = TwoSchemas();
        Assert.Empty(project.Findings());
        Assert.NotEmpty(project.Hints());
        List<string> before = project.Result.GeneratedTrees.Select(t => t.ToString()).ToList();
        project.AddCode("class B;").Run();
        foreach (string step in Steps)
        {
            Assert.All(project.Reasons(step), r => Assert.Equal(IncrementalStepRunReason.Cached, r));
        }

        Assert.All(Outputs(project), r => Assert.Equal(IncrementalStepRunReason.Cached, r));
        Assert.Equal(before, project.Result.GeneratedTrees.Select(t => t.ToString()));
    }

    [Fact]
    public void AFileWrittenAgainWithTheSameTextGeneratesNothing()
    {
        GeneratorProject project = TwoSchemas();
        project.Schema("/p/a.xml", Schema("alpha", Message("Trade"))).Run();
        Assert.DoesNotContain(IncrementalStepRunReason.Modified, Steps.SelectMany(project.Reasons));
        Assert.DoesNotContain(IncrementalStepRunReason.Modified, Outputs(project));
        Assert.DoesNotContain(IncrementalStepRunReason.New, Outputs(project));
    }

    [Fact]
    public void EditingOneSchemaReadsOnlyThatOneAndKeepsTheFilesOfTheOther()
    {
        GeneratorProject project = TwoSchemas();
        project.Schema("/p/a.xml", Schema("alpha", Message("Trade").Replace("uint32", "uint64"))).Run();
        List<IncrementalStepRunReason> read = project.Reasons(SbeSourceGenerator.ReadStep);
        Assert.Single(read, IncrementalStepRunReason.Modified);
        Assert.Single(read, IncrementalStepRunReason.Cached);
        Assert.Contains(IncrementalStepRunReason.Modified, Outputs(project));
        Assert.Contains(IncrementalStepRunReason.Cached, Outputs(project));
    }

    [Fact]
    public void EditingAnIncludedFileReadsTheSchemasThatIncludeItAndNoOthers()
    {
        GeneratorProject project = TwoSchemas();
        string longer = SchemaSource.Common + "<type name='New' primitiveType='int8'/>";
        project.File("/p/common.xml", $"<types>{longer}</types>").Run();
        List<IncrementalStepRunReason> read = project.Reasons(SbeSourceGenerator.ReadStep);
        Assert.Single(read, IncrementalStepRunReason.Modified);
        Assert.Single(read, r => r is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged);
    }

    private static IEnumerable<IncrementalStepRunReason> Outputs(GeneratorProject project) =>
        project.Result.Results[0].TrackedOutputSteps.SelectMany(s => s.Value).SelectMany(s => s.Outputs)
            .Select(o => o.Reason);
}
