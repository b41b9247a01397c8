using System;
using System.Runtime.CompilerServices;

namespace Appliance.Core;

/// <summary>
/// The integer arithmetic of host/MARGIN.md sections 1 and 2. Every product is 128 bits wide, every division names
/// its rounding, and the rounding favours solvency: requirements up, credits down. Nothing here allocates.
/// </summary>
public static class FixedPoint
{
    /// <summary>Largest legal magnitude of money and of every accumulator: 2^62 - 1.</summary>
    public const long MoneyMax = (1L << 62) - 1;

    /// <summary>Rates are below this: 2^40 in Q32, that is 256x.</summary>
    public const ulong RateLimitQ32 = 1UL << 40;

    private const ulong Q32Mask = 0xFFFF_FFFFUL;

    /// <summary>floor(a / b) for any sign of a; b must be positive.</summary>
    public static long FloorDiv(long a, long b)
    {
        Check.That(b > 0);
        long quotient = a / b;
        return a % b < 0 ? quotient - 1 : quotient;
    }

    /// <summary>ceil(a / b) for any sign of a; b must be positive.</summary>
    public static long CeilDiv(long a, long b)
    {
        Check.That(b > 0);
        long quotient = a / b;
        return a % b > 0 ? quotient + 1 : quotient;
    }

    /// <summary>floor(a / b) in 128 bits; b must be positive.</summary>
    public static Int128 FloorDiv(Int128 a, Int128 b)
    {
        Check.That(b > Int128.Zero);
        (Int128 quotient, Int128 remainder) = Int128.DivRem(a, b);
        return Int128.IsNegative(remainder) ? quotient - Int128.One : quotient;
    }

    /// <summary>ceil(a / b) in 128 bits; b must be positive.</summary>
    public static Int128 CeilDiv(Int128 a, Int128 b)
    {
        Check.That(b > Int128.Zero);
        (Int128 quotient, Int128 remainder) = Int128.DivRem(a, b);
        return remainder > Int128.Zero ? quotient + Int128.One : quotient;
    }

    /// <summary>
    /// ceil(x * rate). Exact while the result fits int64, which <paramref name="x"/> up to 2^54 always does;
    /// larger values go through <see cref="MulCeilWide"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long MulCeil(long x, ulong rateQ32)
    {
        long high = Math.BigMul(x, (long)rateQ32, out long low);
        unchecked
        {
            ulong biased = (ulong)low + Q32Mask;
            high += biased < (ulong)low ? 1 : 0;
            return (high << 32) | (long)(biased >> 32);
        }
    }

    /// <summary>floor(x * rate); same range as <see cref="MulCeil(long, ulong)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long MulFloor(long x, ulong rateQ32)
    {
        long high = Math.BigMul(x, (long)rateQ32, out long low);
        return unchecked((high << 32) | (long)((ulong)low >> 32));
    }

    public static long MulCeil(long x, Rate rate) => MulCeil(x, rate.Q32);

    public static long MulFloor(long x, Rate rate) => MulFloor(x, rate.Q32);

    /// <summary>ceil(x * rate) for |x| below 2^86: the product stays inside 127 bits.</summary>
    public static Int128 MulCeilWide(Int128 x, ulong rateQ32) => ((x * (Int128)rateQ32) + (Int128)Q32Mask) >> 32;

    /// <summary>floor(x * rate) for |x| below 2^86.</summary>
    public static Int128 MulFloorWide(Int128 x, ulong rateQ32) => (x * (Int128)rateQ32) >> 32;

    /// <summary>max(x, 0).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Pos(long x) => Math.Max(x, 0);

    /// <summary>
    /// Clamps to [-MoneyMax, MoneyMax] and sets <paramref name="saturated"/> when it had to; never clears it.
    /// Only final scalars may saturate: sums inside would stop being associative, and devices would differ.
    /// </summary>
    public static long Saturate(Int128 x, ref bool saturated)
    {
        if (x > (Int128)MoneyMax)
        {
            saturated = true;
            return MoneyMax;
        }

        if (x < (Int128)(-MoneyMax))
        {
            saturated = true;
            return -MoneyMax;
        }

        return (long)x;
    }

    /// <summary>a/b &lt; c/d by cross-multiplication; b and d must be positive. Ratios are never divided.</summary>
    public static bool RatioLess(long a, long b, long c, long d)
    {
        Check.That(b > 0 && d > 0);
        return (Int128)a * d < (Int128)c * b;
    }
}
