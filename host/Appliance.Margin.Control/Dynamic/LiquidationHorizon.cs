using Appliance.Core;

namespace Appliance.Margin.Control;

/// <summary>
/// How long a position is at risk while it is being closed: a base time to notice and act, and the time the market
/// takes to absorb the position at a share of its depth.
/// </summary>
public sealed record LiquidationHorizon
{
    /// <summary>Periods before the first lot is closed.</summary>
    public double BasePeriods { get; init; } = 8.0;

    /// <summary>Share of the depth of a period that a liquidation may take.</summary>
    public double Participation { get; init; } = 0.1;

    /// <summary>No horizon is longer.</summary>
    public double PeriodsMax { get; init; } = 120.0;

    /// <summary>Periods for a position, both in the same money; without depth, <see cref="PeriodsMax"/>.</summary>
    /// <param name="position">Notional to close, not negative.</param>
    /// <param name="depthPerPeriod">Notional the market trades in a period, not negative.</param>
    public double Periods(double position, double depthPerPeriod)
    {
        Check.That(position >= 0.0 && depthPerPeriod >= 0.0 && Participation > 0.0 && BasePeriods > 0.0);
        double absorbed = Participation * depthPerPeriod;
        double periods = position == 0.0 ? BasePeriods : BasePeriods + (position / absorbed);
        return periods < PeriodsMax ? periods : PeriodsMax;
    }
}
