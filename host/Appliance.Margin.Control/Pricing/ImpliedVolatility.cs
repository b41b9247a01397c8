using System;
using Appliance.Core;

namespace Appliance.Margin.Control;

/// <summary>
/// The volatility at which Black-76 gives a price. The price rises with volatility, so a bracket is halved a fixed
/// number of times: the same inputs take the same steps and give the same bits.
/// </summary>
public static class ImpliedVolatility
{
    /// <summary>Upper end of the bracket: 3,200% a year.</summary>
    public const double VolatilityMax = 32.0;

    // 32 * 2^-64 is below the spacing of doubles at any volatility that matters.
    private const int Halvings = 64;

    /// <summary>
    /// Searches for the volatility of a discounted <paramref name="price"/> per unit. Where the price cannot tell
    /// volatilities apart (far from the money the time value vanishes in rounding) the lowest that gives it is taken.
    /// </summary>
    public static ImpliedVolatilityStatus Solve(
        in OptionTerms option, double forward, double rate, double price, out double volatility)
    {
        Check.That(double.IsFinite(price) && forward >= 0.0 && option.Strike >= 0.0 && option.Years >= 0.0);
        volatility = 0.0;
        double growth = ReproducibleMath.Exp(rate * option.Years);
        double timeValue = (price * growth) - OptionPricer.Intrinsic(option.Kind, forward, option.Strike);
        double rootYears = Math.Sqrt(option.Years);
        if (timeValue < 0.0)
        {
            return ImpliedVolatilityStatus.BelowIntrinsic;
        }

        if (forward <= 0.0 || option.Strike <= 0.0 || rootYears <= 0.0)
        {
            return ImpliedVolatilityStatus.Undetermined;
        }

        if (OptionPricer.TimeValue(forward, option.Strike, VolatilityMax * rootYears) < timeValue)
        {
            return ImpliedVolatilityStatus.AboveBound;
        }

        double low = 0.0;
        double high = VolatilityMax;
        for (int i = 0; i < Halvings; i++)
        {
            double middle = 0.5 * (low + high);
            bool isEnough = OptionPricer.TimeValue(forward, option.Strike, middle * rootYears) >= timeValue;
            low = isEnough ? low : middle;
            high = isEnough ? middle : high;
        }

        volatility = timeValue > 0.0 ? high : 0.0;
        return ImpliedVolatilityStatus.Found;
    }
}
