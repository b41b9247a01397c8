using System;
using System.Collections.Generic;
using System.Globalization;

namespace Appliance.Margin.Control.Span;

/// <summary>
/// A clearing house's scenarios as a grid of the appliance, each in the bucket row that <see cref="SpanSnapshot"/> puts
/// its published losses in. An underlying with this grid is revalued as the clearing house would.
/// </summary>
public static class SpanGrid
{
    private const double DaysPerYear = 365.0;

    /// <summary>The grid; null when the scenarios are more than a grid can say (a cover above 1, say).</summary>
    /// <param name="name">Name of the grid.</param>
    /// <param name="points">Scenarios in the order of the arrays.</param>
    /// <param name="lookAheadYearsNano">Time that passes, years e-9.</param>
    /// <param name="volatilityScanNano">Volatility scan range, e-9.</param>
    /// <param name="isScanRelative">The range is a share of the volatility and not volatility points.</param>
    public static ScenarioGrid? Of(
        string name,
        IReadOnlyList<SpanScanPoint> points,
        long lookAheadYearsNano,
        long volatilityScanNano,
        bool isScanRelative)
    {
        string days = ((double)lookAheadYearsNano / 1e9 * DaysPerYear).ToString("F9", CultureInfo.InvariantCulture);
        if (points.Count != SpanScenarios.Count || !Rational.TryParse(days, out Rational lookAheadDays))
        {
            return null;
        }

        ScenarioPoint[] made = new ScenarioPoint[points.Count];
        for (int s = 0; s < made.Length; s++)
        {
            SpanScanPoint point = points[s];
            bool isMade = TryFraction(point.PriceNumeratorMicro, point.PriceDenominatorMicro, out Rational move);
            isMade &= TryFraction(point.WeightMicro, 1_000_000, out Rational cover);
            isMade &= TryFraction(Math.Abs(point.VolatilityMoveMicro), 1_000_000, out Rational scale);
            if (!isMade || point.WeightMicro > 1_000_000)
            {
                return null;
            }

            made[s] = new ScenarioPoint
            {
                Index = SpanSnapshot.FirstEntry + s,
                Name = SpanScenarios.NameOf(point),
                Move = move,
                Volatility = point.VolatilityMoveMicro == 0 ? VolatilityMove.Same
                    : point.VolatilityMoveMicro > 0 ? VolatilityMove.Up
                    : VolatilityMove.Down,
                VolatilityScale = scale,
                IsVolatilityAbsolute = !isScanRelative,
                Cover = cover,
                LookAheadDays = lookAheadDays,
            };
        }

        // The range is the same for every expiry: a power of 0.
        VolatilityShock shock = new()
        {
            Up = volatilityScanNano / 1e9,
            Down = volatilityScanNano / 1e9,
            ShortPower = 0.0,
            LongPower = 0.0,
        };
        return new ScenarioGrid(name, "Scenarios of a clearing house's risk parameter file.", shock, made);
    }

    private static bool TryFraction(long numerator, long denominator, out Rational value) =>
        Rational.TryParse(string.Create(CultureInfo.InvariantCulture, $"{numerator}/{denominator}"), out value);
}
