using System.Numerics;

namespace Appliance.Core.Tests;

/// <summary>A closed range of integers of any size.</summary>
internal readonly record struct Interval(BigInteger Min, BigInteger Max)
{
    internal static readonly Interval Int64 = new(long.MinValue, long.MaxValue);

    internal static readonly Interval Int128 = new(System.Int128.MinValue, System.Int128.MaxValue);

    internal static readonly Interval Rates = new(0, FixedPoint.RateLimitQ32 - 1);

    internal bool Contains(BigInteger x) => Min <= x && x <= Max;

    /// <summary>-2^bits to 2^bits.</summary>
    internal static Interval Within(int bits) => new(-BigInteger.Pow(2, bits), BigInteger.Pow(2, bits));
}
