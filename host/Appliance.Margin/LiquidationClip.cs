using System;
using Appliance.Core;

namespace Appliance.Margin;

/// <summary>
/// Large positions are closed in steps: a fifth first, then a pause, then the rest (MARGIN.md section 9).
/// </summary>
public static class LiquidationClip
{
    /// <summary>The first step closes at most this part of a large position.</summary>
    public const int FirstStepParts = 5;

    /// <summary>Whether a position is closed in steps.</summary>
    /// <param name="notionalMicro">Value of the position at the mark, not negative.</param>
    public static bool IsLarge(Int128 notionalMicro, long thresholdMicro) => notionalMicro > thresholdMicro;

    /// <summary>Most lots a first step may close: CeilDiv(|Q|, 5).</summary>
    public static long FirstStepLots(long heldLots)
    {
        Check.That(heldLots > 0);
        return FixedPoint.CeilDiv(heldLots, FirstStepParts);
    }

    /// <summary>Whether the pause after a first step still lasts.</summary>
    public static bool IsCooling(long firstStepNs, long cooldownNs, long stampNs) =>
        (Int128)stampNs < (Int128)firstStepNs + cooldownNs;
}
