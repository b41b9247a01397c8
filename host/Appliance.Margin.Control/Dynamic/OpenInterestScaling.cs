using System;
using Appliance.Core;

namespace Appliance.Margin.Control;

/// <summary>
/// Raises initial margin as a market's open interest runs from a lower to an upper cap:
/// min(1, base + (1 - base) * (OI - lo) / (hi - lo)). The rule is dYdX's; the caps are money.
/// </summary>
/// <param name="LowerCap">Up to here the base applies.</param>
/// <param name="UpperCap">From here on the fraction is 1; 0 switches the rule off.</param>
public readonly record struct OpenInterestScaling(long LowerCap, long UpperCap)
{
    private const long PpmPerOne = 1_000_000;

    /// <summary>The rule in whole ppm, rounded down as the chain does; open interest as the caps.</summary>
    public int InitialPpm(int basePpm, long openInterest)
    {
        Check.That(basePpm is >= 0 and <= (int)PpmPerOne);
        if (IsBase(openInterest))
        {
            return basePpm;
        }

        return openInterest >= UpperCap
            ? (int)PpmPerOne
            : basePpm + (int)FixedPoint.FloorDiv(
                (Int128)(PpmPerOne - basePpm) * (openInterest - LowerCap), (Int128)UpperCap - LowerCap);
    }

    /// <summary>The rule on a Q32 slope, rounded up. A slope of 1 and more stays.</summary>
    public ulong SlopeQ32(ulong baseQ32, long openInterest)
    {
        ulong one = Rate.One.Q32;
        if (IsBase(openInterest) || baseQ32 >= one)
        {
            return baseQ32;
        }

        return openInterest >= UpperCap
            ? one
            : baseQ32 + (ulong)FixedPoint.CeilDiv(
                (Int128)(one - baseQ32) * (openInterest - LowerCap), (Int128)UpperCap - LowerCap);
    }

    /// <summary>
    /// An initial table with every slope raised. Offsets stay, so the table still dominates its maintenance one.
    /// </summary>
    public AffineSegment[] Scaled(ReadOnlySpan<AffineSegment> initial, long openInterest)
    {
        AffineSegment[] scaled = new AffineSegment[initial.Length];
        for (int i = 0; i < scaled.Length; i++)
        {
            scaled[i] = initial[i] with { SlopeQ32 = SlopeQ32(initial[i].SlopeQ32, openInterest) };
        }

        return scaled;
    }

    private bool IsBase(long openInterest)
    {
        Check.That(LowerCap >= 0 && UpperCap >= LowerCap && openInterest >= 0);
        return UpperCap == 0 || openInterest <= LowerCap;
    }
}
