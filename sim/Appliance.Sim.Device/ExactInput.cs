using System;
using Appliance.Core;

namespace Appliance.Sim.Device;

/// <summary>Inputs so small that 64 bits hold whatever a rate makes of them, without asking about the group.</summary>
internal static class ExactInput
{
    /// <summary>x up to 2^54 times a rate below 2^8 is below 2^62.</summary>
    public const long Max = 1L << 54;

    /// <summary>
    /// <see cref="Affine.MaxAffine"/> in 64 bits: exact where every product of x with a slope of the table fits.
    /// </summary>
    public static long MaxAffine(long x, ReadOnlySpan<AffineSegment> segments)
    {
        long best = 0;
        foreach (ref readonly AffineSegment segment in segments)
        {
            best = Math.Max(best, FixedPoint.MulCeil(x, segment.SlopeQ32) - segment.OffsetMicro);
        }

        return best;
    }
}
