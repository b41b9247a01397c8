using System.Collections.Generic;
using Appliance.Sbe.Diagnostics;

namespace Appliance.Sbe.Emitting;

/// <summary>The files, in the same order for the same input; none when any finding is an error.</summary>
public sealed class EmitResult
{
    public EmitResult(IReadOnlyList<EmitFile> files, IReadOnlyList<SbeDiagnostic> findings)
    {
        Files = files;
        Findings = findings;
    }

    public IReadOnlyList<EmitFile> Files { get; }

    public IReadOnlyList<SbeDiagnostic> Findings { get; }
}
