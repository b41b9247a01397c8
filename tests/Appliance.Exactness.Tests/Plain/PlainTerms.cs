using System.Numerics;

namespace Appliance.Exactness.Tests;

/// <summary>The terms of one requirement, for marks of coverage and for reports.</summary>
internal sealed record PlainTerms
{
    public bool IsStandard { get; init; }

    public BigInteger SumM { get; init; }

    public BigInteger MaxM { get; init; }

    public BigInteger Tail { get; init; }

    public BigInteger Scan { get; init; }

    public BigInteger Basis { get; init; }

    public BigInteger Conc { get; init; }

    public BigInteger Wwr { get; init; }

    public BigInteger Qr { get; init; }

    public BigInteger Som { get; init; }

    public BigInteger Tier { get; init; }

    public BigInteger Standard { get; init; }

    public BigInteger ShortLots { get; init; }

    public PlainScalar Value { get; init; }
}
