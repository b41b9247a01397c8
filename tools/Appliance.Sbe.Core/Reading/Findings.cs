using System;
using System.Collections.Generic;
using System.Linq;
using Appliance.Sbe.Diagnostics;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Reading;

/// <summary>Collects what is wrong with a schema while it is read.</summary>
internal sealed class Findings
{
    private readonly List<SbeDiagnostic> list = new List<SbeDiagnostic>();
    private readonly List<string> files = new List<string>();
    private readonly HashSet<string> seen = new HashSet<string>(StringComparer.Ordinal);

    public bool HasErrors { get; private set; }

    /// <summary>Files are reported in the order in which they are first read.</summary>
    public void AddFile(string file) => files.Add(file);

    public void Add(SbeRule rule, SourcePosition position, string message)
    {
        HasErrors |= rule.Severity == SbeSeverity.Error;
        var finding = new SbeDiagnostic(rule.Code, rule.Severity, position, message);

        // A type used twice is not at fault twice.
        if (list.Count < SbeLimits.FindingsMax && seen.Add(finding.ToString()))
        {
            list.Add(finding);
        }
    }

    public IReadOnlyList<SbeDiagnostic> InOrder() =>
        list.OrderBy(f => files.IndexOf(f.Position.File)).ThenBy(f => f.Position.Line).ThenBy(f => f.Position.Column)
            .ToList();
}
