using System;
using Appliance.Core;

namespace Appliance.Margin.Control;

/// <summary>
/// The cost of closing a large position into a book of limited depth, as a concentration table. The price gives way in
/// proportion to what is sold: cost(N) = m * N^2 / (2 * D), where a notional of D moves the price by m. The curve is
/// published as secants, which lie above it up to the last breakpoint; from there on the table's slope is constant.
/// </summary>
public sealed record DepthImpact
{
    // More than the rounding of the few products below: a computed line never falls under the exact one.
    private const double RoundingGuard = 1e-14;

    /// <summary>m: the price move for which the depth is measured.</summary>
    public double MeasuredMove { get; init; } = 0.02;

    /// <summary>
    /// Multiples of the depth at which the secants meet, rising. The first secant starts at 0 and is what small
    /// positions pay: with the first point at a twentieth of the depth, a fortieth of the move.
    /// </summary>
    public ReadOnlyMemory<double> Breakpoints { get; init; } =
        new[] { 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0 };

    /// <summary>
    /// Lines whose maximum is at least the cost in micro of closing a notional in micro, slopes rounded up and
    /// offsets down. Without depth, the whole notional is at stake: one line of slope 1.
    /// </summary>
    /// <param name="depthMicro">D, micro, not negative.</param>
    public AffineSegment[] Segments(long depthMicro)
    {
        Check.That(depthMicro >= 0 && MeasuredMove >= 0.0 && Breakpoints.Length is > 0 and < Limits.AffineSegmentsMax);
        if (depthMicro == 0)
        {
            return [new AffineSegment(Rate.One.Q32, 0)];
        }

        AffineSegment[] segments = new AffineSegment[Breakpoints.Length];
        double from = 0.0;
        for (int i = 0; i < segments.Length; i++)
        {
            // Secant of m/2 * x^2 between two multiples x of the depth: slope m/2 (a + b), minus m/2 a b at 0.
            double to = Breakpoints.Span[i];
            Check.That(to > from);
            double slope = 0.5 * MeasuredMove * (from + to) * (1.0 + RoundingGuard);
            double offset = 0.5 * MeasuredMove * (from * to) * depthMicro * (1.0 - RoundingGuard);
            segments[i] = new AffineSegment(
                RateQ32.Up(slope), offset < FixedPoint.MoneyMax ? (long)offset : FixedPoint.MoneyMax);
            from = to;
        }

        return segments;
    }

    /// <summary>The cost itself, in the unit of both arguments.</summary>
    public double Cost(double notional, double depth) => 0.5 * MeasuredMove * (notional / depth) * notional;
}
