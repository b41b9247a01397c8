using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Appliance.Sbe.Diagnostics;
using Appliance.Sbe.Emitting;

namespace Appliance.SbeGenerator;

/// <summary>What all schemas of a project come to: source files and findings.</summary>
internal sealed class Generation : IEquatable<Generation>
{
    private Generation(IEnumerable<CodeFile> files, IEnumerable<SbeDiagnostic> findings)
    {
        Files = new EquatableArray<CodeFile>(files);
        Findings = new EquatableArray<SchemaFinding>(findings.Select(f => new SchemaFinding(f)).Distinct());
    }

    public EquatableArray<CodeFile> Files { get; }

    public EquatableArray<SchemaFinding> Findings { get; }

    public static Generation Of(ImmutableArray<SchemaOutcome> outcomes, string runtimeNamespace)
    {
        var findings = new List<SbeDiagnostic>();
        var files = new List<CodeFile>();
        var included = new HashSet<string>(outcomes.SelectMany(o => o.Input.IncludedPaths), StringComparer.Ordinal);

        // A pattern of file names takes the included files along; they are no schemas, and nobody meant them to be.
        List<SchemaOutcome> schemas = outcomes
            .Where(o => !(o.HasNoRoot && included.Contains(o.Input.Schema.Path)))
            .OrderBy(o => o.Input.Schema.Path, StringComparer.Ordinal).ToList();
        findings.AddRange(schemas.SelectMany(s => s.Findings));
        List<SchemaOutcome> good = schemas.FindAll(s => s.Schema is not null);
        bool isMixed = good.Exists(s => s.Input.Schema.HasSafeReads) && good.Exists(s => !s.Input.Schema.HasSafeReads);
        foreach (IGrouping<bool, SchemaOutcome> group in good.GroupBy(s => s.Input.Schema.HasSafeReads))
        {
            // Both kinds of reads in one project have support types of one name, so one kind lives apart.
            string runtime = group.Key && isMixed ? runtimeNamespace + ".Safe" : runtimeNamespace;
            var options = new EmitOptions { RuntimeNamespace = runtime, SafeReads = group.Key };
            Emit(group.ToList(), options, files, findings);
        }

        return new Generation(files, findings);
    }

    public bool Equals(Generation? other) =>
        other is not null && Files.Equals(other.Files) && Findings.Equals(other.Findings);

    public override bool Equals(object? obj) => Equals(obj as Generation);

    public override int GetHashCode() => unchecked((Files.GetHashCode() * 31) + Findings.GetHashCode());

    private static void Emit(
        List<SchemaOutcome> schemas, EmitOptions options, List<CodeFile> files, List<SbeDiagnostic> findings)
    {
        try
        {
            EmitResult result = CSharpEmitter.Emit(schemas.ConvertAll(Unit), options);
            findings.AddRange(result.Findings);
            files.AddRange(result.Files.Select(f => new CodeFile(f.HintName, f.Text)));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            findings.Add(SchemaOutcome.Fault(schemas[0].Input.Schema.Path, e.ToString()));
        }
    }

    private static EmitUnit Unit(SchemaOutcome outcome)
    {
        string space = outcome.Input.Schema.Namespace;
        space = space.Length > 0 ? Namespaces.Legal(space) : CSharpNames.Namespace(outcome.Schema!);
        return new EmitUnit(outcome.Schema!, space);
    }
}
