using System;

namespace Appliance.Sim.Exchange;

/// <summary>Decimal text to integers, digit by digit: a price never passes through binary floating point.</summary>
public static class PriceText
{
    /// <summary>Decimals of a price mantissa.</summary>
    public const int PriceDecimals = 9;

    /// <summary>"42849.78" to 42849780000000; false for anything but digits, nine at most after one point.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out long mantissa)
    {
        mantissa = 0;
        int decimals = -1;
        if (text.Length is 0 or > 18)
        {
            return false;
        }

        foreach (char c in text)
        {
            if (c == '.' && decimals < 0)
            {
                decimals = 0;
                continue;
            }

            if (!char.IsAsciiDigit(c) || decimals >= PriceDecimals || mantissa > long.MaxValue / 100)
            {
                return false;
            }

            mantissa = (mantissa * 10) + (c - '0');
            decimals += decimals >= 0 ? 1 : 0;
        }

        for (int i = Math.Max(decimals, 0); i < PriceDecimals; i++)
        {
            if (mantissa > long.MaxValue / 10)
            {
                return false;
            }

            mantissa *= 10;
        }

        return true;
    }
}
