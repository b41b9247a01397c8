using System.Numerics;

namespace Appliance.Sim.Oracle;

/// <summary>A final scalar (Req, IMR, equity) and whether it was clamped (section 1).</summary>
public readonly record struct OracleScalar(BigInteger Value, bool Saturated);
