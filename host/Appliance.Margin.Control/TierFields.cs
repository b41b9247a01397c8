using System;
using System.Text.Json;
using Appliance.Core;

namespace Appliance.Margin.Control;

/// <summary>The fields of one tier, digit by digit.</summary>
internal static class TierFields
{
    private const long RateMaxE9 = 1_000_000_000;
    private const long LeverageMinE6 = 1_000_000;
    private const long LeverageMaxE6 = 1_000_000_000;

    /// <summary>Null, or what is wrong. The last tier may have no end: null or a number with an exponent.</summary>
    public static string? TryRead(JsonElement tier, bool isLast, out VenueTier read, out long capMicro)
    {
        read = default;
        capMicro = long.MaxValue;
        if (tier.ValueKind != JsonValueKind.Object)
        {
            return "not an object";
        }

        if (!TryNumber(tier, "minNotional", -6, out long floorMicro) || floorMicro is < 0 or > FixedPoint.MoneyMax)
        {
            return "minNotional is not a decimal number in the money range";
        }

        bool hasEnd = !(isLast && IsOpenEnd(tier));
        bool isEndGood = !hasEnd
            || (TryNumber(tier, "maxNotional", -6, out capMicro) && capMicro <= FixedPoint.MoneyMax);
        if (!isEndGood || capMicro <= floorMicro)
        {
            return "maxNotional is not a decimal number above minNotional";
        }

        if (!TryNumber(tier, "maintenanceMarginRate", -9, out long rateE9) || rateE9 is < 1 or > RateMaxE9)
        {
            return "maintenanceMarginRate is not a decimal number above 0 and at most 1";
        }

        if (!TryNumber(tier, "maxLeverage", -6, out long leverageE6)
            || leverageE6 is < LeverageMinE6 or > LeverageMaxE6)
        {
            return "maxLeverage is not a decimal number in 1..1000";
        }

        read = new VenueTier(floorMicro, rateE9, leverageE6);
        return null;
    }

    /// <summary>The published amount in 1e-15 of the currency; null where there is none. False: no number.</summary>
    public static bool TryReadAmount(JsonElement tier, out Int128? amount)
    {
        amount = null;
        if (!tier.TryGetProperty("info", out JsonElement info) || info.ValueKind != JsonValueKind.Object
            || !(info.TryGetProperty("cum", out JsonElement field) || info.TryGetProperty("mmDeduction", out field)))
        {
            return true;
        }

        string text = field.ValueKind == JsonValueKind.String ? field.GetString()! : field.GetRawText();
        if (text.Length == 0)
        {
            return true;
        }

        if (!TryScaled(text, out Int128 scaled))
        {
            return false;
        }

        amount = scaled;
        return true;
    }

    // Decimal text with an optional exponent of one or two digits, to 1e-15. Published amounts come so from one venue
    // (2.50163E7), and here they are only compared.
    private static bool TryScaled(ReadOnlySpan<char> text, out Int128 scaled)
    {
        scaled = Int128.Zero;
        int at = text.IndexOfAny('e', 'E');
        ReadOnlySpan<char> head = at < 0 ? text : text[..at];
        ReadOnlySpan<char> tail = at < 0 ? "0" : text[(at + 1)..];
        if (tail.Length is < 1 or > 2 || !DecimalText.TryParseMantissa(tail, 0, out long exponent) || exponent < 0)
        {
            return false;
        }

        // Without an exponent the whole part may be long and the fraction short, with one it is the other way round.
        int unit = at < 0 ? -6 : -15;
        if (exponent > 15 || !DecimalText.TryParseMantissa(head, unit, out long mantissa))
        {
            return false;
        }

        scaled = mantissa;
        for (long zeros = exponent + unit + 15; zeros > 0; zeros--)
        {
            scaled *= 10;
        }

        return true;
    }

    private static bool IsOpenEnd(JsonElement tier) =>
        !tier.TryGetProperty("maxNotional", out JsonElement end) || end.ValueKind == JsonValueKind.Null
        || (end.ValueKind == JsonValueKind.Number && end.GetRawText().AsSpan().IndexOfAny('e', 'E') >= 0);

    private static bool TryNumber(JsonElement tier, string name, int exponent, out long mantissa)
    {
        mantissa = 0;
        return tier.TryGetProperty(name, out JsonElement field) && field.ValueKind == JsonValueKind.Number
            && DecimalText.TryParseMantissa(field.GetRawText(), exponent, out mantissa);
    }
}
