using System;
using System.Numerics;
using Appliance.Core;

namespace Appliance.Exactness.Tests;

/// <summary>Arithmetic of section 2 in numbers of any size; a bent device rounds one of them the wrong way.</summary>
internal static class PlainMath
{
    public static BigInteger Pos(BigInteger x) => BigInteger.Max(x, 0);

    public static bool IsMoney(BigInteger amount) => BigInteger.Abs(amount) <= FixedPoint.MoneyMax;

    public static BigInteger MulFloor(BigInteger x, BigInteger rate) => (x * rate) >> 32;

    public static BigInteger MulCeil(BigInteger x, BigInteger rate) => -MulFloor(-x, rate);

    /// <summary>MulCeil, or MulFloor when that is what is wrong.</summary>
    public static BigInteger Up(BigInteger x, BigInteger rate, bool isBent) =>
        isBent ? MulFloor(x, rate) : MulCeil(x, rate);

    public static BigInteger Down(BigInteger x, BigInteger rate, bool isBent) => Up(x, rate, !isBent);

    public static BigInteger FloorDiv(BigInteger a, BigInteger b)
    {
        BigInteger quotient = BigInteger.DivRem(a, b, out BigInteger remainder);
        return remainder.Sign < 0 ? quotient - 1 : quotient;
    }

    public static BigInteger CeilDiv(BigInteger a, BigInteger b) => -FloorDiv(-a, b);

    public static BigInteger MaxAffine(BigInteger x, ReadOnlySpan<AffineSegment> table, bool isBent = false)
    {
        BigInteger best = 0;
        foreach (AffineSegment s in table)
        {
            best = BigInteger.Max(best, Up(x, s.SlopeQ32, isBent) - s.OffsetMicro);
        }

        return best;
    }

    public static BigInteger MinAffine(BigInteger x, ReadOnlySpan<AffineSegment> table, bool isBent = false)
    {
        BigInteger? best = null;
        foreach (AffineSegment s in table)
        {
            BigInteger line = Down(x, s.SlopeQ32, isBent) + s.OffsetMicro;
            best = best is null ? line : BigInteger.Min(best.Value, line);
        }

        return best ?? 0;
    }
}
