using System;
using Appliance.Core;

namespace Appliance.Margin.Tests;

/// <summary>
/// A good snapshot with one of everything: futures, an option, a combination, a risk-cancelling asset.
/// </summary>
internal static class Make
{
    public const int Future = 0, Option = 1, Combo = 2, Collateral = 3, Other = 4;

    public static UnderlyingRisk[] Underlyings() => [Underlying("BTC"), Underlying("ETH")];

    public static InstrumentRisk[] Instruments() =>
    [
        new("BTC-PERP", 0, 0, IsOption: false, IsLinear: true)
        {
            StandardInitial = new AffineSegment[] { new(Rate.Up(1, 10).Q32, 0) },
            StandardMaintenance = new AffineSegment[] { new(Rate.Up(1, 20).Q32, 0) },
            FundingQ32 = -5,
        },
        new("BTC-CALL", 0, 1, IsOption: true, IsLinear: false)
        {
            ShortLotInitialMicro = 200,
            ShortLotMaintenanceMicro = 100,
        },
        new("BTC-COVERED", 0, 0, IsOption: false, IsLinear: false)
        {
            Legs = new ComboLeg[] { new(Future, 1), new(Option, -2) },
        },
        new("BTC-HELD", 0, 0, IsOption: false, IsLinear: false) { IsCollateral = true },
        new("ETH-PERP", 1, 0, IsOption: false, IsLinear: true),
    ];

    public static AssetRisk[] Assets() =>
    [
        new()
        {
            Name = "BTC",
            PriceMicro = 50_000_000_000,
            Credit = new AffineSegment[] { new(Rate.Down(9, 10).Q32, 0), new(Rate.Down(1, 2).Q32, 400_000_000) },
            DebtHaircutQ32 = Rate.Up(1, 10).Q32,
            WrongWayUnderlying = 1,
            WrongWayQ32 = Rate.Up(1, 4).Q32,
            RiskInstrument = Collateral,
            LotUnits = 100_000,
        },
    ];

    public static RiskSnapshot Snapshot(
        RiskParameters? parameters = null,
        UnderlyingRisk[]? underlyings = null,
        InstrumentRisk[]? instruments = null,
        AssetRisk[]? assets = null,
        RiskProfile? profile = null)
    {
        RiskSnapshot snapshot = new(
            profile ?? RiskProfile.Lite,
            parameters ?? new RiskParameters(),
            underlyings ?? Underlyings(),
            instruments ?? Instruments(),
            assets ?? Assets());
        Fill(snapshot);
        return snapshot;
    }

    private static void Fill(RiskSnapshot snapshot)
    {
        for (int u = 0; u < snapshot.Underlyings.Length; u++)
        {
            Span<long> shocks = snapshot.LossShocksQ32(u);
            for (int s = 1; s < shocks.Length; s++)
            {
                shocks[s] = (s % 2 == 0 ? 1 : -1) * s * (1L << 24);
            }
        }

        snapshot.ArrayLinear(Future, 50_000_000);
        for (int s = 1; s < snapshot.Profile.Entries; s++)
        {
            snapshot.Losses(Option)[s] = snapshot.Losses(Future)[s] / 3;
            snapshot.Losses(Collateral)[s] = snapshot.Losses(Future)[s] / 5;
        }

        snapshot.SetArrayedAt(Option, 2_000_000);
        if (snapshot.Instruments.Length > Other && snapshot.Instruments[Other].IsLinear)
        {
            snapshot.ArrayLinear(Other, 3_000_000);
        }

        snapshot.ArrayCombo(Combo);
    }

    private static UnderlyingRisk Underlying(string name) => new()
    {
        Name = name,
        ShortOptionInitialMicro = 20,
        ShortOptionMaintenanceMicro = 10,
        TierInitial = new AffineSegment[] { new(Rate.Up(1, 50).Q32, 0), new(Rate.Up(1, 25).Q32, 1_000_000) },
        TierMaintenance = new AffineSegment[] { new(Rate.Up(1, 100).Q32, 0) },
        ConcentrationInitial = new AffineSegment[] { new(Rate.Up(1, 200).Q32, 5_000_000) },
        ConcentrationMaintenance = new AffineSegment[] { new(Rate.Up(1, 400).Q32, 5_000_000) },
    };
}
