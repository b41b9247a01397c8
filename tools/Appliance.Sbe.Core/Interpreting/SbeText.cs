using System;
using System.Globalization;
using System.Text;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Interpreting;

/// <summary>Values as text, the same on every machine.</summary>
public static class SbeText
{
    private const ulong FloatExponent = 0x7F80_0000;
    private const ulong FloatSign = 0x8000_0000;
    private const ulong DoubleExponent = 0x7FF0_0000_0000_0000;
    private const ulong DoubleSign = 0x8000_0000_0000_0000;
    private const int ExponentMax = 64;

    /// <summary>
    /// Characters of raw bytes: UTF-8 where the schema says so, with replacement characters for what is none; else
    /// one character a byte.
    /// </summary>
    public static string Decode(byte[] bytes, string characterEncoding, bool endsAtNul)
    {
        if (bytes is null || characterEncoding is null)
        {
            throw new ArgumentNullException(nameof(bytes));
        }

        int length = endsAtNul ? Array.IndexOf(bytes, (byte)0) : -1;
        length = length < 0 ? bytes.Length : length;
        string encoding = characterEncoding.Replace("-", string.Empty).ToUpperInvariant();
        if (encoding == "UTF8")
        {
            return Encoding.UTF8.GetString(bytes, 0, length);
        }

        char[] characters = new char[length];
        for (int i = 0; i < length; i++)
        {
            characters[i] = (char)bytes[i];
        }

        return new string(characters);
    }

    /// <summary>A number in decimal digits that give back its bits, a char as itself; a NaN with its bits.</summary>
    public static string Of(SbeValue value)
    {
        switch (value.Primitive)
        {
            case SbePrimitive.Char:
                return ((char)(byte)value.Bits).ToString();
            case SbePrimitive.Float:
                return IsNaN(value) ? NaN(value, "x8") : AsFloat(value).ToString("R", CultureInfo.InvariantCulture);
            case SbePrimitive.Double:
                return IsNaN(value) ? NaN(value, "x16") : AsDouble(value).ToString("R", CultureInfo.InvariantCulture);
            default:
                return SbePrimitives.IsSigned(value.Primitive)
                    ? value.Signed.ToString(CultureInfo.InvariantCulture)
                    : value.Bits.ToString(CultureInfo.InvariantCulture);
        }
    }

    public static bool IsNaN(SbeValue value) => value.Primitive switch
    {
        SbePrimitive.Float => (value.Bits & ~FloatSign) > FloatExponent,
        SbePrimitive.Double => (value.Bits & ~DoubleSign) > DoubleExponent,
        _ => false,
    };

    /// <summary>mantissa * 10^exponent written out, for example 99610 and -3 as 99.610; exact.</summary>
    public static string Decimal(SbeValue mantissa, long exponent)
    {
        string digits = Of(mantissa);
        if (exponent is > 0 or < -ExponentMax)
        {
            return digits + "e" + exponent.ToString(CultureInfo.InvariantCulture);
        }

        if (exponent == 0)
        {
            return digits;
        }

        string sign = digits.StartsWith("-", StringComparison.Ordinal) ? "-" : string.Empty;
        int places = (int)-exponent;
        digits = digits.Substring(sign.Length).PadLeft(places + 1, '0');
        return sign + digits.Substring(0, digits.Length - places) + "." + digits.Substring(digits.Length - places);
    }

    internal static float AsFloat(SbeValue value) =>
        BitConverter.ToSingle(BitConverter.GetBytes(unchecked((uint)value.Bits)), 0);

    internal static double AsDouble(SbeValue value) => BitConverter.Int64BitsToDouble(value.Signed);

    private static string NaN(SbeValue value, string format) =>
        "NaN(0x" + value.Bits.ToString(format, CultureInfo.InvariantCulture) + ")";
}
