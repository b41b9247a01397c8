using System;
using Appliance.Core;

namespace Appliance.Margin.Control;

/// <summary>
/// A venue's tiers of one symbol as requirement tables over notional. Tiers are marginal, as venues publish them with
/// an amount to take off: the requirement is continuous at every edge. Slopes are rounded up and offsets down, so the
/// table is never below the venue's own numbers and above them by at most 1 + N/2^32 micro.
/// </summary>
public sealed class TierTable
{
    private const long Billion = 1_000_000_000;
    private const long Million = 1_000_000;

    internal TierTable(string symbol, VenueTier[] tiers)
    {
        Symbol = symbol;
        Tiers = tiers;
        Maintenance = Lines(tiers, static tier => CeilQ32(tier.RateE9, Billion), out Int128[] amounts);
        Initial = Lines(tiers, static tier => CeilQ32(Million, tier.LeverageE6), out _);

        // The exact amounts replace those of the rounded slopes: they are the ones the venue publishes.
        amounts = ExactAmounts(tiers);
        for (int k = 0; k < amounts.Length; k++)
        {
            Maintenance[k] = Maintenance[k] with { OffsetMicro = (long)(amounts[k] / Billion) };
        }
    }

    public string Symbol { get; }

    /// <summary>Ascending from notional zero, rates rising.</summary>
    public VenueTier[] Tiers { get; }

    /// <summary>Maintenance over notional.</summary>
    public AffineSegment[] Maintenance { get; }

    /// <summary>Initial over notional: one over the largest leverage of each tier, marginally.</summary>
    public AffineSegment[] Initial { get; }

    /// <summary>
    /// What each tier takes off so that the table is continuous, in 1e-15 of the currency: exact.
    /// </summary>
    internal static Int128[] ExactAmounts(VenueTier[] tiers)
    {
        Int128[] amounts = new Int128[tiers.Length];
        for (int k = 1; k < tiers.Length; k++)
        {
            amounts[k] = amounts[k - 1] + ((Int128)tiers[k].FloorMicro * (tiers[k].RateE9 - tiers[k - 1].RateE9));
        }

        return amounts;
    }

    private static AffineSegment[] Lines(VenueTier[] tiers, Func<VenueTier, ulong> slope, out Int128[] offsetsQ32)
    {
        AffineSegment[] lines = new AffineSegment[tiers.Length];
        offsetsQ32 = new Int128[tiers.Length];
        for (int k = 0; k < tiers.Length; k++)
        {
            ulong slopeQ32 = slope(tiers[k]);
            if (k > 0)
            {
                Int128 rise = (Int128)slopeQ32 - lines[k - 1].SlopeQ32;
                offsetsQ32[k] = offsetsQ32[k - 1] + (tiers[k].FloorMicro * rise);
            }

            lines[k] = new AffineSegment(slopeQ32, (long)(offsetsQ32[k] >> 32));
        }

        return lines;
    }

    private static ulong CeilQ32(long numerator, long denominator) =>
        (ulong)FixedPoint.CeilDiv((Int128)numerator << 32, (Int128)denominator);
}
