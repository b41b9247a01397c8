namespace Appliance.Margin.Control;

/// <summary>
/// How far scenarios move volatility, by time to expiry. With d days to expiry the size of a shock is
/// rate * (pivot / max(d, floor))^p, where p is <see cref="ShortPower"/> for d below the pivot and
/// <see cref="LongPower"/> from it on: near expiries move more. No shocked volatility is negative.
/// </summary>
public sealed record VolatilityShock
{
    /// <summary>Rate of an upward shock at the pivot; 0.5 is half of the volatility, or 50 points.</summary>
    public required double Up { get; init; }

    /// <summary>Rate of a downward shock at the pivot.</summary>
    public required double Down { get; init; }

    public double ShortPower { get; init; } = 0.30;

    public double LongPower { get; init; } = 0.13;

    /// <summary>Days to expiry at which the shock is exactly the rate.</summary>
    public double PivotDays { get; init; } = 30.0;

    /// <summary>Shorter times count as this: the term would grow without bound.</summary>
    public double FloorDays { get; init; } = 1.0;

    /// <summary>An upward shock leads to at least this volatility.</summary>
    public double MinimumUp { get; init; }

    /// <summary>(pivot / max(days, floor))^p.</summary>
    public double Term(double days)
    {
        double counted = days > FloorDays ? days : FloorDays;
        return ReproducibleMath.Pow(PivotDays / counted, days < PivotDays ? ShortPower : LongPower);
    }

    /// <summary>The volatility after a scenario's move.</summary>
    /// <param name="volatility">Annual, before the move.</param>
    /// <param name="days">To expiry, before any look-ahead.</param>
    /// <param name="move">Direction.</param>
    /// <param name="scale">Multiplier of the rate.</param>
    /// <param name="isAbsolute">The rate counts volatility points and not fractions of the volatility.</param>
    public double Moved(double volatility, double days, VolatilityMove move, double scale, bool isAbsolute)
    {
        if (move == VolatilityMove.Same)
        {
            return volatility;
        }

        double size = scale * Term(days) * (isAbsolute ? 1.0 : volatility);
        if (move == VolatilityMove.Up)
        {
            double raised = volatility + (Up * size);
            return raised > MinimumUp ? raised : MinimumUp;
        }

        double lowered = volatility - (Down * size);
        return lowered > 0.0 ? lowered : 0.0;
    }

    /// <summary>
    /// The volatility after a twist: the relative shock weighted by (pivot - d) / (pivot + d), which is 1 for an
    /// expiry at once, 0 at the pivot and -1 far out, so that neighbouring expiries never part at a cliff.
    /// </summary>
    public double Twisted(double volatility, double days, TermTwist twist)
    {
        if (twist == TermTwist.None)
        {
            return volatility;
        }

        double weight = (PivotDays - days) / (PivotDays + days);
        double signed = twist == TermTwist.FrontUp ? weight : -weight;
        double rate = signed > 0.0 ? Up : Down;
        double twisted = volatility * (1.0 + (rate * Term(days) * signed));
        return twisted > 0.0 ? twisted : 0.0;
    }
}
