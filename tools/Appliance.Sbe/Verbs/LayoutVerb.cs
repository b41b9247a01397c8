using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using Appliance.Sbe.Layout;
using Appliance.Sbe.Model;
using Appliance.Sbe.Tool.Schemas;

namespace Appliance.Sbe.Tool.Verbs;

/// <summary>sbe layout: byte tables of some schemas as one Markdown page.</summary>
internal static class LayoutVerb
{
    public static Command Command(TextWriter output, TextWriter error)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Schemas; types that they share are listed once.",
            Arity = ArgumentArity.OneOrMore,
        };
        var target = new Option<string>("--out", "-o") { HelpName = "PAGE.md", Description = "Where to write it." };
        var title = new Option<string>("--title") { HelpName = "WORDS", Description = "The page's first heading." };
        var verb = new Command("layout", "Prints where every byte of every message lies, as a Markdown page.\n"
            + "Example: sbe layout market-data.xml risk.xml -o MESSAGES.md")
        {
            files, target, title,
        };
        verb.SetAction(given => Run(
            given.GetRequiredValue(files), given.GetValue(target), given.GetValue(title), output, error));
        return verb;
    }

    private static int Run(string[] files, string? target, string? title, TextWriter output, TextWriter error)
    {
        List<SbeSchema>? schemas = SchemaFiles.ReadAll(files, error);
        if (schemas is null)
        {
            return ExitCode.Wrong;
        }

        string page = (title is null ? string.Empty : $"# {title}\n\n") + SbeLayout.Markdown(schemas);
        if (target is null)
        {
            output.Write(page);
        }
        else
        {
            OutputFile.Write(target, page);
        }

        return ExitCode.Good;
    }
}
