using Appliance.Sbe.Model;

namespace Appliance.Sbe.Diagnostics;

/// <summary>One finding in a schema.</summary>
public sealed class SbeDiagnostic
{
    public SbeDiagnostic(string code, SbeSeverity severity, SourcePosition position, string message)
    {
        Code = code;
        Severity = severity;
        Position = position;
        Message = message;
    }

    /// <summary>SBE001 and so on; tools/Appliance.Sbe/DIAGNOSTICS.md lists them all.</summary>
    public string Code { get; }

    public SbeSeverity Severity { get; }

    public SourcePosition Position { get; }

    public string Message { get; }

    /// <summary>As compilers print it: file(line,column): error SBE001: message.</summary>
    public override string ToString() =>
        Position + ": " + (Severity == SbeSeverity.Error ? "error " : "warning ") + Code + ": " + Message;
}
