using System;
using Appliance.Core;

namespace Appliance.Margin;

/// <summary>
/// Prices of closing trades (host/MARGIN.md section 9): exact integers, rounded so that the closed account never
/// receives more than its share. Values are signed: positive when a long is closed, negative when a short is.
/// </summary>
public static class LiquidationPricing
{
    /// <summary>Value at which closing uses up exactly the account's share of its equity.</summary>
    public static Int128 BankruptcyValue(Int128 markValue, long equity, long freedMargin, long maintenance) =>
        maintenance == 0
            ? markValue - equity
            : markValue - FixedPoint.FloorDiv((Int128)equity * freedMargin, (Int128)maintenance);

    /// <summary>Worst value the appliance's closing order may take.</summary>
    public static Int128 LimitValue(
        Int128 markValue, long equity, long freedMargin, long maintenance, RiskParameters parameters)
    {
        if (maintenance == 0)
        {
            return markValue;
        }

        Int128 spread = FixedPoint.MulFloorWide(freedMargin, parameters.SpreadToMaintenanceQ32);
        return markValue - FixedPoint.MulFloorWide(spread, Urgency(equity, maintenance, parameters));
    }

    /// <summary>
    /// Cost per lot that sizing assumes: an even share of what a full close may give away, and the fee.
    /// </summary>
    public static long CostPerLot(
        long contractValue, long lotsHeld, long equity, long freedByAll, long maintenance, RiskParameters parameters)
    {
        Check.That(lotsHeld > 0 && freedByAll >= 0);
        Int128 giveAway = Int128.Zero;
        if (maintenance > 0)
        {
            Int128 spread = FixedPoint.MulFloorWide(freedByAll, parameters.SpreadToMaintenanceQ32);
            giveAway = FixedPoint.MulFloorWide(spread, Urgency(equity, maintenance, parameters));
        }

        return (long)FixedPoint.CeilDiv(giveAway, (Int128)lotsHeld)
            + FixedPoint.MulCeil(contractValue, parameters.LiquidationFeeQ32);
    }

    /// <summary>Value per lot of a limit: sells round up, buys down; at least 1 micro.</summary>
    public static long PerLot(Int128 signedValue, long lots, bool isSell)
    {
        Check.That(lots > 0);
        Int128 perLot = isSell
            ? FixedPoint.CeilDiv(signedValue, (Int128)lots)
            : FixedPoint.FloorDiv(-signedValue, (Int128)lots);
        return (long)Int128.Clamp(perLot, Int128.One, (Int128)(Limits.PerLotLimit - 1));
    }

    /// <summary>Onto the tick grid: sells up, buys down, at least one tick.</summary>
    public static long ToTick(long valuePerLot, long tickValue, bool isSell)
    {
        long ticks = isSell
            ? FixedPoint.CeilDiv(valuePerLot, tickValue)
            : FixedPoint.FloorDiv(valuePerLot, tickValue);
        return Math.Max(1, ticks) * tickValue;
    }

    /// <summary>
    /// What a fill of a closing order means for the fund, micro: negative is the top-up it owes because the fill was
    /// worse than bankruptcy, else the fee it earns, which never exceeds the surplus.
    /// </summary>
    /// <param name="valuePerLot">Of the fill.</param>
    /// <param name="bankruptcyPerLot">Of the order, see <see cref="PerLot"/>.</param>
    public static Int128 FundDelta(
        long lots, long valuePerLot, long bankruptcyPerLot, bool isSell, RiskParameters parameters)
    {
        Check.That(lots > 0);
        Int128 perLot = isSell ? (Int128)valuePerLot - bankruptcyPerLot : (Int128)bankruptcyPerLot - valuePerLot;
        Int128 surplus = lots * perLot;
        Int128 fee = FixedPoint.MulFloorWide((Int128)lots * valuePerLot, parameters.LiquidationFeeQ32);
        return Int128.Min(fee, surplus);
    }

    // abr: 0 while equity covers maintenance, 1 when equity is gone.
    private static ulong Urgency(long equity, long maintenance, RiskParameters parameters)
    {
        Int128 shortfall = ((Int128)maintenance - equity) * parameters.BankruptcyAdjustmentQ32;
        Int128 urgency = FixedPoint.CeilDiv(shortfall, (Int128)maintenance);
        return (ulong)Int128.Clamp(urgency, Int128.Zero, (Int128)Rate.One.Q32);
    }
}
