using System;
using Appliance.Core;

namespace Appliance.Sim.Device;

/// <summary>Open value of a position (MARGIN.md section 6): the signed entry value of what is open.</summary>
internal static class OpenValue
{
    /// <summary>
    /// What V becomes when a position of <paramref name="held"/> lots trades <paramref name="signedLots"/> for
    /// <paramref name="amount"/> micro. The amount is given, not a value per lot, because the first leg of a
    /// combination takes what the others leave. False when |V| would exceed MoneyMax; nothing is changed here.
    /// </summary>
    /// <param name="amount">Below 2^90 in magnitude.</param>
    /// <param name="held">Q before the trade, |Q| at most Limits.GroupLotsMax; zero has V = 0.</param>
    public static bool TryMove(long value, long held, long signedLots, Int128 amount, out long moved)
    {
        Int128 next;
        if (signedLots == 0 || held == 0 || (held > 0) == (signedLots > 0))
        {
            next = value + amount;
        }
        else if (Math.Abs(signedLots) >= Math.Abs(held))
        {
            next = amount - Share(amount, Math.Abs(held), Math.Abs(signedLots));
        }
        else
        {
            next = value - Share(value, Math.Abs(signedLots), Math.Abs(held));
        }

        bool isInRange = Int128.Abs(next) <= (Int128)FixedPoint.MoneyMax;
        moved = isInRange ? (long)next : 0;
        return isInRange;
    }

    // FloorDiv(amount * part, whole) for part <= whole: the amount is divided first, so that no product grows beyond
    // the amount or 2^82.
    private static Int128 Share(Int128 amount, long part, long whole)
    {
        Int128 each = FixedPoint.FloorDiv(amount, (Int128)whole);
        Int128 rest = amount - (each * whole);
        return (each * part) + FixedPoint.FloorDiv(rest * part, (Int128)whole);
    }
}
