using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace Appliance.Sim.Oracle;

/// <summary>
/// The arithmetic of MARGIN.md section 2 in unbounded integers. Written from that page alone and deliberately not
/// from the device arithmetic: a shared mistake would be invisible.
/// </summary>
public static class OracleMath
{
    /// <summary>Balances are in units of one over this (section 1).</summary>
    public static readonly BigInteger AssetUnit = 100_000_000;

    /// <summary>1.0 as a Q32 rate.</summary>
    public static readonly BigInteger One = BigInteger.One << 32;

    /// <summary>Largest magnitude of money (section 1).</summary>
    public static readonly BigInteger MoneyMax = (BigInteger.One << 62) - 1;

    public static BigInteger FloorDiv(BigInteger a, BigInteger b)
    {
        Require(b > 0, "divisor is positive");
        BigInteger quotient = BigInteger.DivRem(a, b, out BigInteger remainder);
        return remainder < 0 ? quotient - 1 : quotient;
    }

    public static BigInteger CeilDiv(BigInteger a, BigInteger b) => -FloorDiv(-a, b);

    public static BigInteger MulCeil(BigInteger x, BigInteger rate) => CeilDiv(x * rate, One);

    public static BigInteger MulFloor(BigInteger x, BigInteger rate) => FloorDiv(x * rate, One);

    public static BigInteger Pos(BigInteger x) => BigInteger.Max(x, 0);

    /// <summary>max(0, max over segments of MulCeil(x, a) - b); 0 for an empty table.</summary>
    public static BigInteger MaxAffine(BigInteger x, IReadOnlyList<OracleSegment> segments)
    {
        BigInteger best = 0;
        foreach (OracleSegment segment in segments)
        {
            best = BigInteger.Max(best, MulCeil(x, segment.Slope) - segment.Offset);
        }

        return best;
    }

    /// <summary>min over segments of MulFloor(x, a) + b; 0 for an empty table.</summary>
    public static BigInteger MinAffine(BigInteger x, IReadOnlyList<OracleSegment> segments) => segments.Count == 0
        ? 0
        : segments.Select(segment => MulFloor(x, segment.Slope) + segment.Offset).Min();

    /// <summary>The sum of any number of amounts.</summary>
    public static BigInteger Sum(IEnumerable<BigInteger> amounts) =>
        amounts.Aggregate(BigInteger.Zero, (sum, amount) => sum + amount);

    /// <summary>Floor shares, then one unit each to the largest remainders, ties to the lower index.</summary>
    public static BigInteger[] LargestRemainder(BigInteger total, IReadOnlyList<BigInteger> weights)
    {
        Require(total >= 0 && weights.All(weight => weight >= 0), "total and weights are not negative");
        BigInteger sum = Sum(weights);
        if (sum == 0)
        {
            return new BigInteger[weights.Count];
        }

        BigInteger[] shares = [.. weights.Select(weight => FloorDiv(total * weight, sum))];
        BigInteger left = total - Sum(shares);
        IEnumerable<int> byRemainder = Enumerable.Range(0, weights.Count)
            .OrderByDescending(k => (total * weights[k]) - (shares[k] * sum))
            .ThenBy(k => k);
        foreach (int k in byRemainder.Take((int)left))
        {
            shares[k] += 1;
        }

        return shares;
    }

    /// <summary>clamp(x, -MoneyMax, MoneyMax), with a flag when it clamped.</summary>
    public static OracleScalar Sat(BigInteger x)
    {
        BigInteger clamped = BigInteger.Clamp(x, -MoneyMax, MoneyMax);
        return new OracleScalar(clamped, clamped != x);
    }

    internal static void Require(bool condition, string what)
    {
        if (!condition)
        {
            throw new System.InvalidOperationException("the rules do not allow this question: " + what);
        }
    }
}
