using System;
using System.Collections.Generic;
using System.IO;

namespace Appliance.Sim.Exchange;

/// <summary>A number to draw and how often; weights are relative to each other.</summary>
public readonly record struct Weighted(long Value, int Weight);

/// <summary>Messages a tick at the scenario's own account count.</summary>
public sealed record FlowRates(int Requotes, int Takers, int Passives, int Cancels, int Replaces);

/// <summary>What called accounts do, in ppm of calls; the rest ignores them.</summary>
public sealed record CallResponse(int DepositPpm, int ReducePpm, int DepositCapPercent);

/// <summary>Orders that a risk gate must refuse, in ppm of the traders' orders.</summary>
public sealed record Misbehaviour(
    int OffTickPpm,
    int OffLotPpm,
    int BeyondCollarPpm,
    int OversizePpm,
    int UnknownAccountPpm,
    int UnknownInstrumentPpm,
    int DuplicateClOrdIdPpm);

/// <summary>A scenario, or everything that is wrong with it, one line a fault.</summary>
public sealed record ScenarioResult(Scenario? Scenario, IReadOnlyList<string> Faults)
{
    public bool IsOk => Scenario is not null;
}

/// <summary>
/// A market day and the people in it, read from a file: prices, instruments, accounts and how they behave. With a
/// seed it determines everything the exchange simulator does.
/// </summary>
public sealed class Scenario
{
    /// <summary>The scenarios that travel in the assembly.</summary>
    public static IReadOnlyList<string> Names => EmbeddedText.Names("scenarios", ".json");

    public required string Name { get; init; }

    /// <summary>Name of the table of candles.</summary>
    public required string DataName { get; init; }

    /// <summary>Name of the table of joint moves that margin arrays may be built from.</summary>
    public required string JointName { get; init; }

    public required BarTable Bars { get; init; }

    public required JointMoves Joint { get; init; }

    public required int BarSeconds { get; init; }

    public required int TicksPerBar { get; init; }

    /// <summary>SecurityIds are 1, 2, ... in this order.</summary>
    public required IReadOnlyList<InstrumentSpec> Instruments { get; init; }

    /// <summary>All accounts: 0 is the appliance's backstop, 1 to Makers quote, the rest trades.</summary>
    public required int Accounts { get; init; }

    public required int Makers { get; init; }

    public required long MakerDepositUsdt { get; init; }

    public required long BackstopCapitalUsdt { get; init; }

    public required long InsuranceFundUsdt { get; init; }

    public required IReadOnlyList<Weighted> DepositsUsdt { get; init; }

    public required IReadOnlyList<Weighted> LeverageTimes { get; init; }

    /// <summary>Share of accounts that are long.</summary>
    public required int LongPpm { get; init; }

    /// <summary>Share of positions against the account's own side.</summary>
    public required int HedgePpm { get; init; }

    /// <summary>Bars during which accounts build what they want to hold.</summary>
    public required int OpeningBars { get; init; }

    /// <summary>Largest single order of a trader.</summary>
    public required long ChildOrderUsdt { get; init; }

    public required int TakerFeePpm { get; init; }

    public required int MakerFeePpm { get; init; }

    public required int MakerSpreadPpm { get; init; }

    public required int MakerFollowPpm { get; init; }

    public required FlowRates PerTick { get; init; }

    public required int MarketPpm { get; init; }

    public required int ProtectionPpm { get; init; }

    public required int PassiveDistancePpm { get; init; }

    public required int ReducePpm { get; init; }

    public required CallResponse CallResponse { get; init; }

    public required Misbehaviour Misbehaviour { get; init; }

    /// <summary>A scenario by name, else by the path of a file; never throws for what the file holds.</summary>
    public static ScenarioResult Load(string nameOrPath)
    {
        ArgumentNullException.ThrowIfNull(nameOrPath);
        string? text = EmbeddedText.TryRead($"scenarios/{nameOrPath}.json");
        if (text is not null)
        {
            return ScenarioReader.Read(nameOrPath, text);
        }

        if (!File.Exists(nameOrPath))
        {
            string known = string.Join(", ", Names);
            return Fault($"unknown scenario '{nameOrPath}'; known are {known}, or give the path of a file");
        }

        try
        {
            return ScenarioReader.Read(Path.GetFileNameWithoutExtension(nameOrPath), File.ReadAllText(nameOrPath));
        }
        catch (IOException error)
        {
            return Fault($"cannot read scenario '{nameOrPath}': {error.Message}");
        }
        catch (UnauthorizedAccessException error)
        {
            return Fault($"cannot read scenario '{nameOrPath}': {error.Message}");
        }
    }

    private static ScenarioResult Fault(string line) => new(null, [line]);
}
