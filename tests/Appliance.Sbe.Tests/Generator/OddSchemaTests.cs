using System;
using System.Linq;
using Appliance.Sbe.Tests.Reading;
using Microsoft.CodeAnalysis;
using Xunit.Abstractions;

namespace Appliance.Sbe.Tests.Generator;

/// <summary>
/// Shapes that venues really use, each in a small schema of our own: whatever the reader accepts becomes codecs that
/// compile without a warning.
/// </summary>
public sealed class OddSchemaTests(ITestOutputHelper output)
{
    public static TheoryData<string, string> Schemas => OddSchemas.Named;

    [Theory]
    [MemberData(nameof(Schemas))]
    public void WhatTheReaderAcceptsCompiles(string what, string schema)
    {
        output.WriteLine(what);
        GeneratorProject project = new GeneratorProject().Schema("/p/odd.xml", schema).Run();
        foreach (Diagnostic finding in project.Result.Diagnostics)
        {
            output.WriteLine(finding.ToString());
            Assert.NotEqual(DiagnosticSeverity.Error, finding.Severity);
        }

        Assert.NotEmpty(project.Hints());
        Diagnostic[] faults = Faults(project);
        foreach (SyntaxTree tree in faults.Select(f => f.Location.SourceTree!).Distinct())
        {
            output.WriteLine(tree.ToString());
        }

        Assert.Empty(faults);
    }

    [Fact]
    public void WhatTheReaderAcceptsOfChangedSchemasCompilesToo()
    {
        int seed = int.Parse(Environment.GetEnvironmentVariable("SBE_SEED") ?? Random.Shared.Next().ToString());
        int rounds = int.Parse(Environment.GetEnvironmentVariable("SBE_ROUNDS") ?? "25");
        output.WriteLine($"repeat: SBE_SEED={seed} dotnet test tests/Appliance.Sbe.Tests --filter ChangedSchemas");
        var random = new Random(seed);
        var mutator = new SchemaMutator(random);
        string[] schemas = OddSchemas.All.ToArray();
        int compiled = 0;
        for (int round = 0; round < rounds; round++)
        {
            string schema = mutator.Mutate(schemas[random.Next(schemas.Length)], random.Next(1, 4));
            GeneratorProject project = new GeneratorProject().Schema("/p/odd.xml", schema).Run();
            bool isRefused = project.Result.Diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error);
            Assert.Equal(isRefused, project.Hints().Count == 0);
            Assert.DoesNotContain(project.Result.Diagnostics, d => d.Id == "SBE099");
            Diagnostic? fault = Faults(project).FirstOrDefault();
            Assert.True(fault is null, $"round {round}: {fault}\n{schema}\n{fault?.Location.SourceTree}");
            compiled += isRefused ? 0 : 1;
        }

        output.WriteLine($"{compiled} of {rounds} compiled");
        Assert.InRange(compiled, 1, rounds);
    }

    private static Diagnostic[] Faults(GeneratorProject project) =>
        project.Output.GetDiagnostics().Where(d => d.Severity != DiagnosticSeverity.Hidden).ToArray();
}
