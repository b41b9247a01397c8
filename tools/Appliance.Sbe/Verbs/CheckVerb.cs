using System.CommandLine;
using System.IO;
using Appliance.Sbe.Diagnostics;
using Appliance.Sbe.Reading;
using Appliance.Sbe.Tool.Schemas;

namespace Appliance.Sbe.Tool.Verbs;

/// <summary>sbe check: every finding in some schemas, as compilers print them.</summary>
internal static class CheckVerb
{
    public static Command Command(TextWriter output, TextWriter error)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "A schema; files that it includes lie in its folder.",
            Arity = ArgumentArity.OneOrMore,
        };
        var strict = new Option<bool>("--strict") { Description = "Warnings are wrong as well." };
        var verb = new Command("check", "Reads schemas and prints every finding with file, line and column.\n"
            + "Example: sbe check --strict market-data.xml")
        {
            files, strict,
        };
        verb.SetAction(given => Run(given.GetRequiredValue(files), given.GetValue(strict), output, error));
        return verb;
    }

    private static int Run(string[] files, bool isStrict, TextWriter output, TextWriter error)
    {
        int errors = 0;
        int warnings = 0;
        foreach (string file in files)
        {
            SbeReadResult result = SchemaFiles.Read(file);
            foreach (SbeDiagnostic finding in result.Findings)
            {
                output.Write($"{finding}\n");
                errors += finding.Severity == SbeSeverity.Error ? 1 : 0;
                warnings += finding.Severity == SbeSeverity.Warning ? 1 : 0;
            }

            if (result.Schema is { } schema)
            {
                string version = $"schema {schema.Id} version {schema.Version}";
                output.Write($"{file}: {version}, {schema.Messages.Count} messages, {schema.Types.Count} types\n");
            }
        }

        bool isWrong = errors > 0 || (isStrict && warnings > 0);
        (isWrong ? error : output).Write($"{errors} errors, {warnings} warnings\n");
        return isWrong ? ExitCode.Wrong : ExitCode.Good;
    }
}
