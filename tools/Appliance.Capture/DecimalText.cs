using System;

namespace Appliance.Capture;

/// <summary>Decimal text to an integer mantissa, digit by digit: no binary fraction ever stands in between.</summary>
internal static class DecimalText
{
    /// <summary>
    /// Reads "12.50" as 12.5 * 10^<paramref name="scale"/>. False for anything but digits with at most one point
    /// between them and a leading minus, for digits other than zero beyond the scale, and for overflow.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> text, int scale, out long mantissa)
    {
        mantissa = 0;
        bool isNegative = text.StartsWith("-"u8);
        ReadOnlySpan<byte> digits = isNegative ? text[1..] : text;
        int point = digits.IndexOf((byte)'.');
        ReadOnlySpan<byte> whole = point < 0 ? digits : digits[..point];
        ReadOnlySpan<byte> fraction = point < 0 ? default : digits[(point + 1)..];
        if (whole.IsEmpty || (point >= 0 && fraction.IsEmpty) || !TryAppend(ref mantissa, whole))
        {
            return false;
        }

        ReadOnlySpan<byte> kept = fraction[..Math.Min(scale, fraction.Length)];
        if (!TryAppend(ref mantissa, kept) || fraction[kept.Length..].IndexOfAnyExcept((byte)'0') >= 0)
        {
            return false;
        }

        for (int missing = kept.Length; missing < scale; missing++)
        {
            if (!TryAppend(ref mantissa, "0"u8))
            {
                return false;
            }
        }

        mantissa = isNegative ? -mantissa : mantissa;
        return true;
    }

    private static bool TryAppend(ref long mantissa, ReadOnlySpan<byte> digits)
    {
        foreach (byte character in digits)
        {
            int digit = character - '0';
            if (digit is < 0 or > 9 || mantissa > (long.MaxValue - digit) / 10)
            {
                return false;
            }

            mantissa = (mantissa * 10) + digit;
        }

        return true;
    }
}
