using System;
using Appliance.Core;

namespace Appliance.Margin.Control;

/// <summary>
/// Turns a contract and a grid into the losses per lot of its array: every value is the full revaluation at that
/// scenario, rounded up in micro, against the account. Price moves and covers are the Q32 integers that linear
/// contracts use, so a future and an option on it see the same market to the last bit.
/// </summary>
/// <param name="grid">The scenarios.</param>
/// <param name="shock">How far volatility moves; the grid's own unless the underlying has another.</param>
/// <param name="priceScanRangeQ32">PSR of the underlying, Q32.</param>
public sealed class GridRevaluer(ScenarioGrid grid, VolatilityShock shock, ulong priceScanRangeQ32)
{
    private const double Q32 = 4294967296.0;

    /// <summary>
    /// The 32 bucket rows of one lot, micro: losses of the grid's points, 0 where it has none, and the delta
    /// notional up and down, rounded away from zero. A loss too large for an array becomes
    /// <see cref="Limits.PerLotLimit"/>, which <see cref="SnapshotCheck"/> refuses by name.
    /// </summary>
    public void FillBucket(PricedContract contract, Span<long> bucket)
    {
        Check.That(bucket.Length == RiskProfile.BucketEntries);
        bucket.Clear();
        foreach (ScenarioPoint point in grid.Points)
        {
            double volatility = shock.Twisted(
                shock.Moved(
                    contract.Volatility,
                    contract.Days,
                    point.Volatility,
                    point.VolatilityScale.Value,
                    point.IsVolatilityAbsolute),
                contract.Days,
                point.Twist);
            double loss = contract.LossMicro(
                point.MoveQ32(priceScanRangeQ32) / Q32, volatility, point.LookAheadDays.Value);
            bucket[point.Index] = point.Index == 0 ? 0 : CeilMicro(loss * (point.CoverQ32(priceScanRangeQ32) / Q32));
        }

        double delta = contract.DeltaNotionalMicro();
        long size = CeilMicro(delta < 0.0 ? -delta : delta);
        bucket[RiskProfile.DeltaUp] = delta < 0.0 ? -size : size;
        bucket[RiskProfile.DeltaDown] = -bucket[RiskProfile.DeltaUp];
    }

    /// <summary>
    /// The joint columns of one lot, micro: the contract revalued at the underlying's move in each column (minus its
    /// Q32 loss shock) and at its volatility times the column's factor.
    /// </summary>
    public static void FillJoint(
        PricedContract contract,
        ReadOnlySpan<long> lossShocksQ32,
        ReadOnlySpan<double> volatilityFactors,
        Span<long> joint)
    {
        Check.That(lossShocksQ32.Length == joint.Length && volatilityFactors.Length == joint.Length);
        for (int h = 0; h < joint.Length; h++)
        {
            bool isMoved = lossShocksQ32[h] != 0 || volatilityFactors[h] != 1.0;
            double volatility = contract.Volatility * volatilityFactors[h];
            joint[h] = isMoved ? CeilMicro(contract.LossMicro(-lossShocksQ32[h] / Q32, volatility, 0.0)) : 0;
        }
    }

    /// <summary>Loss shocks of the bucket rows for linear contracts under this grid, signed Q32.</summary>
    public void FillLossShocks(Span<long> bucketQ32)
    {
        Check.That(bucketQ32.Length == RiskProfile.BucketEntries && priceScanRangeQ32 <= Rate.One.Q32);
        bucketQ32.Clear();
        foreach (ScenarioPoint point in grid.Points)
        {
            long move = point.MoveQ32(priceScanRangeQ32);
            long covered = FixedPoint.MulCeil(Math.Abs(move), point.CoverQ32(priceScanRangeQ32));
            bucketQ32[point.Index] = LossShock.OfMove(move < 0 ? -covered : covered);
        }
    }

    // Up to the next whole micro, for losses and gains alike.
    private static long CeilMicro(double micro)
    {
        const double limit = Limits.PerLotLimit;
        if (!(micro > -limit && micro < limit))
        {
            return micro < 0.0 ? -Limits.PerLotLimit : Limits.PerLotLimit;
        }

        long whole = (long)micro;
        return whole < micro ? whole + 1 : whole;
    }
}
