using System.Numerics;

namespace Appliance.Sim.Oracle;

/// <summary>A position in the deleveraging ranking: its account, score and lots (positive).</summary>
public readonly record struct OracleRanked(long Account, BigInteger Score, BigInteger Lots);
