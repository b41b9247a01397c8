using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Appliance.Core;
using Appliance.Host.Configuration;
using Appliance.Margin;
using Appliance.Margin.Control;
using Appliance.Pipeline;

namespace Appliance.Host.Tests;

public sealed class ConfigLoaderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("appliance-config-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_default_loads_and_makes_a_snapshot_without_faults()
    {
        ConfigLoad load = Load(null);
        Assert.Empty(load.Faults);
        EffectiveConfig config = load.Config!;
        RiskSnapshot snapshot = SnapshotBuilder.Build(config.Risk, config.JointTable);
        Assert.Empty(SnapshotCheck.Faults(snapshot));
        Assert.Equal(RiskProfile.Std, snapshot.Profile);
        Assert.Equal(new RiskParameters(), config.Risk.Parameters);
        Assert.Equal(25_000, config.OrdersPerSecond);
        Assert.All(config.Values, v => Assert.Equal(ConfigOrigin.Default, v.Origin));
    }

    [Fact]
    public void The_default_names_ten_contracts_whose_ticks_are_whole()
    {
        RiskModel risk = Load(null).Config!.Risk;
        string[] coins = ["BTC", "ETH", "XRP", "DOGE", "ADA", "DOT", "LINK", "AAVE", "ATOM", "XMR"];
        Assert.Equal(coins, risk.Underlyings.Select(u => u.Risk.Name));
        Assert.Equal(coins.Select(c => c + "-PERP"), risk.Instruments.Select(i => i.Symbol));
        Assert.Equal(Enumerable.Range(1, 10), risk.Instruments.Select(i => i.SecurityId));
        Assert.Equal(Enumerable.Range(0, 10), risk.Instruments.Select(i => i.Underlying));
        Assert.All(risk.Instruments, i => Assert.Equal(100, i.TickValueMicro));
        Assert.Equal(
            [100_000, 1_000_000, 100_000_000, 1_000_000_000, 100_000_000, 10_000_000, 10_000_000, 1_000_000, 10_000_000,
                1_000_000],
            risk.Instruments.Select(i => i.LotE8));
    }

    [Theory]
    [InlineData("on", 100_000)]
    [InlineData("off", 0)]
    [InlineData("5000", 5_000)]
    [InlineData("\"off\"", null)]
    [InlineData("perhaps", null)]
    [InlineData("-1", null)]
    [InlineData("99999999999", null)]
    public void The_warm_up_is_a_word_or_a_number(string word, int? events)
    {
        Dictionary<string, string> variables = new() { ["APPLIANCE_WARM_UP"] = word };
        ConfigLoad load = ConfigLoader.Load(null, variables, []);
        Assert.Equal(events, load.Config?.WarmUpEvents);
        Assert.Equal(events is null ? 1 : 0, load.Faults.Count);
    }

    [Fact]
    public void A_file_says_warm_up_in_quotes_or_in_numbers()
    {
        Assert.Equal(0, Load(Write("""{ "warmUp": "off" }""")).Config!.WarmUpEvents);
        Assert.Equal(7, Load(Write("""{ "warmUp": 7 }""")).Config!.WarmUpEvents);
        Assert.Null(Load(Write("""{ "warmUp": true }""")).Config);
        ConfigLoad place = Load(Write("""{ "telemetry": { "countersFile": "/x/y" } }"""));
        Assert.Equal("/x/y", place.Config!.CountersFile);
    }

    [Fact]
    public void Every_fault_of_every_layer_is_listed_at_once()
    {
        string file = Write("""
            { // comment
              "ringSlots": 1000, "batchMax": "many", "topology": "sideways", "speed": 11, "accounts": 1.5,
              "seed": -1, "scenario": 7, "pacing": { "ordersPerSec": 5 }, "limits": 3,
              "risk": { "profile": "HUGE", "parameters": { "lambda": "x", "lambdaa": "1" },
                "joint": { "leader": "DOT" },
                "underlyings": [ { "name": "BTC", "priceScanRange": "1.5", "multiplier": "1", "basis": "0.01",
                  "tierInitial": [ { "slope": "-1", "offset": "0" } ], "tierMaintenance": {},
                  "concentrationInitial": [], "concentrationMaintenance": [],
                  "shortOptionInitial": "0.0000001", "shortOptionMaintenance": "0" } ],
                "instruments": [ { "symbol": "BTC-PERP", "securityId": 1, "underlying": "BTC", "tickSize": "0.1",
                  "lotSize": "0.0000001", "multiplier": "1", "minQty": 5, "maxQty": 4, "maxNotional": "1",
                  "collarBand": "0.05", "positionLimit": 1, "staleAfterMs": 0 } ] } }
            """);
        ConfigLoad load = Load(
            file, new() { ["APPLIANCE_BARS"] = "all", ["APPLIANCE_BRAS"] = "1", ["OTHER"] = "x" },
            new ConfigFlag("pacing.ordersPerSecond", "-3"));
        Assert.Null(load.Config);
        Assert.Equal(
            [
                "APPLIANCE_BRAS: no key has this name",
                "limits: an object belongs here",
                "scenario: 7 is not text in quotes",
                "seed: -1 is not in 0..9223372036854775807",
                "bars: \"all\" is not a whole number (from APPLIANCE_BARS)",
                "accounts: 1.5 is not a whole number",
                "topology: \"sideways\" is none of auto, fused, staged",
                "batchMax: \"many\" is not a whole number",
                "pacing.ordersPerSecond: -3 is not in 0..1000000000 (from its flag)",
                "pacing.ordersPerSec: unknown key; known here: ordersPerSecond",
                "risk.profile: \"HUGE\" is none of LITE, STD, FULL",
                "risk.parameters.lambda: \"x\" is not a decimal from 0 to below 256",
                "risk.parameters.lambdaa: unknown key; known here: lambda, phiInitial, phiMaintenance, call, target, "
                    + "backstop, liquidationFee, spreadToMaintenance, bankruptcyAdjustment",
                "risk.underlyings[0].priceScanRange: is not above 0 and at most 1",
                "risk.underlyings[0].tierInitial[0].slope: \"-1\" is not a decimal from 0 to below 256",
                "risk.underlyings[0].tierMaintenance: a list belongs here",
                "risk.underlyings[0].shortOptionInitial: \"0.0000001\" is not a decimal with at most 6 places",
                "risk.joint.leader: \"DOT\" is not among the underlyings",
                "risk.instruments[0].staleAfterMs: 0 is not in 1..2147483647",
                "risk.instruments[0].tau: is missing",
                "speed: unknown key; known here: pacing, limits, calls, telemetry, scenario, seed, bars, accounts, "
                    + "topology, warmUp, waitStrategy, ringSlots, batchMax, stages, backPressure, recordFile, risk",
            ],
            load.Faults);
    }

    [Theory]
    [InlineData("{ \"ringSlots\": 1000 }", "ringSlots: 1000 is not a power of two")]
    [InlineData("{ \"ringSlots\": 256 }", "ringSlots: 256 is below twice batchMax (256)")]
    [InlineData("{ \"ringSlots\": 2097152 }", "ringSlots: 2097152 is not in 2..1048576")]
    [InlineData("{ \"waitStrategy\": \"doze\" }",
        "waitStrategy: \"doze\" is none of spin, yield, sleep, spinWait, hybrid, block, timeoutBlock, phased")]
    [InlineData("{ \"stages\": { \"machine\": { \"wait\": \"doze\" } } }", "stages.machine.wait: \"doze\" is none of "
        + "default, spin, yield, sleep, spinWait, hybrid, block, timeoutBlock, phased")]
    [InlineData("{ \"stages\": { \"publish\": { \"core\": -2 } } }", "stages.publish.core: -2 is not in -1..1023")]
    [InlineData("{ \"stages\": { \"gate\": {} } }", "stages.gate: unknown key; known here: fused, ingest, machine, "
        + "journal, publish, stallMs, drainMs, fenceMs")]
    [InlineData("{ \"stages\": { \"stallMs\": -1 } }", "stages.stallMs: -1 is not in 0..86400000")]
    [InlineData("{ \"backPressure\": { \"mode\": \"drop\" } }", "backPressure.mode: \"drop\" is none of wait, policy")]
    [InlineData("{ \"backPressure\": { \"executions\": \"drop\" } }",
        "backPressure.executions: unknown key; known here: mode, orderEntry, marketData, reservedSlots, "
        + "instrumentsMax")]
    [InlineData("{ \"backPressure\": { \"mode\": \"policy\", \"reservedSlots\": 513 } }",
        "backPressure.reservedSlots: 513 is more than half of ringSlots (1024)")]
    [InlineData("{ \"accounts\": null }", "accounts: null is not a whole number")]
    [InlineData("{ \"accounts\": \"5\" }", "accounts: \"5\" is not a whole number")]
    [InlineData("{ \"accounts\": [] }", "accounts: a single value belongs here")]
    [InlineData("{ \"seed\": 1, \"seed\": 2 }", "seed: is given twice")]
    [InlineData("{ \"calls\": { \"deadlineMs\": 99999999999 } }",
        "calls.deadlineMs: 99999999999 is not in 1..2592000000")]
    [InlineData("{ \"risk\": { \"instruments\": [] } }", "risk.instruments: holds 0 entries, not 1..4096")]
    [InlineData("{ \"risk\": { \"parameters\": { \"phiInitial\": \"0.5\" } } }",
        "risk: phi: initial is below maintenance")]
    [InlineData("{ \"risk\": { \"parameters\": { \"lambda\": 1e0 } } }",
        "risk.parameters.lambda: 1e0 is not a decimal from 0 to below 256")]
    public void A_single_fault_is_one_line(string text, string fault) =>
        Assert.Equal(fault, Assert.Single(Load(Write(text)).Faults));

    [Fact]
    public void Faults_across_the_values_of_an_instrument_are_found_when_each_is_legal()
    {
        string text = ConfigLoader.DefaultText()
            .Replace("\"lotSize\": \"0.001\"", "\"lotSize\": \"0.0000001\"", StringComparison.Ordinal)
            .Replace("\"maxQty\": 300000", "\"maxQty\": 300000, \"minQty\": 300001", StringComparison.Ordinal)
            .Replace("\"minQty\": 1, \"maxQty\": 300000,", "\"maxQty\": 300000,", StringComparison.Ordinal)
            .Replace("\"securityId\": 9", "\"securityId\": 8", StringComparison.Ordinal)
            .Replace("\"symbol\": \"XMR-PERP\"", "\"symbol\": \"BTC-PERP\"", StringComparison.Ordinal);
        Assert.Equal(
            [
                "risk.instruments[0].lotSize: tickSize * lotSize * multiplier is not a whole number of micro",
                "risk.instruments[1].maxQty: is below minQty",
                "risk.instruments[8].securityId: 8 is given twice",
                "risk.instruments[9].symbol: \"BTC-PERP\" is given twice",
            ],
            Load(Write(text)).Faults);
    }

    [Theory]
    [InlineData("{ \"seed\": ")]
    [InlineData("")]
    public void Text_that_is_not_json_is_one_line_with_its_place(string text)
    {
        string file = Write(text);
        Assert.Equal($"{file}: line 1: is not JSON with comments", Assert.Single(Load(file).Faults));
    }

    [Fact]
    public void A_file_of_another_shape_or_none_is_refused()
    {
        string file = Write("[1]");
        Assert.Equal($"{file}: an object belongs here", Assert.Single(Load(file).Faults));
        string missing = Path.Combine(folder, "missing.jsonc");
        Assert.Equal($"{missing}: cannot be read", Assert.Single(Load(missing).Faults));
    }

    [Fact]
    public void A_later_layer_wins_and_is_named_as_origin()
    {
        string file = Write("""{ "seed": 2, "bars": 3, "accounts": 4, "pacing": { "ordersPerSecond": 5 } }""");
        Dictionary<string, string> variables = new()
        {
            ["APPLIANCE_BARS"] = "30",
            ["APPLIANCE_ACCOUNTS"] = "40",
            ["APPLIANCE_RISK_PROFILE"] = "FULL",
            ["APPLIANCE_RING_SLOTS"] = "1024",
            ["APPLIANCE_RISK_PARAMETERS_PHI_INITIAL"] = "1.5",
        };
        EffectiveConfig config = Load(file, variables, new ConfigFlag("accounts", "400")).Config!;
        Assert.Equal((2UL, 30, 400, 5L, 1024),
            (config.Seed, config.Bars, config.Accounts, config.OrdersPerSecond, config.Pipeline.RingSlots));
        Assert.Equal(RiskProfile.Full, config.Risk.Profile);
        Assert.Equal(Rate.Up(3, 2).Q32, config.Risk.Parameters.PhiInitialQ32);
        Assert.Equal(ConfigOrigin.File, Origin(config, "seed"));
        Assert.Equal(ConfigOrigin.Environment, Origin(config, "bars"));
        Assert.Equal(ConfigOrigin.Flag, Origin(config, "accounts"));
        Assert.Equal(ConfigOrigin.File, Origin(config, "pacing.ordersPerSecond"));
        Assert.Equal(ConfigOrigin.Environment, Origin(config, "ringSlots"));
        Assert.Equal(ConfigOrigin.Default, Origin(config, "topology"));
    }

    [Fact]
    public void Stages_wait_as_all_do_unless_they_say_otherwise()
    {
        PipelineConfig plain = Load(null).Config!.Pipeline;
        Assert.Equal(new StageSettings(IdleKind.Yield), plain.Machine);
        Assert.Equal(new StageSettings(IdleKind.Sleep), plain.Journal);
        Assert.Null(plain.BackPressure);
        string file = Write("""
            { "waitStrategy": "block", "stages": { "machine": { "wait": "hybrid", "core": 3 }, "drainMs": 7 },
              "backPressure": { "mode": "policy", "marketData": "wait", "reservedSlots": 5 } }
            """);
        PipelineConfig config = Load(file).Config!.Pipeline;
        Assert.Equal(new StageSettings(IdleKind.Hybrid, 3), config.Machine);
        Assert.Equal(new StageSettings(IdleKind.Block), config.Publish);
        Assert.Equal(new StageSettings(IdleKind.Block), config.Fused);
        Assert.Equal(7, config.DrainMs);
        Assert.Equal(
            new BackPressurePolicy { Orders = OrderPressure.Reject, Prices = PricePressure.Wait, ReservedSlots = 5 },
            config.BackPressure);
    }

    [Fact]
    public void The_table_of_past_moves_is_found_beside_the_file_that_names_it()
    {
        File.WriteAllText(Path.Combine(folder, "joint.csv"), "ts_ms,BTC,ETH\n1,-50000,-60000\n");
        string file = Write("""{ "risk": { "joint": { "table": "joint.csv" } } }""");
        Assert.Equal(1, Load(file).Config!.JointTable.RowCount);
        File.WriteAllText(Path.Combine(folder, "joint.csv"), "ts_ms,BTC,ETH\n1,-50000,low\n");
        Assert.Equal(
            "risk.joint.table: line 2: ETH is no whole ppm in -1000000..10000000", Assert.Single(Load(file).Faults));
    }

    private static ConfigLoad Load(
        string? file, Dictionary<string, string>? variables = null, params ConfigFlag[] flags) =>
        ConfigLoader.Load(file, variables ?? [], flags);

    private static ConfigOrigin Origin(EffectiveConfig config, string path) =>
        config.Values.Single(v => v.Path == path).Origin;

    private string Write(string text)
    {
        string file = Path.Combine(folder, "user.jsonc");
        File.WriteAllText(file, text);
        return file;
    }
}
