using System.Globalization;
using System.Numerics;

namespace Appliance.Host.Views;

/// <summary>Unbounded integers as people read them. Nothing is rounded.</summary>
internal static class MicroText
{
    /// <summary>Micro as units, thousands set apart, always six decimals: they line up and lose nothing.</summary>
    public static string Units(BigInteger micro)
    {
        BigInteger whole = BigInteger.DivRem(BigInteger.Abs(micro), 1_000_000, out BigInteger rest);
        string sign = micro.Sign < 0 ? "-" : "";
        string fraction = rest.ToString("D6", CultureInfo.InvariantCulture);
        return $"{sign}{whole.ToString("N0", CultureInfo.InvariantCulture)}.{fraction}";
    }

    /// <summary>All digits, to be copied into a calculator.</summary>
    public static string Whole(BigInteger value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A Q32 rate as a decimal of six places, to the nearest: for reading, never for recomputing.</summary>
    public static string Rate(BigInteger q32)
    {
        BigInteger millionths = ((BigInteger.Abs(q32) * 1_000_000) + (BigInteger.One << 31)) >> 32;
        return (q32.Sign < 0 ? "-" : "") + Units(millionths);
    }
}
