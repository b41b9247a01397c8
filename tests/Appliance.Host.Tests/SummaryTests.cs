using System;
using System.IO;
using System.Text.Json;
using Appliance.Host.Running;
using Appliance.Host.Views;
using Spectre.Console;

namespace Appliance.Host.Tests;

public sealed class SummaryTests
{
    [Fact]
    public void Plain_text_is_as_golden() =>
        Golden.Verify("summary-plain.txt", Text(SampleReport.Good(), SummaryForm.Plain));

    [Fact]
    public void Plain_text_of_a_wrong_run_is_as_golden() =>
        Golden.Verify("summary-plain-wrong.txt", Text(SampleReport.Bad(), SummaryForm.Plain));

    [Fact]
    public void Machine_output_is_as_golden() =>
        Golden.Verify("summary-json.txt", Text(SampleReport.Good(), SummaryForm.Json));

    [Fact]
    public void Tables_are_as_golden() => Golden.Verify("summary-tables.txt", Tables(SampleReport.Good()));

    [Fact]
    public void Machine_output_holds_whole_numbers_only()
    {
        using JsonDocument document = JsonDocument.Parse(Text(SampleReport.Bad(), SummaryForm.Json));
        AssertWhole(document.RootElement);
        JsonElement conservation = document.RootElement.GetProperty("conservation");
        Assert.Equal(1, conservation.GetProperty("differenceMicro").GetInt32());
        Assert.False(conservation.GetProperty("isBalanced").GetBoolean());
    }

    [Fact]
    public void Markup_in_names_is_shown_and_not_obeyed()
    {
        RunReport report = SampleReport.Good() with { Events = [new("[red]x[/]", 1)], Findings = ["[bold"] };
        Assert.Contains("[red]x[/]", Tables(report), StringComparison.Ordinal);
    }

    internal static string Text(RunReport report, SummaryForm form)
    {
        using StringWriter output = new();
        SummaryView.Write(report, form, output);
        return output.ToString();
    }

    private static string Tables(RunReport report)
    {
        using StringWriter output = new() { NewLine = "\n" };
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = 100;
        console.Profile.Capabilities.Unicode = true;
        SpectreSummary.Write(report, console);
        return output.ToString();
    }

    private static void AssertWhole(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty member in element.EnumerateObject())
                {
                    AssertWhole(member.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in element.EnumerateArray())
                {
                    AssertWhole(item);
                }

                break;
            case JsonValueKind.Number:
                Assert.True(element.TryGetInt64(out _), element.GetRawText());
                break;
            default:
                break;
        }
    }
}
