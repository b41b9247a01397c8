using System;
using System.Globalization;
using System.Linq;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Reading;

/// <summary>
/// Numbers as schemas write them: decimal or 0x hexadecimal, with or without a sign, sometimes 2.0 for 2, a single
/// character for a char. Values keep their bits.
/// </summary>
internal static class NumberText
{
    /// <summary>A number from 0 to int's greatest: an id, a version, a length, an offset, a bit.</summary>
    public static NumberStatus ParseCount(string text, out int value)
    {
        NumberStatus status = ParseWhole(text, out bool isNegative, out ulong magnitude, out _);
        value = 0;
        if (status == NumberStatus.NotANumber)
        {
            return status;
        }

        if ((isNegative && magnitude != 0) || magnitude > int.MaxValue)
        {
            return NumberStatus.OutOfRange;
        }

        value = (int)magnitude;
        return status;
    }

    /// <summary>
    /// A value of a primitive. One character is itself for a char; more must be a number, for example 0x20. Where the
    /// value is out of range, the nearest one of the primitive is given.
    /// </summary>
    public static NumberStatus ParseValue(string text, SbePrimitive primitive, out SbeValue value)
    {
        if (primitive == SbePrimitive.Char && text.Length == 1)
        {
            value = new SbeValue(primitive, text[0] & 0xFFu);
            return text[0] <= 0xFF ? NumberStatus.Ok : NumberStatus.OutOfRange;
        }

        if (SbePrimitives.IsFloating(primitive))
        {
            return ParseFloating(text, primitive, out value);
        }

        NumberStatus status = ParseWhole(text, out bool isNegative, out ulong magnitude, out bool isHex);
        if (status == NumberStatus.NotANumber)
        {
            value = default;
            return status;
        }

        int bits = 8 * SbePrimitives.Size(primitive);
        bool isSigned = SbePrimitives.IsSigned(primitive);
        ulong all = ulong.MaxValue >> (64 - bits);
        ulong half = 1UL << (bits - 1);
        if (isSigned && isHex && !isNegative && magnitude >= half && magnitude <= all)
        {
            // Sixteen hexadecimal digits with the top one set are meant as the bits of a negative number.
            value = new SbeValue(primitive, magnitude | ~all);
            return status;
        }

        ulong limit = isNegative ? (isSigned ? half : 0) : (isSigned ? half - 1 : all);
        ulong near = Math.Min(magnitude, limit);
        value = new SbeValue(primitive, isNegative ? unchecked(0 - near) : near);
        return magnitude > limit ? NumberStatus.OutOfRange : status;
    }

    private static NumberStatus ParseWhole(string text, out bool isNegative, out ulong magnitude, out bool isHex)
    {
        isNegative = text.StartsWith("-", StringComparison.Ordinal);
        string digits = isNegative || text.StartsWith("+", StringComparison.Ordinal) ? text.Substring(1) : text;
        isHex = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        NumberStatus status = NumberStatus.Ok;
        if (isHex)
        {
            digits = digits.Substring(2);
        }
        else if (digits.IndexOf('.') is > 0 and var dot && digits.Skip(dot + 1).All(c => c == '0'))
        {
            digits = digits.Substring(0, dot);
            status = NumberStatus.OkWithFraction;
        }

        NumberStyles style = isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        if (ulong.TryParse(digits, style, CultureInfo.InvariantCulture, out magnitude))
        {
            return status;
        }

        // More digits than 64 bits hold are still a number, only one that fits nowhere.
        bool isNumber = digits.Length > 0
            && (isHex ? digits.All(Uri.IsHexDigit) : digits.All(c => c is >= '0' and <= '9'));
        magnitude = ulong.MaxValue;
        return isNumber ? NumberStatus.OutOfRange : NumberStatus.NotANumber;
    }

    private static NumberStatus ParseFloating(string text, SbePrimitive primitive, out SbeValue value)
    {
        string word = text.TrimStart('+');
        word = word switch
        {
            "INF" => "Infinity",
            "-INF" => "-Infinity",
            _ => word,
        };
        value = default;
        if (!double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
        {
            return NumberStatus.NotANumber;
        }

        if (double.IsNaN(number))
        {
            value = SbePrimitives.DefaultNull(primitive);
            return NumberStatus.Ok;
        }

        if (primitive == SbePrimitive.Double)
        {
            value = new SbeValue(primitive, unchecked((ulong)BitConverter.DoubleToInt64Bits(number)));
            return NumberStatus.Ok;
        }

        // Once rounded to float directly, not by way of double: twice rounded may be one bit off.
        if (!float.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out float single))
        {
            return NumberStatus.OutOfRange;
        }

        value = new SbeValue(primitive, BitConverter.ToUInt32(BitConverter.GetBytes(single), 0));
        return float.IsInfinity(single) && !double.IsInfinity(number) ? NumberStatus.OutOfRange : NumberStatus.Ok;
    }
}
