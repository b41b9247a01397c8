using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using Appliance.Host.Configuration;
using Appliance.Margin;
using Appliance.Sim.Exchange;
using Appliance.Transport;

namespace Appliance.EndToEnd.Tests;

/// <summary>What to run in one process, on one thread.</summary>
internal sealed record WorldPlan
{
    // Reading them takes longer than many a replay; both are never written to.
    private static readonly ConcurrentDictionary<WorldPlan, EffectiveConfig> Configs = new();
    private static readonly ConcurrentDictionary<string, Scenario> Scenarios = new();

    public const string May2021 = "crash-2021-05-19";
    public const string March2020 = "crash-2020-03-12";

    public string Scenario { get; init; } = May2021;

    public ulong Seed { get; init; } = 1;

    public int Accounts { get; init; } = 60;

    public int Bars { get; init; } = 8;

    public int RingSlots { get; init; } = 4096;

    public int BatchMax { get; init; } = 256;

    /// <summary>Each event goes all the way before the next is taken.</summary>
    public bool IsFused { get; init; }

    /// <summary>Stands between the exchange and the appliance; null lets everything pass.</summary>
    public Func<IFrameSink, IFrameSink>? Between { get; init; }

    /// <summary>Stands between the machine and its device; null leaves the device alone.</summary>
    public Func<IMarginDevice, IMarginDevice>? Around { get; init; }

    /// <summary>The same as a command, for failures. Whoever plants a fault gets the run without it.</summary>
    public string Command =>
        $"seed {Seed}   repeat: appliance run --plain --rate 0 --scenario {Scenario} --seed {Seed}"
        + $" --accounts {Accounts} --bars {Bars}";

    public string[] Args =>
    [
        "run", "--rate", "0", "--scenario", Scenario, "--seed", $"{Seed}", "--accounts", $"{Accounts}",
        "--bars", $"{Bars}",
    ];

    public EffectiveConfig Config() => Configs.GetOrAdd(this, static plan => plan.ReadConfig());

    public Scenario LoadScenario() => Scenarios.GetOrAdd(Scenario, static name => ReadScenario(name));

    private EffectiveConfig ReadConfig()
    {
        // Far fewer working orders than the default has room for: tables that are never full decide nothing.
        List<ConfigFlag> flags =
        [
            new ConfigFlag("scenario", Scenario), new ConfigFlag("seed", $"{Seed}"),
            new ConfigFlag("accounts", $"{Accounts}"), new ConfigFlag("bars", $"{Bars}"),
            new ConfigFlag("ringSlots", $"{RingSlots}"), new ConfigFlag("batchMax", $"{BatchMax}"),
            new ConfigFlag("limits.ordersMax", "16384"), new ConfigFlag("pacing.ordersPerSecond", "0"),
        ];
        ConfigLoad load = ConfigLoader.Load(null, new Dictionary<string, string>(), flags);
        Assert.True(load.Config is not null, string.Join('\n', load.Faults));
        return load.Config;
    }

    private static Scenario ReadScenario(string name)
    {
        ScenarioResult result = Sim.Exchange.Scenario.Load(name);
        Assert.True(result.IsOk, string.Join('\n', result.Faults));
        return result.Scenario!;
    }
}
