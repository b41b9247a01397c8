using System.Numerics;

namespace Appliance.Sim.Oracle;

/// <summary>Section 9: how many lots to close, whether that cures the group, and the peak of g found.</summary>
public readonly record struct OracleSize(BigInteger Lots, bool Cured, BigInteger Peak);
