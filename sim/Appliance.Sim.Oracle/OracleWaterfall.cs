using System.Collections.Generic;
using System.Numerics;

namespace Appliance.Sim.Oracle;

/// <summary>
/// Section 9, waterfall: who pays a residual loss D, in this order and each as far as it can. The parts sum to D.
/// </summary>
public sealed record OracleWaterfall
{
    public BigInteger Equity { get; init; }

    public BigInteger UnderlyingFund { get; init; }

    public BigInteger GlobalFund { get; init; }

    public BigInteger Deleveraging { get; init; }

    /// <summary>What each pool member pays, in the order of the weights.</summary>
    public IReadOnlyList<BigInteger> Members { get; init; } = [];

    public BigInteger Venue { get; init; }

    /// <summary>
    /// Splits a loss. The cap of the event binds both funds together; the members pay up to the sum of their weights,
    /// by LargestRemainder over them.
    /// </summary>
    public static OracleWaterfall Of(
        BigInteger loss,
        BigInteger equity,
        BigInteger underlyingFund,
        BigInteger globalFund,
        BigInteger eventCap,
        BigInteger deleveragingCapacity,
        IReadOnlyList<BigInteger> memberWeights)
    {
        OracleMath.Require(loss >= 0, "a loss is not negative");
        BigInteger left = loss;
        BigInteger byEquity = Pay(ref left, equity);
        BigInteger byUnderlying = Pay(ref left, BigInteger.Min(underlyingFund, eventCap));
        BigInteger byGlobal = Pay(ref left, BigInteger.Min(globalFund, eventCap - byUnderlying));
        BigInteger byDeleveraging = Pay(ref left, deleveragingCapacity);
        BigInteger byMembers = Pay(ref left, OracleMath.Sum(memberWeights));
        return new OracleWaterfall
        {
            Equity = byEquity,
            UnderlyingFund = byUnderlying,
            GlobalFund = byGlobal,
            Deleveraging = byDeleveraging,
            Members = OracleMath.LargestRemainder(byMembers, memberWeights),
            Venue = left,
        };
    }

    private static BigInteger Pay(ref BigInteger left, BigInteger available)
    {
        BigInteger paid = BigInteger.Min(left, OracleMath.Pos(available));
        left -= paid;
        return paid;
    }
}
