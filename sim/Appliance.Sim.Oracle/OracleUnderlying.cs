using System.Collections.Generic;
using System.Numerics;

namespace Appliance.Sim.Oracle;

/// <summary>Parameters of one underlying (section 5): rates in Q32, som in micro per short option lot.</summary>
public sealed record OracleUnderlying(
    BigInteger Mult,
    BigInteger Basis,
    OracleByKind<BigInteger> Som,
    OracleByKind<IReadOnlyList<OracleSegment>> Tier,
    OracleByKind<IReadOnlyList<OracleSegment>> Conc);
