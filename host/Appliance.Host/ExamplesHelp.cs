using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.IO;
using System.Linq;
using Appliance.Host.Risk;

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
        ("import", "appliance risk import span house.spn.gz --out model.json",
            "read a clearing house's file, print what it holds, keep instruments and arrays"),
        ("import", "appliance risk import span house.spn.gz --list XU030", "contract ids of one combined commodity"),
        ("margin", "appliance risk margin --portfolio p.json --span house.spn.gz", "margin, term by term"),
        ("margin", "appliance risk margin --portfolio p.json --model model.json --json", "the same for a script"),
        ("arrays", "appliance risk arrays --compare house.spn.gz",
            "recompute its arrays; exit code 1 beyond the bounds"),
        ("explain", "appliance risk explain 4711 --seed 7", "every number behind the group's last accepted order"),
        ("explain", "appliance risk explain 4711 --decision 3 --json --snapshot arrays.json",
            "its third one, for a script, with the arrays to recompute it from"),
        ("stat", "appliance stat --watch 1", "what the only running appliance does, each second"),
        ("stat", "appliance stat --pid 4711 --json", "one page of process 4711 for a script"),
        ("stat", "appliance stat --file /dev/shm/gate.counters --prometheus", "every value, for a scraper"),
        ("doctor", "appliance doctor", "what is wrong with this machine for low latency; exit code 1 on a problem"),
        ("version", "appliance version", "build, runtime and processor"),
    ];

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        int code = usual.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        Command asked = parseResult.CommandResult.Command;
        output.Write("Examples:\n");
        foreach ((string of, string command, string meaning) in Examples)
        {
            if (IsAbout(asked, of))
            {
                output.Write($"  {command}\n      {meaning}\n");
            }
        }

        if (IsAbout(asked, "margin") && asked is not RootCommand)
        {
            output.Write(PortfolioFile.Help);
        }

        output.Write("\nExit codes: 0 good, 1 wrong answer, 2 inconclusive, 64 bad arguments, 70 failed check\n");
        return code;
    }

    // The verb asked about, one above it or one below it.
    private static bool IsAbout(Command asked, string verb)
    {
        for (Symbol? symbol = asked; symbol is not null; symbol = symbol.Parents.FirstOrDefault())
        {
            if (symbol.Name == verb && symbol is not RootCommand)
            {
                return true;
            }
        }

        return Holds(asked, verb);
    }

    private static bool Holds(Command command, string verb) =>
        command.Subcommands.Any(below => below.Name == verb || Holds(below, verb));
}
