using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using Appliance.Host.Views;

namespace Appliance.Host.Doctor;

/// <summary>Everything the doctor found, as a page and for machines.</summary>
internal sealed class DoctorReport(IReadOnlyList<DoctorFinding> findings)
{
    private const int LineChars = 100;

    public const int Schema = 1;

    private const int NameWidth = 28;

    public static DoctorReport Of(SystemRoot root, RuntimeFacts facts) => new(
        [.. CpuChecks.Of(root), .. MemoryChecks.Of(root), .. LimitChecks.Of(root), .. RuntimeChecks.Of(facts)]);

    public IReadOnlyList<DoctorFinding> Findings => findings;

    public int Count(DoctorVerdict verdict) => findings.Count(f => f.Verdict == verdict);

    public string Text()
    {
        StringBuilder page = new();
        int problems = Count(DoctorVerdict.Problem);
        page.Append(problems == 0 ? "GOOD" : problems == 1 ? "1 PROBLEM" : $"{problems} PROBLEMS")
            .Append($"  {Count(DoctorVerdict.Ok)} ok, {Count(DoctorVerdict.Advice)} with advice, ")
            .Append($"{Count(DoctorVerdict.Unknown)} unknown\n");
        foreach (DoctorFinding finding in findings)
        {
            string verdict = finding.Verdict switch
            {
                DoctorVerdict.Ok => "ok",
                DoctorVerdict.Unknown => "unknown",
                DoctorVerdict.Advice => "advice",
                _ => "PROBLEM",
            };
            page.Append($"  {verdict,-8} {finding.Name.PadRight(NameWidth)}{finding.Found}\n");
            if (finding.Advice.Length > 0)
            {
                AppendWrapped(page, "             do     ", finding.Advice);
                AppendWrapped(page, "             costs  ", finding.Cost);
            }
        }

        return page.ToString();
    }

    private static void AppendWrapped(StringBuilder page, string head, string text)
    {
        StringBuilder line = new(head);
        foreach (string word in text.Split(' '))
        {
            if (line.Length + word.Length > LineChars && line.Length > head.Length)
            {
                page.Append(line.ToString().TrimEnd()).Append('\n');
                line.Clear().Append(' ', head.Length);
            }

            line.Append(word).Append(' ');
        }

        page.Append(line.ToString().TrimEnd()).Append('\n');
    }

    public void WriteJson(System.IO.TextWriter output) => JsonText.Write(output, json =>
    {
        json.WriteNumber("schema", Schema);
        json.WriteNumber("problems", Count(DoctorVerdict.Problem));
        json.WriteStartArray("findings");
        foreach (DoctorFinding finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("name", finding.Name);
            json.WriteString("verdict", JsonNamingPolicy.CamelCase.ConvertName(finding.Verdict.ToString()));
            json.WriteString("found", finding.Found);
            json.WriteString("advice", finding.Advice);
            json.WriteString("cost", finding.Cost);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
