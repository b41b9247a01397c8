using System;

namespace Appliance.Core;

/// <summary>One segment x -> x*Slope - Offset of a convex table, or x*Slope + Offset of a concave one.</summary>
/// <param name="SlopeQ32">Q32, rounded up in requirement tables and down in credit tables.</param>
/// <param name="OffsetMicro">Money. In the venue form of a tier table this is the cumulative amount.</param>
public readonly record struct AffineSegment(ulong SlopeQ32, long OffsetMicro);

/// <summary>Tier, concentration and credit tables as maxima or minima of lines (host/MARGIN.md section 2).</summary>
public static class Affine
{
    /// <summary>max(0, max_j ceil(x*a_j) - b_j): convex and increasing; an empty table is 0.</summary>
    public static Int128 MaxAffine(Int128 x, ReadOnlySpan<AffineSegment> segments)
    {
        Int128 best = Int128.Zero;
        foreach (ref readonly AffineSegment segment in segments)
        {
            best = Int128.Max(best, FixedPoint.MulCeilWide(x, segment.SlopeQ32) - segment.OffsetMicro);
        }

        return best;
    }

    /// <summary>min_j floor(x*a_j) + b_j: the concave credit of a collateral amount; at least one segment.</summary>
    public static Int128 MinAffine(Int128 x, ReadOnlySpan<AffineSegment> segments)
    {
        Check.That(segments.Length > 0);
        Int128 best = FixedPoint.MulFloorWide(x, segments[0].SlopeQ32) + segments[0].OffsetMicro;
        foreach (ref readonly AffineSegment segment in segments[1..])
        {
            best = Int128.Min(best, FixedPoint.MulFloorWide(x, segment.SlopeQ32) + segment.OffsetMicro);
        }

        return best;
    }
}
