using System;
using Appliance.Core;

namespace Appliance.Margin.Control;

/// <summary>
/// European options in closed form: Black-76 on a forward, Black-Scholes-Merton on a spot with a continuous dividend,
/// and inverse options, which pay in the underlying itself. Volatility is annual (0.5 = 50%), rates are continuous.
/// The price is intrinsic value plus the value of the out-of-the-money side, so it never falls below intrinsic value
/// and put-call parity holds to rounding. At expiry, without volatility, at a strike or forward of 0: intrinsic value.
/// Inputs are finite and not negative (rates may be negative); the caller has checked them.
/// </summary>
public static class OptionPricer
{
    /// <summary>Value of an option on a forward, discounted at <paramref name="rate"/>.</summary>
    public static OptionValue Black76(in OptionTerms option, double forward, double volatility, double rate) =>
        Discounted(option, forward, volatility, ReproducibleMath.Exp(-rate * option.Years));

    /// <summary>Value of an option on a spot with a dividend yield; delta is in the spot.</summary>
    public static OptionValue BlackScholesMerton(
        in OptionTerms option, double spot, double volatility, double rate, double dividendYield)
    {
        double growth = ReproducibleMath.Exp((rate - dividendYield) * option.Years);
        OptionValue value = Discounted(
            option, spot * growth, volatility, ReproducibleMath.Exp(-rate * option.Years));
        return value with { Delta = value.Delta * growth };
    }

    /// <summary>
    /// Value of a coin-settled option in coin: the undiscounted Black-76 price over the forward. Delta stays that of
    /// the money price, as venues quote it; vega is in coin. The forward must be positive.
    /// </summary>
    public static OptionValue Inverse(in OptionTerms option, double forward, double volatility)
    {
        Check.That(forward > 0.0);
        OptionValue value = Discounted(option, forward, volatility, 1.0);
        return value with { Price = value.Price / forward, Vega = value.Vega / forward };
    }

    /// <summary>Undiscounted value at expiry.</summary>
    public static double Intrinsic(OptionKind kind, double forward, double strike)
    {
        double gain = kind == OptionKind.Call ? forward - strike : strike - forward;
        return gain > 0.0 ? gain : 0.0;
    }

    /// <summary>
    /// Undiscounted value above intrinsic: the price of whichever of call and put is out of the money, 0 when
    /// nothing is left to chance. It rises with <paramref name="deviation"/>, volatility times the root of time.
    /// </summary>
    internal static double TimeValue(double forward, double strike, double deviation)
    {
        if (forward <= 0.0 || strike <= 0.0 || deviation <= 0.0)
        {
            return 0.0;
        }

        double upper = UpperDistance(forward, strike, deviation);
        double lower = upper - deviation;
        double value = forward <= strike
            ? (forward * ReproducibleMath.NormalCdf(upper)) - (strike * ReproducibleMath.NormalCdf(lower))
            : (strike * ReproducibleMath.NormalCdf(-lower)) - (forward * ReproducibleMath.NormalCdf(-upper));
        return value > 0.0 ? value : 0.0;
    }

    private static OptionValue Discounted(in OptionTerms option, double forward, double volatility, double discount)
    {
        Check.That(forward >= 0.0 && double.IsFinite(forward) && option.Strike >= 0.0);
        Check.That(option.Years >= 0.0 && volatility >= 0.0 && double.IsFinite(volatility));
        double rootYears = Math.Sqrt(option.Years);
        double deviation = volatility * rootYears;
        double price = discount * (Intrinsic(option.Kind, forward, option.Strike)
            + TimeValue(forward, option.Strike, deviation));
        double upper = UpperDistance(forward, option.Strike, deviation);
        double delta = option.Kind == OptionKind.Call
            ? ReproducibleMath.NormalCdf(upper)
            : -ReproducibleMath.NormalCdf(-upper);
        return new OptionValue(
            price, discount * delta, discount * forward * ReproducibleMath.NormalPdf(upper) * rootYears);
    }

    // d1 of the formula; without chance it is the limit: infinite on the side of the money, 0 at it.
    private static double UpperDistance(double forward, double strike, double deviation)
    {
        if (strike <= 0.0)
        {
            return double.PositiveInfinity;
        }

        if (forward <= 0.0)
        {
            return double.NegativeInfinity;
        }

        if (deviation > 0.0)
        {
            return (ReproducibleMath.Log(forward / strike) / deviation) + (0.5 * deviation);
        }

        return forward > strike ? double.PositiveInfinity : forward < strike ? double.NegativeInfinity : 0.0;
    }
}
