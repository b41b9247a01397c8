using System;
using Appliance.Core;

namespace Appliance.Transport;

/// <summary>How fast a capture is replayed: an exact ratio, or without pacing.</summary>
public readonly record struct ReplaySpeed
{
    private readonly long numerator;
    private readonly long denominator;

    /// <summary>2/1 is twice as fast as recorded.</summary>
    public ReplaySpeed(long numerator, long denominator)
    {
        Check.That(numerator > 0 && denominator > 0);
        this.numerator = numerator;
        this.denominator = denominator;
    }

    /// <summary>No pacing, which is also the default value.</summary>
    public static ReplaySpeed AsFastAsPossible => default;

    public static ReplaySpeed Recorded => new(1, 1);

    public bool IsPaced => numerator != 0;

    /// <summary>
    /// When a frame recorded at <paramref name="stampNs"/> is meant to go. A stamp before the first one goes at
    /// the start; a time no clock reaches saturates.
    /// </summary>
    public long IntendedNs(long startNs, long firstStampNs, long stampNs)
    {
        Check.That(IsPaced);
        Int128 elapsed = (Int128)stampNs - firstStampNs;
        if (elapsed <= Int128.Zero)
        {
            return startNs;
        }

        Int128 intended = startNs + (numerator == denominator ? elapsed : elapsed * denominator / numerator);
        return (long)Int128.Min(intended, long.MaxValue);
    }
}
