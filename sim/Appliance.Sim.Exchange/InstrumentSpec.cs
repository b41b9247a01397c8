using System;
using Appliance.Core;

namespace Appliance.Sim.Exchange;

/// <summary>One perpetual in USDT. Its tick, lot and multiplier make every trade whole micro-USDT.</summary>
public sealed class InstrumentSpec
{
    /// <summary>1e-9 * 1e-8 * 1e-8 in units of 1e-6.</summary>
    private static readonly Int128 MicroScale = (Int128)10_000_000_000_000_000_000UL;

    private const long TickLotMicroMax = 1_000_000_000;

    public required string Symbol { get; init; }

    public required uint SecurityId { get; init; }

    /// <summary>The coin, as the tables of bars and joint moves name it.</summary>
    public required string Underlying { get; init; }

    /// <summary>Price step in 1e-9.</summary>
    public required long TickMantissa { get; init; }

    /// <summary>Quantity step in 1e-8.</summary>
    public required long LotMantissa { get; init; }

    /// <summary>Contract multiplier in 1e-8.</summary>
    public required long MultiplierMantissa { get; init; }

    /// <summary>Share of the traders' interest.</summary>
    public required int Weight { get; init; }

    /// <summary>Size of one quote of one maker.</summary>
    public required long MakerUsdt { get; init; }

    /// <summary>Micro-USDT that one tick moves one lot.</summary>
    public long TickLotMicro => (long)(TickLot / MicroScale);

    /// <summary>True when a tick times a lot is whole micro-USDT, at least one and small enough for all sums.</summary>
    public bool IsExact =>
        TickLot % MicroScale == Int128.Zero
        && TickLot / MicroScale is var micro && micro >= 1 && micro <= TickLotMicroMax;

    private Int128 TickLot => (Int128)TickMantissa * LotMantissa * MultiplierMantissa;

    /// <summary>The candle in ticks, each price to the nearest; the order of the four is kept.</summary>
    public Bar ToTicks(in Bar bar) =>
        new(NearestTick(bar.Open), NearestTick(bar.High), NearestTick(bar.Low), NearestTick(bar.Close));

    /// <summary>Whole lots that a sum of micro-USDT buys at a price, at least one.</summary>
    public long LotsFor(long micro, long priceTicks) => Math.Max(1, micro / Math.Max(1, priceTicks * TickLotMicro));

    private long NearestTick(long mantissa) =>
        Math.Max(1, FixedPoint.FloorDiv(mantissa + (TickMantissa / 2), TickMantissa));
}
