using System;
using Appliance.Core;

namespace Appliance.Margin.Control.Tests;

/// <summary>Small legal models for tests to spoil.</summary>
internal static class Models
{
    public static RiskModel Three(RiskProfile profile) => new()
    {
        Profile = profile,
        Parameters = new RiskParameters(),
        Joint = new JointModel(),
        Underlyings = [Underlying("BTC", 15), Underlying("ETH", 17), Underlying("XMR", 25)],
        Instruments = [Instrument("BTC-PERP", 1, 0), Instrument("ETH-PERP", 2, 1), Instrument("XMR-PERP", 3, 2)],
    };

    public static UnderlyingModel Underlying(string name, int percent) => new()
    {
        PriceScanRangeQ32 = Rate.Up(percent, 100).Q32,
        Risk = new UnderlyingRisk
        {
            Name = name,
            TierInitial = new AffineSegment[] { new(Rate.Up(2, 100).Q32, 0), new(Rate.Up(5, 100).Q32, 30_000_000_000) },
            TierMaintenance = new AffineSegment[]
            {
                new(Rate.Up(1, 100).Q32, 0), new(Rate.Up(25, 1000).Q32, 30_000_000_000),
            },
        },
    };

    public static InstrumentModel Instrument(string symbol, int securityId, int underlying) => new()
    {
        Symbol = symbol,
        SecurityId = securityId,
        Underlying = underlying,
        TickNano = 100_000_000,
        LotE8 = 100_000,
        MaxLots = 100_000,
        MaxNotionalMicro = 10_000_000_000_000,
        CollarBandQ32 = Rate.Up(5, 100).Q32,
        PositionLimitLots = 1_000_000,
        StaleAfterMs = 120_000,
        TauQ32 = Rate.Down(2, 1000).Q32,
    };

    /// <summary>The model with its first underlying's tables changed.</summary>
    public static RiskModel WithRisk(RiskModel model, Func<UnderlyingRisk, UnderlyingRisk> change)
    {
        UnderlyingModel[] underlyings = [.. model.Underlyings];
        underlyings[0] = underlyings[0] with { Risk = change(underlyings[0].Risk) };
        return model with { Underlyings = underlyings };
    }
}
