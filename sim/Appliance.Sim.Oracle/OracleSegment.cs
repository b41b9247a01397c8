using System.Numerics;

namespace Appliance.Sim.Oracle;

/// <summary>One piece of an affine table: a Q32 slope and an offset in micro (section 2).</summary>
public readonly record struct OracleSegment(BigInteger Slope, BigInteger Offset);
