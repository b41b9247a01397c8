using System;
using System.Globalization;

namespace Appliance.Host.Views;

/// <summary>Integers as people read them. No number passes through a double.</summary>
public static class MoneyText
{
    /// <summary>Micro as units with 2 to 6 decimals and thousands set apart: 1234500000 is 1,234.50.</summary>
    public static string OfMicro(long micro) => OfMicro(micro, Decimals(micro));

    /// <summary>With a number of decimals that <see cref="Decimals"/> gave, so that a column lines up.</summary>
    public static string OfMicro(long micro, int decimalsMin)
    {
        (Int128 whole, Int128 fraction) = Int128.DivRem(Int128.Abs(micro), 1_000_000);
        string decimals = fraction.ToString("D6", CultureInfo.InvariantCulture);
        decimals = decimals[..Math.Max(decimalsMin, Decimals(micro))];
        return string.Create(CultureInfo.InvariantCulture, $"{(micro < 0 ? "-" : "")}{whole:N0}.{decimals}");
    }

    /// <summary>Decimals that show all of these exactly: 2 to 6.</summary>
    public static int Decimals(params ReadOnlySpan<long> micros)
    {
        int decimals = 2;
        foreach (long micro in micros)
        {
            long step = 10_000;
            for (int d = 2; d < 6 && micro % step != 0; d++)
            {
                step /= 10;
                decimals = Math.Max(decimals, d + 1);
            }
        }

        return decimals;
    }

    /// <summary>Nanoseconds as microseconds with two decimals, rounded up: never better than measured.</summary>
    public static string OfNsAsMicros(long ns)
    {
        Int128 hundredths = ((Int128)ns + 9) / 10;
        (Int128 whole, Int128 rest) = Int128.DivRem(hundredths, 100);
        return string.Create(CultureInfo.InvariantCulture, $"{whole:N0}.{rest:D2}");
    }

    /// <summary>a / b with three decimals, rounded up; a dash when b is 0.</summary>
    public static string OfRatio(long a, long b)
    {
        if (b <= 0)
        {
            return "-";
        }

        Int128 thousandths = (((Int128)a * 1000) + b - 1) / b;
        (Int128 whole, Int128 rest) = Int128.DivRem(thousandths, 1000);
        return string.Create(CultureInfo.InvariantCulture, $"{whole:N0}.{rest:D3}");
    }

    public static string OfCount(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
