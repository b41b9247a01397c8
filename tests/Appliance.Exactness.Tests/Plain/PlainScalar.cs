using System.Numerics;
using Appliance.Core;

namespace Appliance.Exactness.Tests;

/// <summary>A final scalar: clamped to money, and whether it had to be.</summary>
internal readonly record struct PlainScalar(BigInteger Value, bool IsSaturated)
{
    public static readonly PlainScalar OutOfRange = new(FixedPoint.MoneyMax, true);

    public static PlainScalar Of(BigInteger exact, bool isSaturated = false)
    {
        BigInteger value = BigInteger.Clamp(exact, -FixedPoint.MoneyMax, FixedPoint.MoneyMax);
        return new PlainScalar(value, isSaturated || value != exact);
    }
}
