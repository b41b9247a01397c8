using System.Collections.Generic;
using System.Numerics;

namespace Appliance.Sim.Oracle;

/// <summary>Parameters of one underlying (section 5): rates in Q32, som in micro per short option lot.</summary>
public sealed record OracleUnderlying(
    BigInteger Mult,
    BigInteger Basis,
    OracleByKind<BigInteger> Som,
    OracleByKind<IReadOnlyList<OracleSegment>> Tier,
    OracleByKind<IReadOnlyList<OracleSegment>> Conc)
{
    /// <summary>h_u: taken off the value of long options (section 6).</summary>
    public BigInteger LongOptionHaircut { get; init; }

    /// <summary>oracle_u: charge on net delta.</summary>
    public BigInteger Oracle { get; init; }
}
