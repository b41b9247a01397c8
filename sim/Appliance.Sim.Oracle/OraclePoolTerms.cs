using System.Collections.Generic;
using System.Numerics;

namespace Appliance.Sim.Oracle;

/// <summary>
/// How the requirement of a pool came about (section 5): its own as one group, each member's, their sum, the floor
/// MulCeil(sum, lambda_pool), and what each member bears of the result.
/// </summary>
public sealed record OraclePoolTerms(
    OracleReq Own,
    IReadOnlyList<(long Member, OracleReq Req)> Members,
    BigInteger Sum,
    BigInteger LambdaPool,
    BigInteger Floor,
    IReadOnlyList<BigInteger> Shares);
