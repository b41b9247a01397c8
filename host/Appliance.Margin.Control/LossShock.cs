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

    /// <summary>
    /// Rows 0..31 of one underlying under the default grid. Rows without a price move and the two delta rows are zero.
    /// </summary>
    public static void FillBucket(ulong priceScanRangeQ32, Span<long> bucketQ32) =>
        new GridRevaluer(ScenarioGrid.Ism1, ScenarioGrid.Ism1.Shock, priceScanRangeQ32).FillLossShocks(bucketQ32);

    /// <summary>The shock of an undamped move: a long loses what the price gives up.</summary>
    public static long OfMove(long moveQ32) => -moveQ32;

    /// <summary>A return in ppm over the table's horizon as a move over the margin horizon, away from zero.</summary>
    public static long MoveOfReturn(long returnPpm, ulong horizonScaleQ32)
    {
        Int128 size = FixedPoint.CeilDiv((Int128)Math.Abs(returnPpm) * (Int128)horizonScaleQ32, 1_000_000);
        long move = returnPpm < 0 ? -(long)size : (long)size;
        return Math.Max(move, MoveMinQ32);
    }
}
