using System;
using System.Collections.Generic;
using System.Globalization;

namespace Appliance.Margin.Control.Span;

/// <summary>The sixteen scenarios of a SPAN risk array, in their order.</summary>
public static class SpanScenarios
{
    /// <summary>Scenarios in every array.</summary>
    public const int Count = 16;

    private const long One = 1_000_000;

    /// <summary>
    /// The classic set: price moves by thirds of the scan range with volatility up and down, then three ranges each way
    /// with a cover fraction.
    /// </summary>
    public static IReadOnlyList<SpanScanPoint> Classic(long coverMicro)
    {
        List<SpanScanPoint> points = [];
        for (int i = 0; i < 14; i++)
        {
            int third = (i / 2 + 1) / 2;
            int sign = i / 2 % 2 == 0 ? -1 : 1;
            int paired = i % 2 == 0 ? i + 2 : i;
            points.Add(new SpanScanPoint(i + 1, sign * third * One, 3 * One, i % 2 == 0 ? One : -One, One, paired));
        }

        points.Add(new SpanScanPoint(15, 3 * One, One, 0, coverMicro, 15));
        points.Add(new SpanScanPoint(16, -3 * One, One, 0, coverMicro, 16));
        return points;
    }

    /// <summary>Weights of the composite delta: 0.270, 0.217, 0.111, 0.037 outwards from no move.</summary>
    public static IReadOnlyList<SpanDeltaPoint> ClassicDelta { get; } =
    [
        new(-3 * One, 3 * One, 37_000), new(-2 * One, 3 * One, 111_000), new(-One, 3 * One, 217_000),
        new(0, 3 * One, 270_000),
        new(One, 3 * One, 217_000), new(2 * One, 3 * One, 111_000), new(3 * One, 3 * One, 37_000),
    ];

    /// <summary>In few characters: <c>0 vol+</c>, <c>-2/3 vol-</c>, <c>+3 x0.32</c>.</summary>
    public static string NameOf(SpanScanPoint point)
    {
        string volatility = point.VolatilityMoveMicro == 0 ? "" : point.VolatilityMoveMicro > 0 ? " vol+" : " vol-";
        string weight = point.WeightMicro == One ? "" : $" x{DecimalText.Of(point.WeightMicro, -6)}";
        return $"{PriceText(point.PriceNumeratorMicro, point.PriceDenominatorMicro)}{volatility}{weight}";
    }

    private static string PriceText(long numerator, long denominator)
    {
        if (numerator == 0)
        {
            return "0";
        }

        long divisor = GreatestDivisor(Math.Abs(numerator), denominator);
        long top = Math.Abs(numerator) / divisor;
        long bottom = denominator / divisor;
        string size = bottom == 1 ? Whole(top) : bottom < 100 ? $"{Whole(top)}/{Whole(bottom)}"
            : DecimalText.Of((long)((Int128)Math.Abs(numerator) * One / denominator), -6);
        return (numerator < 0 ? "-" : "+") + size;
    }

    private static string Whole(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static long GreatestDivisor(long a, long b) => b == 0 ? a : GreatestDivisor(b, a % b);
}
