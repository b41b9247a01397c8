using System.Collections.Generic;
using Appliance.Sbe.Diagnostics;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Reading;

/// <summary>A schema, or null when any finding is an error; and all findings in the order of the files.</summary>
public sealed class SbeReadResult
{
    public SbeReadResult(SbeSchema? schema, IReadOnlyList<SbeDiagnostic> findings)
    {
        Schema = schema;
        Findings = findings;
    }

    public SbeSchema? Schema { get; }

    public IReadOnlyList<SbeDiagnostic> Findings { get; }
}
