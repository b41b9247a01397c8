using System.Collections.Generic;
using System.Numerics;

namespace Appliance.Sim.Oracle;

/// <summary>The tail of the joint columns (section 5), micro.</summary>
public sealed record OracleTailTerms
{
    /// <summary>The K columns with the largest pos(XJ[h]), largest first, ties to the lower column.</summary>
    public IReadOnlyList<(int Column, BigInteger Loss)> Columns { get; init; } = [];

    /// <summary>Sum of the K losses.</summary>
    public BigInteger Sum { get; init; }

    public int K { get; init; } = 1;

    /// <summary>CeilDiv(Sum, K).</summary>
    public BigInteger Es { get; init; }

    /// <summary>The K-th largest loss: what the VaR measure takes.</summary>
    public BigInteger Kth { get; init; }

    public OracleTailMeasure Measure { get; init; }

    /// <summary>The largest multiplier of the snapshot, Q32.</summary>
    public BigInteger Mult { get; init; }

    /// <summary>TAIL = MulCeil(what the measure takes, Mult).</summary>
    public BigInteger Value { get; init; }
}
