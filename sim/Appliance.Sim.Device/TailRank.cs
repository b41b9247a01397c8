using System;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>The VaR measure of the tail: one of the largest joint columns instead of the mean of several.</summary>
internal static unsafe class TailRank
{
    /// <summary>The K-th largest entry, floored at zero; exact for entries of any size.</summary>
    /// <param name="rank">K, 1 for the largest, at most RiskProfile.TailCountMax.</param>
    public static long KthLargest(long* values, int entries, int rank)
    {
        Span<long> largest = stackalloc long[RiskProfile.TailCountMax];
        largest.Clear();
        for (int s = 0; s < entries; s++)
        {
            long v = values[s];
            for (int k = 0; k < rank && v > largest[rank - 1]; k++)
            {
                (largest[k], v) = (Math.Max(largest[k], v), Math.Min(largest[k], v));
            }
        }

        return largest[rank - 1];
    }
}
