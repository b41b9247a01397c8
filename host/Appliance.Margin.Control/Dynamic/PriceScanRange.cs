using System;
using Appliance.Core;

namespace Appliance.Margin.Control;

/// <summary>
/// The range an underlying is scanned over: max(floor, stress quantile * w, z * (sigma + gap) * sqrt(h)), at most 1.
/// </summary>
public sealed record PriceScanRange
{
    private const double PpmPerOne = 1e6;

    /// <summary>Never less; Q32.</summary>
    public ulong FloorQ32 { get; init; } = Rate.Up(10, 100).Q32;

    /// <summary>w: weight of the stress quantile.</summary>
    public double StressWeight { get; init; } = 1.0;

    /// <summary>z: standard deviations covered.</summary>
    public double Deviations { get; init; } = 3.0;

    /// <summary>The range, Q32, rounded up.</summary>
    /// <param name="stressPpm">From <see cref="StressQuantile"/>.</param>
    /// <param name="volatility">Of one period, a fraction; the gap included.</param>
    /// <param name="horizonPeriods">From <see cref="LiquidationHorizon"/>.</param>
    public ulong Q32(long stressPpm, double volatility, double horizonPeriods)
    {
        ulong stress = RateQ32.Up(stressPpm / PpmPerOne * StressWeight);
        ulong scaled = RateQ32.Up(Deviations * volatility * Math.Sqrt(horizonPeriods));
        return Math.Min(Rate.One.Q32, Math.Max(FloorQ32, Math.Max(stress, scaled)));
    }
}
