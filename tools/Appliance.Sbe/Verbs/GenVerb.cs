using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using Appliance.Sbe.Diagnostics;
using Appliance.Sbe.Emitting;
using Appliance.Sbe.Model;
using Appliance.Sbe.Tool.Schemas;

namespace Appliance.Sbe.Tool.Verbs;

/// <summary>sbe gen: C# codecs of some schemas as files, the same that the source generator puts into a build.</summary>
internal static class GenVerb
{
    public static Command Command(TextWriter output, TextWriter error)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Schemas; types that they share are emitted once.",
            Arity = ArgumentArity.OneOrMore,
        };
        var folder = new Option<string>("--out", "-o")
        {
            HelpName = "DIR",
            Description = "Where the files go; those of the same name are replaced, others stay.",
            Required = true,
        };
        var space = new Option<string>("--namespace")
        {
            HelpName = "N",
            Description = "Namespace of the codecs; without it each schema's package.",
        };
        var runtime = new Option<string>("--runtime-namespace")
        {
            HelpName = "N",
            Description = "Namespace of what all codecs share; without it that of the first schema.",
        };
        var safe = new Option<bool>("--safe-reads")
        {
            Description = "Check the bounds of every read: slower, to compare with.",
        };
        var verb = new Command("gen", "Writes C# decoders and encoders of schemas.\n"
            + "Example: sbe gen market-data.xml -o Codecs --namespace Feed.Wire")
        {
            files, folder, space, runtime, safe,
        };
        verb.SetAction(given =>
        {
            List<SbeSchema>? schemas = SchemaFiles.ReadAll(given.GetRequiredValue(files), error);
            if (schemas is null)
            {
                return ExitCode.Wrong;
            }

            string? named = Namespace(given.GetValue(space), "--namespace");
            List<EmitUnit> units = [.. schemas.Select(s => new EmitUnit(s, named ?? CSharpNames.Namespace(s)))];
            EmitOptions options = new()
            {
                RuntimeNamespace =
                    Namespace(given.GetValue(runtime), "--runtime-namespace") ?? units[0].Namespace,
                SafeReads = given.GetValue(safe),
            };
            return Write(CSharpEmitter.Emit(units, options), given.GetRequiredValue(folder), output, error);
        });
        return verb;
    }

    private static int Write(EmitResult result, string folder, TextWriter output, TextWriter error)
    {
        foreach (SbeDiagnostic finding in result.Findings)
        {
            error.Write($"{finding}\n");
        }

        if (result.Findings.Any(f => f.Severity == SbeSeverity.Error))
        {
            return ExitCode.Wrong;
        }

        foreach (EmitFile file in result.Files)
        {
            // Names of schemas became identifiers on the way here; a name that leads elsewhere is a fault of ours.
            if (file.HintName != Path.GetFileName(file.HintName))
            {
                throw new InvalidOperationException($"{file.HintName} is no file name");
            }

            OutputFile.Write(Path.Combine(folder, file.HintName), file.Text);
        }

        output.Write($"{result.Files.Count} files in {folder}\n");
        return ExitCode.Good;
    }

    private static string? Namespace(string? name, string option)
    {
        bool isLegal = name is null || name.Split('.').All(part =>
            part.Length > 0 && (char.IsLetter(part[0]) || part[0] == '_')
            && part.All(c => char.IsLetterOrDigit(c) || c == '_'));
        return isLegal ? name : throw new UsageException($"{option}: \"{name}\" is no namespace");
    }
}
