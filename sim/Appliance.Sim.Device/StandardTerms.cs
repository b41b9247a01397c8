using System;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>
/// What one instrument adds to a STANDARD requirement (MARGIN.md section 5): its table over the largest notional that
/// can be reached, and for options the requirement of every short lot.
/// </summary>
internal static class StandardTerms
{
    /// <summary>
    /// Exact. With |q| + bx + sx &lt;= 2^40 and the contract value below 2^47 the notional is at most
    /// 2^87 - 2^40 and times a rate of at most 2^40 - 1 below 2^127 - 2^86: Int128 holds every product, and the sum
    /// of 64 such terms is below 2^103. While the notional is at most 2^54 the table is walked in 64 bits, where a
    /// product times a rate is below 2^62 and an offset at most MoneyMax.
    /// </summary>
    /// <param name="bx">Lots that may be bought by working orders; 0 for the terms of L.</param>
    /// <param name="sx">Lots that may be sold by working orders; 0 for the terms of L.</param>
    /// <param name="contractValue">cvE, micro per lot.</param>
    public static Int128 Charge(
        in InstrumentRow row, MarginKind kind, long q, long bx, long sx, long contractValue)
    {
        long lots = Math.Max(Math.Abs(q + bx), Math.Abs(q - sx));
        long high = Math.BigMul(lots, contractValue, out long low);
        bool isNarrow = high == 0 && low is >= 0 and <= ExactInput.Max;
        Int128 charge = isNarrow
            ? ExactInput.MaxAffine(low, row.Standard(kind))
            : Affine.MaxAffine((Int128)lots * contractValue, row.Standard(kind));
        return row.IsOption ? charge + ((Int128)FixedPoint.Pos(sx - q) * row.ShortLot(kind)) : charge;
    }
}
