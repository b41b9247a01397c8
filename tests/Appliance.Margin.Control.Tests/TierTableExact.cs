using System;

namespace Appliance.Margin.Control.Tests;

/// <summary>What each tier takes off, worked out here from floors and rates, in 1e-15 of the currency.</summary>
internal static class TierTableExact
{
    public static Int128[] Amounts(TierTable table)
    {
        Int128[] amounts = new Int128[table.Tiers.Length];
        for (int k = 1; k < amounts.Length; k++)
        {
            // cum_n = floor_n * (rate_n - rate_{n-1}) + cum_{n-1}, as the venue states it.
            Int128 rise = table.Tiers[k].RateE9 - table.Tiers[k - 1].RateE9;
            amounts[k] = (table.Tiers[k].FloorMicro * rise) + amounts[k - 1];
        }

        return amounts;
    }
}
