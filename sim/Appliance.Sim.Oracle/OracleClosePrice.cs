using System.Numerics;
using Appliance.Core;

namespace Appliance.Sim.Oracle;

/// <summary>
/// Section 9, price, as plain functions of numbers. mv is the signed mark value of the closed lots, positive when a
/// long is closed; fills and limits per lot are prices, so a buy's signed value is minus lots times it.
/// </summary>
public static class OracleClosePrice
{
    /// <summary>abr = clamp(CeilDiv((MMR - E) * ba, MMR), 0, 2^32). With MMR = 0 it only ever meets d = 0: 0.</summary>
    public static BigInteger Abr(BigInteger equity, BigInteger mmr, BigInteger ba) => mmr == 0
        ? 0
        : BigInteger.Clamp(OracleMath.CeilDiv((mmr - equity) * ba, mmr), 0, OracleMath.One);

    /// <summary>BK = mv - FloorDiv(E*d, MMR), mv - E when MMR = 0; d = pos(MMR - MMR').</summary>
    public static BigInteger BankruptcyValue(BigInteger mv, BigInteger equity, BigInteger mmr, BigInteger mmrAfter)
    {
        BigInteger d = OracleMath.Pos(mmr - mmrAfter);
        return mmr == 0 ? mv - equity : mv - OracleMath.FloorDiv(equity * d, mmr);
    }

    /// <summary>LV = mv - MulFloor(MulFloor(d, smmr), abr), mv when MMR = 0.</summary>
    public static BigInteger LimitValue(
        BigInteger mv, BigInteger equity, BigInteger mmr, BigInteger mmrAfter, BigInteger smmr, BigInteger ba)
    {
        BigInteger d = OracleMath.Pos(mmr - mmrAfter);
        BigInteger spread = OracleMath.MulFloor(OracleMath.MulFloor(d, smmr), Abr(equity, mmr, ba));
        return mmr == 0 ? mv : mv - spread;
    }

    /// <summary>A signed value of x lots as a value per lot: sells CeilDiv(V, x), buys FloorDiv(-V, x).</summary>
    public static BigInteger PerLot(OracleSide side, BigInteger value, BigInteger lots) =>
        side == OracleSide.Sell ? OracleMath.CeilDiv(value, lots) : OracleMath.FloorDiv(-value, lots);

    /// <summary>
    /// To the tick grid, here the multiples of one tick's value per lot, at least one: sells up and buys down.
    /// </summary>
    public static BigInteger ToTick(OracleSide side, BigInteger perLot, BigInteger tickValue)
    {
        BigInteger ticks = side == OracleSide.Sell
            ? OracleMath.CeilDiv(perLot, tickValue)
            : OracleMath.FloorDiv(perLot, tickValue);
        return BigInteger.Max(1, ticks) * tickValue;
    }

    /// <summary>Limit per lot of closing x lots for LV: clamped to 1 .. 2^47 - 1, then to the tick grid.</summary>
    public static BigInteger LimitPerLot(
        OracleSide side, BigInteger limitValue, BigInteger lots, BigInteger tickValue)
    {
        BigInteger perLot = BigInteger.Clamp(PerLot(side, limitValue, lots), 1, Limits.PerLotLimit - 1);
        return ToTick(side, perLot, tickValue);
    }

    /// <summary>What the fund pays into one fill that is worse than BK per lot: pos(BK - fill value).</summary>
    public static BigInteger TopUp(OracleSide side, BigInteger fillPerLot, BigInteger bkPerLot, BigInteger lots) =>
        OracleMath.Pos((bkPerLot - fillPerLot) * -(int)side * lots);

    /// <summary>What the fund pays of a top-up, and the rest, which is counted as an uncovered loss.</summary>
    public static (BigInteger Paid, BigInteger Uncovered) PayTopUp(BigInteger topUp, BigInteger fund)
    {
        BigInteger paid = BigInteger.Min(topUp, OracleMath.Pos(fund));
        return (paid, topUp - paid);
    }

    /// <summary>What one fill pays to the fund: min(MulFloor(|fill value|, liqfee), pos(fill value - BK)).</summary>
    public static BigInteger FundFee(
        OracleSide side, BigInteger fillPerLot, BigInteger bkPerLot, BigInteger lots, BigInteger liqFee)
    {
        BigInteger fillValue = fillPerLot * -(int)side * lots;
        BigInteger bk = bkPerLot * -(int)side * lots;
        BigInteger most = OracleMath.MulFloor(BigInteger.Abs(fillValue), liqFee);
        return BigInteger.Min(most, OracleMath.Pos(fillValue - bk));
    }
}
