using System.Numerics;

namespace Appliance.Sim.Oracle;

/// <summary>
/// One term of FUND or ORACLE (section 5): what it is of, the amount in micro that the Q32 rate is taken of, and
/// MulCeil of the two.
/// </summary>
public sealed record OracleReserveTerm(
    OracleTermOf Of, int Index, BigInteger Amount, BigInteger Rate, BigInteger Charge);
