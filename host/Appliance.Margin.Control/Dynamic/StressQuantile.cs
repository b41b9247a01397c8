using System;
using Appliance.Core;

namespace Appliance.Margin.Control;

/// <summary>
/// The move that a share of all past moves did not exceed, in either direction, over several periods at a time. The
/// history is meant to hold the stress that no margin may forget.
/// </summary>
public sealed record StressQuantile
{
    /// <summary>Share of past moves covered, in ppm: 990,000 is 99%.</summary>
    public int SharePpm { get; init; } = 990_000;

    /// <summary>Periods of one move; moves overlap.</summary>
    public int HorizonPeriods { get; init; } = 1;

    /// <summary>
    /// The nearest-rank quantile of |sum of the returns of a horizon|, in ppm, from returns in ppm, oldest first: the
    /// ceil(share * n)-th smallest of n moves. 0 while the history is shorter than the horizon.
    /// </summary>
    public long Ppm(ReadOnlySpan<int> returnsPpm)
    {
        Check.That(SharePpm is > 0 and <= 1_000_000 && HorizonPeriods > 0);
        int count = returnsPpm.Length - HorizonPeriods + 1;
        if (count <= 0)
        {
            return 0;
        }

        long[] moves = new long[count];
        long sum = 0;
        for (int t = 0; t < returnsPpm.Length; t++)
        {
            sum += returnsPpm[t];
            if (t >= HorizonPeriods - 1)
            {
                moves[t - HorizonPeriods + 1] = Math.Abs(sum);
                sum -= returnsPpm[t - HorizonPeriods + 1];
            }
        }

        Array.Sort(moves);
        long rank = FixedPoint.CeilDiv((long)SharePpm * count, 1_000_000);
        return moves[rank - 1];
    }
}
