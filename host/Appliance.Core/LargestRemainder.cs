using System;

namespace Appliance.Core;

/// <summary>Splits an amount by weights with nothing lost: the rule for pool shares, ADL and the waterfall.</summary>
public static class LargestRemainder
{
    /// <summary>
    /// shares[k] = floor(total*w_k/sum w); what is left goes one unit each to the largest remainders, ties to the
    /// lower index. All zero when the weights sum to zero. Sum of shares equals total otherwise.
    /// </summary>
    /// <param name="total">Non-negative amount to split.</param>
    /// <param name="weights">Non-negative weights.</param>
    /// <param name="shares">As long as <paramref name="weights"/>.</param>
    public static void Split(long total, ReadOnlySpan<long> weights, Span<long> shares)
    {
        Check.That(total >= 0 && shares.Length == weights.Length);
        Int128 weightSum = Int128.Zero;
        foreach (long weight in weights)
        {
            Check.That(weight >= 0);
            weightSum += weight;
        }

        shares.Clear();
        if (weightSum == Int128.Zero)
        {
            return;
        }

        long left = total;
        for (int k = 0; k < weights.Length; k++)
        {
            shares[k] = (long)((Int128)total * weights[k] / weightSum);
            left -= shares[k];
        }

        // left < weights.Length, so a selection per unit stays quadratic in a number of members that Limits bounds.
        Int128 bound = weightSum;
        int boundIndex = -1;
        for (; left > 0; left--)
        {
            (bound, boundIndex) = NextLargest(total, weights, weightSum, bound, boundIndex);
            shares[boundIndex]++;
        }
    }

    // The largest (remainder, lower index) strictly after the one handed out last.
    private static (Int128 Remainder, int Index) NextLargest(
        long total, ReadOnlySpan<long> weights, Int128 weightSum, Int128 bound, int boundIndex)
    {
        Int128 best = Int128.NegativeOne;
        int bestIndex = -1;
        for (int k = 0; k < weights.Length; k++)
        {
            Int128 remainder = (Int128)total * weights[k] % weightSum;
            bool isAfter = remainder < bound || (remainder == bound && k > boundIndex);
            if (isAfter && remainder > best)
            {
                best = remainder;
                bestIndex = k;
            }
        }

        Check.That(bestIndex >= 0);
        return (best, bestIndex);
    }
}
