using System;
using System.Collections.Generic;
using System.Linq;
using Appliance.Sbe.Diagnostics;
using Appliance.Sbe.Model;
using Appliance.Sbe.Reading;

namespace Appliance.SbeGenerator;

/// <summary>
/// A schema that was read, or why not. It equals another by its input: the same bytes read again give the same.
/// </summary>
internal sealed class SchemaOutcome : IEquatable<SchemaOutcome>
{
    private SchemaOutcome(SchemaInput input, SbeSchema? schema, IReadOnlyList<SbeDiagnostic> findings)
    {
        Input = input;
        Schema = schema;
        Findings = findings;
    }

    public SchemaInput Input { get; }

    public SbeSchema? Schema { get; }

    public IReadOnlyList<SbeDiagnostic> Findings { get; }

    /// <summary>True for a file of types alone, which says nothing by itself but may be included by a schema.</summary>
    public bool HasNoRoot => Findings.Any(f => f.Code == SbeRules.WrongRoot.Code);

    public static SchemaOutcome Read(SchemaInput input)
    {
        SchemaFile file = input.Schema;
        if (file.Fault.Length > 0)
        {
            return new SchemaOutcome(input, null, new[] { Fault(file.Path, file.Fault) });
        }

        try
        {
            SbeReadResult result = SbeSchemaReader.Read(file.Path, file.Bytes, input);
            return new SchemaOutcome(input, result.Schema, result.Findings);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new SchemaOutcome(input, null, new[] { Fault(file.Path, e.ToString()) });
        }
    }

    /// <summary>A fault of ours, as a finding at the start of the file that brought it out.</summary>
    public static SbeDiagnostic Fault(string path, string text) => new SbeDiagnostic(
        SbeRules.GeneratorFault.Code,
        SbeSeverity.Error,
        new SourcePosition(path, 1, 1),
        text.Replace("\r", string.Empty).Replace('\n', ' '));

    public bool Equals(SchemaOutcome? other) => other is not null && Input.Equals(other.Input);

    public override bool Equals(object? obj) => Equals(obj as SchemaOutcome);

    public override int GetHashCode() => Input.GetHashCode();
}
