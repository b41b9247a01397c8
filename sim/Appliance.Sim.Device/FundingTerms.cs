using System;
using Appliance.Core;

namespace Appliance.Sim.Device;

/// <summary>What one instrument adds to FUND: the expected funding of the largest position that would pay it.</summary>
internal static class FundingTerms
{
    /// <summary>Exact, with the bounds of <see cref="StandardTerms"/>; 0 where no funding is expected.</summary>
    /// <param name="contractValue">cvE, micro per lot.</param>
    public static Int128 Charge(in InstrumentRow row, long q, long bx, long sx, long contractValue)
    {
        if (row.Funding == 0)
        {
            return Int128.Zero;
        }

        long lots = FixedPoint.Pos(row.IsFundingOnLongs ? q + bx : sx - q);
        long high = Math.BigMul(lots, contractValue, out long low);
        bool isNarrow = high == 0 && low is >= 0 and <= ExactInput.Max;
        return isNarrow
            ? FixedPoint.MulCeil(low, row.Funding)
            : FixedPoint.MulCeilWide((Int128)lots * contractValue, row.Funding);
    }
}
