using System.Numerics;

namespace Appliance.Sim.Oracle;

/// <summary>
/// Wrong-way charge of one asset (section 5): value at the epoch's price, pos(X_u[entry]), and
/// MulCeil(min of the two, omega).
/// </summary>
public sealed record OracleWrongWayTerm(
    int Asset,
    BigInteger Value,
    int Underlying,
    int Entry,
    BigInteger Exposure,
    BigInteger Omega,
    BigInteger Charge);
