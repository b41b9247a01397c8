using System;
using Appliance.Core;

namespace Appliance.Margin;

/// <summary>
/// How much may be liquidated of each underlying in one window of sequenced time (MARGIN.md section 9). Windows lie
/// side by side from time zero on; a stamp from before the newest window counts into the newest. Nothing allocates.
/// </summary>
public sealed class LiquidationBudget
{
    private readonly long windowNs;
    private readonly long[] windows;
    private readonly long[] usedMicro;

    /// <param name="underlyings">How many underlyings have a budget.</param>
    /// <param name="windowNs">Length of a window, positive.</param>
    public LiquidationBudget(int underlyings, long windowNs)
    {
        Check.That(underlyings is >= 0 and <= Limits.UnderlyingsMax && windowNs > 0);
        this.windowNs = windowNs;
        windows = new long[underlyings];
        usedMicro = new long[underlyings];
    }

    /// <summary>Budgets kept.</summary>
    public int Count => windows.Length;

    /// <summary>Largest notional of one window: min(depth cap, floor(open interest * share)), micro.</summary>
    public static long CapMicro(long depthCapMicro, long openInterestMicro, ulong shareQ32)
    {
        Check.That(depthCapMicro >= 0 && openInterestMicro >= 0 && shareQ32 < FixedPoint.RateLimitQ32);
        Int128 share = FixedPoint.MulFloorWide(openInterestMicro, shareQ32);
        return (long)Int128.Min((Int128)depthCapMicro, share);
    }

    /// <summary>Notional still free in the window of the stamp, micro, not negative.</summary>
    public long LeftMicro(int underlying, long stampNs, long capMicro)
    {
        Turn(underlying, stampNs);
        return FixedPoint.Pos(capMicro - usedMicro[underlying]);
    }

    /// <summary>Counts a liquidation of this notional into the window of the stamp.</summary>
    public void Use(int underlying, long stampNs, long notionalMicro)
    {
        Check.That(notionalMicro is >= 0 and <= FixedPoint.MoneyMax);
        Turn(underlying, stampNs);

        // Used up is used up: beyond the money range there is nothing to count.
        usedMicro[underlying] = (long)Int128.Min(
            (Int128)usedMicro[underlying] + notionalMicro, (Int128)FixedPoint.MoneyMax);
    }

    /// <summary>Number of the newest window seen, for the state hash.</summary>
    public long Window(int underlying) => windows[underlying];

    /// <summary>Notional counted into the newest window seen, micro.</summary>
    public long UsedMicro(int underlying) => usedMicro[underlying];

    private void Turn(int underlying, long stampNs)
    {
        long window = FixedPoint.FloorDiv(stampNs, windowNs);
        if (window > windows[underlying])
        {
            windows[underlying] = window;
            usedMicro[underlying] = 0;
        }
    }
}
