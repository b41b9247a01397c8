using System;
using Appliance.Core;

namespace Appliance.Margin;

/// <summary>
/// The order in which a residual loss is paid (MARGIN.md section 9): each step min(what remains, what is available),
/// the venue last and without a bound. Nothing is lost and nothing is made.
/// </summary>
public static class LossWaterfall
{
    /// <summary>
    /// Splits a loss; <paramref name="memberShares"/> get each pool member's part, by largest remainder over the
    /// weights they agreed to.
    /// </summary>
    /// <param name="lossMicro">Not negative.</param>
    /// <param name="memberWeights">Micro, not negative: what each member agreed to pay at most.</param>
    public static LossParts Split(
        long lossMicro, in LossSources sources, ReadOnlySpan<long> memberWeights, Span<long> memberShares)
    {
        Check.That(lossMicro >= 0 && memberWeights.Length <= Limits.PoolMembersMax);
        Check.That(sources.UnderlyingFund >= 0 && sources.GlobalFund >= 0);
        Check.That(sources.FundCap >= 0 && sources.AdlCapacity >= 0);
        long left = lossMicro;
        long account = Take(ref left, FixedPoint.Pos(sources.AccountEquity));
        long underlying = Take(ref left, Math.Min(sources.UnderlyingFund, sources.FundCap));
        long global = Take(ref left, Math.Min(sources.GlobalFund, sources.FundCap - underlying));
        long adl = Take(ref left, sources.AdlCapacity);
        Int128 agreed = Int128.Zero;
        foreach (long weight in memberWeights)
        {
            agreed += weight;
        }

        long pool = Take(ref left, (long)Int128.Min(agreed, (Int128)left));
        LargestRemainder.Split(pool, memberWeights, memberShares);
        return new LossParts(account, underlying, global, adl, pool, left);
    }

    private static long Take(ref long left, long available)
    {
        long taken = Math.Min(left, available);
        left -= taken;
        return taken;
    }
}
