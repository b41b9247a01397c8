using System.Collections.Generic;
using System.Text.Json;
using Appliance.Core;

namespace Appliance.Sim.Exchange;

/// <summary>Text of a scenario file to a <see cref="Scenario"/>; comments and trailing commas are allowed.</summary>
internal static class ScenarioReader
{
    private const long UsdtMax = 1_000_000_000_000;
    private const int WeightMax = 1_000_000;

    private static readonly JsonDocumentOptions Lenient =
        new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static ScenarioResult Read(string name, string text)
    {
        List<string> faults = [];
        Scenario? scenario = null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, Lenient);
            scenario = Build(name, new JsonFields(document.RootElement, "", faults));
        }
        catch (JsonException error)
        {
            faults.Add($"not JSON: line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}");
        }

        for (int i = 0; i < faults.Count; i++)
        {
            faults[i] = $"scenario '{name}': {faults[i]}";
        }

        return faults.Count == 0 ? new ScenarioResult(scenario, faults) : new ScenarioResult(null, faults);
    }

    private static Scenario? Build(string name, JsonFields fields)
    {
        string dataName = fields.Text("data", 64);
        string jointName = fields.Text("joint", 64);
        BarTable? bars = BarTable.TryLoad(dataName);
        JointMoves? joint = JointMoves.TryLoad(jointName);
        if (bars is null && dataName.Length > 0)
        {
            fields.Fault("data", $"'{dataName}' is no table of candles; there are {string.Join(", ", BarTable.Names)}");
        }

        if (joint is null && jointName.Length > 0)
        {
            fields.Fault("joint", $"'{jointName}' is no table of joint moves");
        }

        List<InstrumentSpec> instruments = Instruments(fields, bars, joint);
        Scenario scenario = new()
        {
            Name = name,
            DataName = dataName,
            JointName = jointName,
            Bars = bars!,
            Joint = joint!,
            Instruments = instruments,
            BarSeconds = fields.Int("barSeconds", 1, 86_400),
            TicksPerBar = fields.Int("ticksPerBar", PriceBridge.TicksPerBarMin, PriceBridge.TicksPerBarMax),
            Accounts = fields.Int("accounts", 2, Limits.AccountsMax),
            Makers = fields.Int("makers", 1, 256),
            MakerDepositUsdt = fields.Long("makerDepositUsdt", 1, UsdtMax),
            BackstopCapitalUsdt = fields.Long("backstopCapitalUsdt", 0, UsdtMax),
            InsuranceFundUsdt = fields.Long("insuranceFundUsdt", 0, UsdtMax),
            DepositsUsdt = WeightedList(fields, "deposits", "usdt", 1_000_000_000),
            LeverageTimes = WeightedList(fields, "leverage", "times", 100),
            LongPpm = fields.Ppm("longPpm"),
            HedgePpm = fields.Ppm("hedgePpm"),
            OpeningBars = fields.Int("openingBars", 1, 100_000),
            ChildOrderUsdt = fields.Long("childOrderUsdt", 1, UsdtMax),
            TakerFeePpm = fields.Int("takerFeePpm", 0, 100_000),
            MakerFeePpm = fields.Int("makerFeePpm", 0, 100_000),
            MakerSpreadPpm = fields.Int("makerSpreadPpm", 1, 100_000),
            MakerFollowPpm = fields.Int("makerFollowPpm", 1, 1_000_000),
            MarketPpm = fields.Ppm("marketPpm"),
            ProtectionPpm = fields.Int("protectionPpm", 1, 500_000),
            PassiveDistancePpm = fields.Int("passiveDistancePpm", 1, 500_000),
            ReducePpm = fields.Ppm("reducePpm"),
            PerTick = Rates(fields.Object("perTick")),
            CallResponse = Calls(fields.Object("callResponse")),
            Misbehaviour = Misbehaviour(fields.Object("misbehaviour")),
        };
        if (scenario.Makers >= scenario.Accounts - 1)
        {
            fields.Fault("makers", "leave no account to trade");
        }

        fields.End();
        return scenario;
    }

    private static List<InstrumentSpec> Instruments(JsonFields fields, BarTable? bars, JointMoves? joint)
    {
        List<InstrumentSpec> instruments = [];
        foreach (JsonFields item in fields.Objects("instruments", Limits.GroupInstrumentsMax))
        {
            InstrumentSpec spec = new()
            {
                Symbol = item.Text("symbol", 32),
                SecurityId = (uint)item.Long("securityId", 1, Limits.InstrumentsMax),
                Underlying = item.Text("underlying", 8),
                TickMantissa = item.Long("tick", 1, 1_000_000_000_000),
                LotMantissa = item.Long("lot", 1, 1_000_000_000_000),
                MultiplierMantissa = item.Long("multiplier", 1, 1_000_000_000_000),
                Weight = item.Int("weight", 1, WeightMax),
                MakerUsdt = item.Long("makerUsdt", 1, UsdtMax),
            };
            item.End();
            if (spec.SecurityId != instruments.Count + 1)
            {
                item.Fault("securityId", $"must be {instruments.Count + 1}: they count from 1 in order");
            }

            if (!spec.IsExact)
            {
                item.Fault("tick", "times lot times multiplier must be 1 to 1,000,000,000 whole micro-USDT");
            }

            if (bars is not null && spec.Underlying.Length > 0 && !Contains(bars.Symbols, spec.Underlying))
            {
                item.Fault("underlying", $"'{spec.Underlying}' has no candles in the table");
            }

            if (joint is not null && spec.Underlying.Length > 0 && joint.ColumnOf(spec.Underlying) < 0)
            {
                item.Fault("underlying", $"'{spec.Underlying}' has no column of joint moves");
            }

            instruments.Add(spec);
        }

        return instruments;
    }

    private static List<Weighted> WeightedList(JsonFields fields, string key, string valueKey, long valueMax)
    {
        List<Weighted> answer = [];
        foreach (JsonFields item in fields.Objects(key, 64))
        {
            answer.Add(new Weighted(item.Long(valueKey, 1, valueMax), item.Int("weight", 1, WeightMax)));
            item.End();
        }

        return answer;
    }

    private static FlowRates Rates(JsonFields fields)
    {
        const int Max = 4096;
        FlowRates rates = new(
            fields.Int("requotes", 1, Max),
            fields.Int("takers", 0, Max),
            fields.Int("passives", 0, Max),
            fields.Int("cancels", 0, Max),
            fields.Int("replaces", 0, Max));
        fields.End();
        return rates;
    }

    private static CallResponse Calls(JsonFields fields)
    {
        CallResponse calls = new(
            fields.Ppm("depositPpm"), fields.Ppm("reducePpm"), fields.Int("depositCapPercent", 0, 10_000));
        if (calls.DepositPpm + calls.ReducePpm > 1_000_000)
        {
            fields.Fault("reducePpm", "and depositPpm together must not exceed 1000000");
        }

        fields.End();
        return calls;
    }

    private static Misbehaviour Misbehaviour(JsonFields fields)
    {
        Misbehaviour rates = new(
            fields.Ppm("offTickPpm"),
            fields.Ppm("offLotPpm"),
            fields.Ppm("beyondCollarPpm"),
            fields.Ppm("oversizePpm"),
            fields.Ppm("unknownAccountPpm"),
            fields.Ppm("unknownInstrumentPpm"),
            fields.Ppm("duplicateClOrdIdPpm"));
        fields.End();
        return rates;
    }

    private static bool Contains(IReadOnlyList<string> names, string name)
    {
        foreach (string candidate in names)
        {
            if (candidate == name)
            {
                return true;
            }
        }

        return false;
    }
}
