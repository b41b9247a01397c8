using Appliance.Core;

namespace Appliance.Margin.Control;

/// <summary>From a computed double to a rate of the snapshot, rounded up: everything here is a requirement.</summary>
internal static class RateQ32
{
    private const double Scale = 4294967296.0;

    /// <summary>ceil(value * 2^32), from 0 to just below 256; what is no number counts as the largest rate.</summary>
    public static ulong Up(double value)
    {
        double scaled = value * Scale;
        if (!(scaled < FixedPoint.RateLimitQ32 - 1))
        {
            return FixedPoint.RateLimitQ32 - 1;
        }

        if (scaled <= 0.0)
        {
            return 0;
        }

        ulong whole = (ulong)scaled;
        return whole < scaled ? whole + 1 : whole;
    }

    public static double ToDouble(ulong q32) => q32 / Scale;
}
