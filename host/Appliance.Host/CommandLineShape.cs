using System;
using System.CommandLine;
using System.CommandLine.Help;

namespace Appliance.Host;

/// <summary>
/// Verbs and options. Values of options that stand for a configuration key stay text here: the configuration judges
/// them, so that a bad flag is listed together with all other faults.
/// </summary>
internal sealed class CommandLineShape
{
    public Option<string> Scenario { get; } = Text("--scenario", "NAME", "scenario to play");

    public Option<string> Capture { get; } = Text("--capture", "FILE", "frames to replay instead of a scenario");

    public Option<string> Record { get; } = Text("--record", "FILE", "keep the frames that came in");

    public Option<string> Seed { get; } = Text("--seed", "N", "seed of the simulated traders");

    public Option<string> Topology { get; } = Text("--topology", "KIND", "fused, staged or auto");

    public Option<string> Rate { get; } = Text("--rate", "N", "orders offered a second, open loop; 0 is unpaced");

    public Option<string> Accounts { get; } = Text("--accounts", "N", "accounts that take part");

    public Option<string> Bars { get; } = Text("--bars", "N", "bars of the scenario to play; 0 plays all");

    public Option<string> ExpectHash { get; } = Text("--expect-hash", "H", "state hash the run must end with");

    public Option<string> Config { get; } = Text("--config", "FILE", "configuration that differs from the default");

    public Option<bool> Json { get; } = new("--json") { Description = "machine output on stdout, nothing else" };

    public Option<bool> Plain { get; } = new("--plain") { Description = "plain text even on a terminal" };

    public RootCommand Build(
        Func<ParseResult, int> run,
        Func<ParseResult, int> check,
        Func<ParseResult, int> version,
        params ReadOnlySpan<Command> others)
    {
        Command runVerb = new("run", "Plays a scenario or a capture through the appliance and prints a summary.")
        {
            Scenario, Capture, Record, Seed, Topology, Rate, Accounts, Bars, ExpectHash, Json, Plain, Config,
        };
        Command checkVerb = new("check", "Prints the configuration in effect with origins, or verifies a capture.")
        {
            Config, Capture, Json,
        };
        Command versionVerb = new("version", "Prints version, commit, runtime and processor features.");
        runVerb.SetAction(run);
        checkVerb.SetAction(check);
        versionVerb.SetAction(version);
        RootCommand root = new("Margin appliance: accepts or refuses orders by the margin rules of host/MARGIN.md.")
        {
            runVerb, checkVerb,
        };
        foreach (Command other in others)
        {
            root.Add(other);
        }

        root.Add(versionVerb);
        root.Directives.Clear();
        foreach (Option option in root.Options)
        {
            if (option is HelpOption { Action: HelpAction usual })
            {
                usual.MaxWidth = 100;
                option.Action = new ExamplesHelp(usual);
            }
        }

        // There is a verb for it, which also answers in a test's process.
        for (int i = root.Options.Count - 1; i >= 0; i--)
        {
            if (root.Options[i] is VersionOption)
            {
                root.Options.RemoveAt(i);
            }
        }

        return root;
    }

    private static Option<string> Text(string name, string helpName, string description) =>
        new(name) { HelpName = helpName, Description = description };
}
