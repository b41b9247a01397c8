using System;
using Appliance.Core;

namespace Appliance.Margin.Control;

/// <summary>
/// Funding of the next eight hours: the weighted mean of past rates and, as far as the interval has run, the premium
/// seen in it, plus a margin of their deviation for whoever would pay. Positive rates are paid by longs.
/// </summary>
public sealed record FundingForecast
{
    private const double PpmPerOne = 1e6;

    /// <summary>Weight that an interval keeps in the next one.</summary>
    public double Decay { get; init; } = 0.8;

    /// <summary>Deviations added for the side that pays.</summary>
    public double Deviations { get; init; } = 2.0;

    /// <summary>No rate counts beyond this, in ppm of notional, in either direction.</summary>
    public int CapPpm { get; init; } = 30_000;

    /// <summary>Rates for both sides.</summary>
    /// <param name="pastPpm">Rates of past intervals, ppm, oldest first; may be empty.</param>
    /// <param name="premiumPpm">Rate the present interval would settle at now, ppm.</param>
    /// <param name="elapsed">Share of the present interval that has run, 0..1.</param>
    public FundingRates Next(ReadOnlySpan<int> pastPpm, int premiumPpm, double elapsed)
    {
        Check.That(Decay is >= 0.0 and < 1.0 && elapsed is >= 0.0 and <= 1.0 && CapPpm >= 0);
        double mean = pastPpm.IsEmpty ? Math.Clamp(premiumPpm, -CapPpm, CapPpm) : 0.0;
        double square = mean * mean;
        for (int t = 0; t < pastPpm.Length; t++)
        {
            double rate = Math.Clamp(pastPpm[t], -CapPpm, CapPpm);
            double weight = t == 0 ? 1.0 : 1.0 - Decay;
            mean = ((1.0 - weight) * mean) + (weight * rate);
            square = ((1.0 - weight) * square) + (weight * (rate * rate));
        }

        double variance = square - (mean * mean);
        double margin = Deviations * Math.Sqrt(variance > 0.0 ? variance : 0.0);
        double expected = ((1.0 - elapsed) * mean) + (elapsed * Math.Clamp(premiumPpm, -CapPpm, CapPpm));
        return new FundingRates(Paid(expected + margin), Paid(margin - expected));
    }

    private ulong Paid(double ppm)
    {
        double capped = ppm < CapPpm ? ppm : CapPpm;
        return RateQ32.Up(capped / PpmPerOne);
    }
}
