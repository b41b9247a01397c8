using System;
using Appliance.Core;

namespace Appliance.Margin.Control;

/// <summary>
/// What the options market expects beyond what prices have shown: the part of implied volatility above the realised
/// one. It widens the scan range before the move happens, and never narrows it.
/// </summary>
public sealed record ImpliedVolatilityGap
{
    /// <summary>Share of the gap that counts.</summary>
    public double Weight { get; init; } = 0.5;

    /// <summary>Periods of a year: 8,760 for hours.</summary>
    public double PeriodsPerYear { get; init; } = 8760.0;

    /// <summary>Volatility of one period to add, as a fraction.</summary>
    /// <param name="impliedVolatility">Annual; 0 where there are no options.</param>
    /// <param name="realisedVolatility">Of one period.</param>
    public double PerPeriod(double impliedVolatility, double realisedVolatility)
    {
        Check.That(PeriodsPerYear > 0.0 && Weight >= 0.0);
        double gap = (impliedVolatility / Math.Sqrt(PeriodsPerYear)) - realisedVolatility;
        return gap > 0.0 ? Weight * gap : 0.0;
    }
}
