using System;
using Appliance.Sbe.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Appliance.SbeGenerator;

/// <summary>A finding as the compiler shows it: at its line and column of the additional file.</summary>
internal readonly struct SchemaFinding : IEquatable<SchemaFinding>
{
    private readonly string code;
    private readonly bool isError;
    private readonly string message;
    private readonly string file;
    private readonly int line;
    private readonly int column;

    public SchemaFinding(SbeDiagnostic finding)
    {
        code = finding.Code;
        isError = finding.Severity == SbeSeverity.Error;
        message = finding.Message;
        file = finding.Position.File;
        line = finding.Position.Line;
        column = finding.Position.Column;
    }

    public Diagnostic ToDiagnostic()
    {
        // Lint is about somebody else's schema as a rule, who cannot be made to change it: shown, and no noise in a
        // build. A project that owns its schemas raises the codes it wants.
        DiagnosticSeverity severity = isError ? DiagnosticSeverity.Error : DiagnosticSeverity.Info;
        var descriptor = new DiagnosticDescriptor(code, "SBE schema", "{0}", "Sbe", severity, isEnabledByDefault: true);

        // The compiler counts lines and columns from 0.
        var place = new LinePosition(Math.Max(0, line - 1), Math.Max(0, column - 1));
        Location location = Location.Create(file, default, new LinePositionSpan(place, place));
        return Diagnostic.Create(descriptor, location, message);
    }

    public bool Equals(SchemaFinding other) =>
        code == other.code && isError == other.isError && message == other.message && file == other.file
        && line == other.line && column == other.column;

    public override bool Equals(object? obj) => obj is SchemaFinding other && Equals(other);

    public override int GetHashCode() => unchecked((message.GetHashCode() * 31) + (line * 1009) + column);
}
