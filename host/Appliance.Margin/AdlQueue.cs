using System;
using Appliance.Core;

namespace Appliance.Margin;

/// <summary>
/// Who is deleveraged and by how much (MARGIN.md section 9): a pure function of the candidates, whatever order they
/// come in.
/// </summary>
public static class AdlQueue
{
    /// <summary>Groups of equal count that the ranking is cut into.</summary>
    public const int Groups = 10;

    /// <summary>Highest score first, ties to the lower account id.</summary>
    public static void Rank(Span<AdlCandidate> candidates) => candidates.Sort(static (a, b) =>
    {
        int byScore = b.Score.CompareTo(a.Score);
        return byScore != 0 ? byScore : a.Account.CompareTo(b.Account);
    });

    /// <summary>First rank of a group; the first groups are one longer where the count does not divide.</summary>
    public static int GroupStart(int group, int count)
    {
        Check.That(group is >= 0 and <= Groups && count >= 0);
        return (group * (count / Groups)) + Math.Min(group, count % Groups);
    }

    /// <summary>
    /// Shares the lots to close over positions in ranked order: whole groups first, the last one by largest remainder
    /// over its lots. Returns how many lots found a counterparty.
    /// </summary>
    /// <param name="lots">Lots to close, not negative.</param>
    /// <param name="heldLots">Positive lots by rank.</param>
    /// <param name="closedLots">By rank, as long as <paramref name="heldLots"/>; never more than what is held.</param>
    public static long Allocate(long lots, ReadOnlySpan<long> heldLots, Span<long> closedLots)
    {
        Check.That(lots >= 0 && closedLots.Length == heldLots.Length);
        closedLots.Clear();
        long left = lots;
        for (int group = 0; group < Groups && left > 0; group++)
        {
            Range ranks = GroupStart(group, heldLots.Length)..GroupStart(group + 1, heldLots.Length);
            ReadOnlySpan<long> held = heldLots[ranks];
            Int128 capacity = Int128.Zero;
            foreach (long position in held)
            {
                Check.That(position > 0);
                capacity += position;
            }

            if (capacity > left)
            {
                LargestRemainder.Split(left, held, closedLots[ranks]);
                return lots;
            }

            held.CopyTo(closedLots[ranks]);
            left -= (long)capacity;
        }

        return lots - left;
    }

    /// <summary>
    /// Value per lot at which deleveraged positions trade: the bankruptcy value, kept within the band around the mark.
    /// What the band keeps back goes to the next step of the waterfall.
    /// </summary>
    public static long PricePerLot(long bankruptcyMicro, long markMicro, ulong bandQ32)
    {
        Check.That(markMicro is > 0 and < Limits.PerLotLimit && bandQ32 < FixedPoint.RateLimitQ32);
        long band = FixedPoint.MulCeil(markMicro, bandQ32);
        long lowest = Math.Max(1, markMicro - band);
        return Math.Clamp(bankruptcyMicro, lowest, Math.Min(markMicro + band, Limits.PerLotLimit - 1));
    }
}
