using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace Appliance.Sim.Oracle;

/// <summary>Section 9, auto-deleveraging, as plain functions of numbers.</summary>
public static class OracleDeleveraging
{
    /// <summary>How many groups the ranking is cut into.</summary>
    public const int Deciles = 10;

    /// <summary>
    /// The score of a position from unrealised profit p, entry value e, notional n and equity E, all micro. Higher is
    /// deleveraged first.
    /// </summary>
    public static BigInteger Score(BigInteger profit, BigInteger entry, BigInteger notional, BigInteger equity)
    {
        BigInteger aMax = (BigInteger.One << 44) - 1, bMax = (BigInteger.One << 36) - 1;
        BigInteger scaled = BigInteger.Abs(profit) << 32;
        BigInteger a = BigInteger.Min(OracleMath.FloorDiv(scaled, BigInteger.Max(1, entry)), aMax);
        BigInteger b = equity > 0 ? BigInteger.Min(OracleMath.FloorDiv(notional << 16, equity), bMax) : bMax;
        return profit > 0 ? (a * b) >> 16 : -OracleMath.FloorDiv(a << 16, BigInteger.Max(1, b));
    }

    /// <summary>Highest score first, ties to the lower account id.</summary>
    public static IReadOnlyList<OracleRanked> Rank(IEnumerable<OracleRanked> positions) =>
        [.. positions.OrderByDescending(position => position.Score).ThenBy(position => position.Account)];

    /// <summary>
    /// How many ranked positions each of the ten groups has: equal counts, the first ones one longer where it does not
    /// divide.
    /// </summary>
    public static IReadOnlyList<int> GroupSizes(int positions) =>
        [.. Enumerable.Range(0, Deciles).Select(k => (positions / Deciles) + (k < positions % Deciles ? 1 : 0))];

    /// <summary>
    /// Lots taken from each ranked position for a need: group by group, whole while the need is at least what the group
    /// has, the last by LargestRemainder over its lots.
    /// </summary>
    public static IReadOnlyList<BigInteger> Allocate(BigInteger need, IReadOnlyList<OracleRanked> ranked)
    {
        List<BigInteger> taken = [];
        foreach (int size in GroupSizes(ranked.Count))
        {
            BigInteger[] lots = [.. ranked.Skip(taken.Count).Take(size).Select(position => position.Lots)];
            BigInteger fromGroup = BigInteger.Min(need, OracleMath.Sum(lots));
            taken.AddRange(OracleMath.LargestRemainder(fromGroup, lots));
            need -= fromGroup;
        }

        return taken;
    }

    /// <summary>The bankruptcy price per lot, clamped to the mark band.</summary>
    public static BigInteger Price(BigInteger bankruptcyPerLot, BigInteger bandLow, BigInteger bandHigh) =>
        BigInteger.Clamp(bankruptcyPerLot, bandLow, bandHigh);

    /// <summary>
    /// What the clamp leaves for the waterfall: what the closing account gets less (a sell) or pays more (a buy) than
    /// at its bankruptcy price.
    /// </summary>
    public static BigInteger Left(
        OracleSide closing, BigInteger bankruptcyPerLot, BigInteger price, BigInteger lots) =>
        OracleMath.Pos((bankruptcyPerLot - price) * -(int)closing * lots);
}
