using System.Collections.Generic;
using System.Numerics;

namespace Appliance.Sim.Oracle;

/// <summary>IMR = sat(Req(IM, W) + reserves + FUND + ORACLE) and what it was made from (section 5), micro.</summary>
public sealed record OracleImr(
    OracleReq Req,
    BigInteger Reserves,
    IReadOnlyList<OracleReserveTerm> FundTerms,
    BigInteger Fund,
    IReadOnlyList<OracleReserveTerm> OracleTerms,
    BigInteger Oracle,
    OracleScalar Result);
