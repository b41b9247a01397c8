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
        unchecked
        {
            long best = 0;
            foreach (ref readonly AffineSegment segment in segments)
            {
                // The larger without a branch, which the tier of a random order would send either way. Products are
                // below 2^62 and offsets at most MoneyMax, so the difference fits.
                long over = FixedPoint.MulCeil(x, segment.SlopeQ32) - segment.OffsetMicro - best;
                best += over & ~(over >> 63);
            }

            return best;
        }
    }
}
