using System;
using System.Globalization;
using Appliance.Core;

namespace Appliance.Margin.Control;

/// <summary>
/// Decimal text to fixed point, digit by digit, never through a double. The grammar is narrow on purpose: an optional
/// minus, digits, an optional point with digits after it. No exponent, no plus, no spaces, no thousands separators:
/// a parameter that two readers could read differently is refused.
/// </summary>
public static class DecimalText
{
    /// <summary>Digits after the point that are looked at; more are refused.</summary>
    public const int FractionDigitsMax = 18;

    // Digits in all: 10^27 * 2^32 stays below 2^122, so every product here is exact in 128 bits.
    private const int DigitsMax = 27;

    /// <summary>The value as Q32 rounded up: requirements. Negative or not below 256 is refused.</summary>
    public static bool TryParseQ32Up(ReadOnlySpan<char> text, out ulong q32) => TryParseQ32(text, isUp: true, out q32);

    /// <summary>The value as Q32 rounded down: credits. Negative or not below 256 is refused.</summary>
    public static bool TryParseQ32Down(ReadOnlySpan<char> text, out ulong q32) =>
        TryParseQ32(text, isUp: false, out q32);

    /// <summary>
    /// The whole number m with value = m * 10^exponent, exponent in -18..0; refused when there is none in an int64,
    /// so nothing is ever rounded away here.
    /// </summary>
    public static bool TryParseMantissa(ReadOnlySpan<char> text, int exponent, out long mantissa)
    {
        Check.That(exponent is >= -FractionDigitsMax and <= 0);
        mantissa = 0;
        if (!TryScan(text, out bool isNegative, out UInt128 digits, out int fractionDigits))
        {
            return false;
        }

        // Trailing zeros carry nothing: 1.500 has the mantissa of 1.5.
        for (; fractionDigits > -exponent; fractionDigits--)
        {
            (UInt128 quotient, UInt128 last) = UInt128.DivRem(digits, 10);
            if (last != UInt128.Zero)
            {
                return false;
            }

            digits = quotient;
        }

        for (; fractionDigits < -exponent; fractionDigits++)
        {
            if (digits > (UInt128)long.MaxValue)
            {
                return false;
            }

            digits *= 10;
        }

        if (digits > (UInt128)long.MaxValue)
        {
            return false;
        }

        mantissa = isNegative ? -(long)digits : (long)digits;
        return true;
    }

    /// <summary>mantissa * 10^exponent, exponent in -18..0, without trailing zeros: 6250000 and -6 is 6.25.</summary>
    public static string Of(long mantissa, int exponent)
    {
        Check.That(exponent is >= -FractionDigitsMax and <= 0);
        string digits = Int128.Abs(mantissa).ToString(CultureInfo.InvariantCulture).PadLeft(1 - exponent, '0');
        string whole = digits[..(digits.Length + exponent)];
        string fraction = digits[whole.Length..].TrimEnd('0');
        return (mantissa < 0 ? "-" : "") + (fraction.Length == 0 ? whole : $"{whole}.{fraction}");
    }

    private static bool TryParseQ32(ReadOnlySpan<char> text, bool isUp, out ulong q32)
    {
        q32 = 0;
        if (!TryScan(text, out bool isNegative, out UInt128 digits, out int fractionDigits) || isNegative)
        {
            return false;
        }

        UInt128 scale = UInt128.One;
        for (int i = 0; i < fractionDigits; i++)
        {
            scale *= 10;
        }

        UInt128 bias = isUp ? scale - 1 : UInt128.Zero;
        UInt128 value = ((digits << 32) + bias) / scale;
        if (value >= (UInt128)FixedPoint.RateLimitQ32)
        {
            return false;
        }

        q32 = (ulong)value;
        return true;
    }

    private static bool TryScan(
        ReadOnlySpan<char> text, out bool isNegative, out UInt128 digits, out int fractionDigits)
    {
        isNegative = text.Length > 0 && text[0] == '-';
        ReadOnlySpan<char> rest = isNegative ? text[1..] : text;
        digits = UInt128.Zero;
        fractionDigits = 0;
        int point = rest.IndexOf('.');
        ReadOnlySpan<char> fraction = point < 0 ? [] : rest[(point + 1)..];
        ReadOnlySpan<char> whole = point < 0 ? rest : rest[..point];
        if (whole.Length == 0 || (point >= 0 && fraction.Length == 0)
            || fraction.Length > FractionDigitsMax || whole.Length + fraction.Length > DigitsMax)
        {
            return false;
        }

        fractionDigits = fraction.Length;
        return TryAppend(whole, ref digits) && TryAppend(fraction, ref digits);
    }

    // At most 18 digits at a time, which fit a machine word: one wide product a piece instead of one a digit.
    private static bool TryAppend(ReadOnlySpan<char> text, ref UInt128 digits)
    {
        const int PieceDigits = 18;
        while (text.Length > 0)
        {
            ReadOnlySpan<char> piece = text[..Math.Min(text.Length, PieceDigits)];
            ulong value = 0;
            ulong scale = 1;
            foreach (char c in piece)
            {
                if (!char.IsAsciiDigit(c))
                {
                    return false;
                }

                value = (value * 10) + (ulong)(c - '0');
                scale *= 10;
            }

            digits = (digits * scale) + value;
            text = text[piece.Length..];
        }

        return true;
    }
}
