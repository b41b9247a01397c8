using System.Collections.Generic;
using System.Text.RegularExpressions;
using Appliance.Sbe.Diagnostics;

namespace Appliance.Sbe.Tests.Reading;

/// <summary>
/// A schema in which each expected finding is planted as a mark, for example {SBE014}, right before the place where
/// it must be reported. The marks are taken out, and what they say is the expectation.
/// </summary>
internal sealed partial class PlantedFault
{
    public PlantedFault(string marked)
    {
        var text = new System.Text.StringBuilder();
        int at = 0;
        foreach (Match mark in Mark().Matches(marked))
        {
            text.Append(marked, at, mark.Index - at);
            at = mark.Index + mark.Length;
            string before = text.ToString();
            int line = before.Split('\n').Length;
            int column = before.Length - before.LastIndexOf('\n');
            Expected.Add($"{mark.Groups[1].Value} {line},{column}");
        }

        Text = text.Append(marked, at, marked.Length - at).ToString();
    }

    public string Text { get; }

    public List<string> Expected { get; } = [];

    /// <summary>A finding in the form of <see cref="Expected"/>.</summary>
    public static string Show(SbeDiagnostic finding) =>
        $"{finding.Code} {finding.Position.Line},{finding.Position.Column}";

    [GeneratedRegex(@"\{(SBE\d+)\}")]
    private static partial Regex Mark();
}
