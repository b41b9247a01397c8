using System;
using System.Linq;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Margin.Control;

namespace Appliance.Capabilities.Tests;

/// <summary>
/// A market small enough for paper. Linear lots are worth 100 with a scan range of exactly a quarter, so a lot alone
/// needs 25 of maintenance and 31.25 of initial margin, and a micro for rounding. A call at the money costs 10.
/// </summary>
internal sealed record Model
{
    public const int Perp = 0, Call = 1, Future = 2, Ether = 3, Write = 4, Held = 5;

    public const int Coin = 0, Dollar = 1, Token = 2;

    /// <summary>Underlyings.</summary>
    public const int Btc = 0, Eth = 1;

    public const long Unit = 1_000_000;

    public const long Mark = 100 * Unit;

    public const long Premium = 10 * Unit;

    /// <summary>1e-8 units of one whole asset.</summary>
    public const long Whole = 100_000_000;

    public RiskProfile Profile { get; init; } = RiskProfile.Lite;

    public RiskParameters Parameters { get; init; } = new();

    public Func<UnderlyingRisk, UnderlyingRisk> Underlying { get; init; } = risk => risk;

    public Func<InstrumentRisk, InstrumentRisk> Instrument { get; init; } = risk => risk;

    public Func<AssetRisk, AssetRisk> Asset { get; init; } = risk => risk;

    /// <summary>Changes loss shocks before linear arrays are made from them.</summary>
    public Action<RiskSnapshot> Shocks { get; init; } = _ => { };

    /// <summary>Changes arrays that are set directly.</summary>
    public Action<RiskSnapshot> Arrays { get; init; } = _ => { };

    /// <summary>No linear instrument loses anything; deltas stay.</summary>
    public static void Still(RiskSnapshot snapshot)
    {
        for (int u = 0; u < snapshot.Underlyings.Length; u++)
        {
            snapshot.LossShocksQ32(u).Clear();
        }
    }

    public RiskSnapshot Snapshot()
    {
        UnderlyingRisk[] underlyings = [Plain("BTC"), Plain("ETH")];
        RiskSnapshot snapshot = new(
            Profile,
            Parameters,
            [.. underlyings.Select(Underlying)],
            [.. Instruments().Select(Instrument)],
            [.. Assets().Select(Asset)]);
        for (int u = 0; u < underlyings.Length; u++)
        {
            LossShock.FillBucket(Rate.Up(1, 4).Q32, snapshot.LossShocksQ32(u)[..RiskProfile.BucketEntries]);
        }

        Shocks(snapshot);
        foreach (int linear in (int[])[Perp, Future, Ether])
        {
            snapshot.ArrayLinear(linear, Mark);
        }

        FillCall(snapshot.Losses(Call), snapshot.LossShocksQ32(Btc));
        snapshot.SetArrayedAt(Call, Premium);
        snapshot.Losses(Perp).CopyTo(snapshot.Losses(Held));
        snapshot.SetArrayedAt(Held, Mark);
        Arrays(snapshot);
        snapshot.ArrayCombo(Write);
        Assert.Empty(SnapshotCheck.Find(snapshot));
        return snapshot;
    }

    private static UnderlyingRisk Plain(string name) => new() { Name = name, BasisQ32 = 0 };

    private static InstrumentRisk[] Instruments() =>
    [
        new("BTC-PERP", Btc, 0, IsOption: false, IsLinear: true),
        new("BTC-CALL", Btc, 1, IsOption: true, IsLinear: false),
        new("BTC-FUT", Btc, 1, IsOption: false, IsLinear: true),
        new("ETH-PERP", Eth, 0, IsOption: false, IsLinear: true),
        new("BTC-WRITE", Btc, 0, IsOption: false, IsLinear: false)
        {
            Legs = new ComboLeg[] { new(Perp, 1), new(Call, -1) },
        },
        new("BTC-HELD", Btc, 0, IsOption: false, IsLinear: false) { IsCollateral = true },
    ];

    private static AssetRisk[] Assets() =>
    [
        new()
        {
            Name = "BTC",
            PriceMicro = Mark,
            Credit = Line(Rate.Down(9, 10)),
            DebtHaircutQ32 = Rate.Up(1, 8).Q32,
            RiskInstrument = Held,
            LotUnits = Whole,
        },
        new() { Name = "USDC", PriceMicro = Unit, Credit = Line(Rate.One) },
        new()
        {
            Name = "TOKEN",
            PriceMicro = 2 * Unit,
            Credit = Line(Rate.Down(1, 2)),
            WrongWayUnderlying = Btc,
            WrongWayQ32 = Rate.Up(1, 4).Q32,
        },
    ];

    private static AffineSegment[] Line(Rate slope) => [new AffineSegment(slope.Q32, 0)];

    // Worth 10 + 0.6 of the move of the future, at least half a unit.
    private static void FillCall(Span<long> losses, ReadOnlySpan<long> shocksQ32)
    {
        for (int s = 1; s < losses.Length; s++)
        {
            long move = -(long)(((Int128)shocksQ32[s] * Mark) >> 32);
            losses[s] = Premium - Math.Max(Unit / 2, Premium + (move * 6 / 10));
        }

        losses[RiskProfile.DeltaUp] = Mark / 2;
        losses[RiskProfile.DeltaDown] = -Mark / 2;
    }
}
