using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.IO;

namespace Appliance.Host;

/// <summary>The usual help, then commands to copy: those of the verb asked about, or of all.</summary>
internal sealed class ExamplesHelp(HelpAction usual) : SynchronousCommandLineAction
{
    /// <summary>Verb, command line, what it does.</summary>
    public static readonly IReadOnlyList<(string Verb, string Command, string Meaning)> Examples =
    [
        ("run", "appliance run --scenario crash-2021-05-19 --seed 7", "play a crash, print what happened"),
        ("run", "appliance run --scenario crash-2021-05-19 --accounts 1000 --bars 60 --record run.cap",
            "a short run, its input kept"),
        ("run", "appliance run --capture run.cap --expect-hash 3b2f...", "replay it; exit code 1 on another state"),
        ("run", "APPLIANCE_TOPOLOGY=fused appliance run --rate 50000 --json", "slower, on one thread, for a script"),
        ("check", "appliance check --config venue.jsonc", "list every fault, or every value with its origin"),
        ("check", "appliance check --capture run.cap", "verify the checksums of a recording"),
        ("version", "appliance version", "build, runtime and processor"),
    ];

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        int code = usual.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        string verb = parseResult.CommandResult.Command.Name;
        bool isRoot = parseResult.CommandResult.Command is RootCommand;
        output.Write("Examples:\n");
        foreach ((string of, string command, string meaning) in Examples)
        {
            if (isRoot || of == verb)
            {
                output.Write($"  {command}\n      {meaning}\n");
            }
        }

        output.Write("\nExit codes: 0 good, 1 wrong answer, 2 inconclusive, 64 bad arguments, 70 failed check\n");
        return code;
    }
}
