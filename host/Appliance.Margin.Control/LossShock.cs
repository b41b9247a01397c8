using System;
using Appliance.Core;

namespace Appliance.Margin.Control;

/// <summary>
/// Loss shocks of linear contracts (host/MARGIN.md section 3): a price move x and a damping d give -(x*d), every
/// step rounded away from zero, so a shock never understates a loss by more than the rounding of its own array entry
/// gives back. Moves and shocks are signed Q32.
/// </summary>
public static class LossShock
{
    /// <summary>A price can fall by all of itself and no further.</summary>
    public const long MoveMinQ32 = -(1L << 32);

    // Tails: the move, then its damping, in thousandths. Rows 21..27 in this order.
    private static readonly (int MoveMilli, int DampingMilli)[] Tails =
    [
        (-660, 210), (-500, 280), (-330, 420), (500, 280), (1000, 140), (2000, 70), (3000, 47),
    ];

    private const int TailsFirst = 21;

    /// <summary>Rows 0..31 of one underlying. Rows without a price move and the two delta rows are zero.</summary>
    public static void FillBucket(ulong priceScanRangeQ32, Span<long> bucketQ32)
    {
        Check.That(bucketQ32.Length == RiskProfile.BucketEntries && priceScanRangeQ32 <= Rate.One.Q32);
        bucketQ32.Clear();
        for (int thirds = 1; thirds <= 3; thirds++)
        {
            long move = MoveOfThirds(priceScanRangeQ32, thirds);
            int row = (thirds * 6) - 3;
            bucketQ32.Slice(row, 3).Fill(OfMove(move));
            bucketQ32.Slice(row + 3, 3).Fill(OfMove(-move));
        }

        for (int t = 0; t < Tails.Length; t++)
        {
            (int moveMilli, int dampingMilli) = Tails[t];
            long size = (long)Rate.Up(Math.Abs(moveMilli), 1000).Q32;
            long damped = FixedPoint.MulCeil(size, Rate.Up(dampingMilli, 1000));
            bucketQ32[TailsFirst + t] = OfMove(moveMilli < 0 ? -damped : damped);
        }
    }

    /// <summary>The shock of an undamped move: a long loses what the price gives up.</summary>
    public static long OfMove(long moveQ32) => -moveQ32;

    /// <summary>thirds * PSR / 3, rounded up.</summary>
    public static long MoveOfThirds(ulong priceScanRangeQ32, int thirds) =>
        FixedPoint.CeilDiv((long)priceScanRangeQ32 * thirds, 3);

    /// <summary>A return in ppm over the table's horizon as a move over the margin horizon, away from zero.</summary>
    public static long MoveOfReturn(long returnPpm, ulong horizonScaleQ32)
    {
        Int128 size = FixedPoint.CeilDiv((Int128)Math.Abs(returnPpm) * (Int128)horizonScaleQ32, 1_000_000);
        long move = returnPpm < 0 ? -(long)size : (long)size;
        return Math.Max(move, MoveMinQ32);
    }
}
