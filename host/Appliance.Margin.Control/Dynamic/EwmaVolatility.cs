using System;
using Appliance.Core;

namespace Appliance.Margin.Control;

/// <summary>Exponentially weighted volatility of returns about zero: recent moves count more than old ones.</summary>
public sealed record EwmaVolatility
{
    private const double PpmPerOne = 1e6;

    /// <summary>Weight that a period keeps in the next one, 0 to below 1.</summary>
    public double Decay { get; init; } = 0.99;

    /// <summary>Periods whose plain mean square starts the average.</summary>
    public int WarmUpPeriods { get; init; } = 24;

    /// <summary>
    /// Volatility of one period as a fraction, from returns in ppm, oldest first; 0 without history.
    /// </summary>
    public double Estimate(ReadOnlySpan<int> returnsPpm)
    {
        Check.That(Decay is >= 0.0 and < 1.0 && WarmUpPeriods > 0);
        if (returnsPpm.IsEmpty)
        {
            return 0.0;
        }

        int warmUp = Math.Min(WarmUpPeriods, returnsPpm.Length);
        double variance = 0.0;
        for (int t = 0; t < warmUp; t++)
        {
            double move = returnsPpm[t] / PpmPerOne;
            variance += move * move;
        }

        variance /= warmUp;
        for (int t = warmUp; t < returnsPpm.Length; t++)
        {
            double move = returnsPpm[t] / PpmPerOne;
            variance = (Decay * variance) + ((1.0 - Decay) * (move * move));
        }

        return Math.Sqrt(variance);
    }
}
