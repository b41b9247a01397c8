using System.Numerics;

namespace Appliance.Sim.Explain;

/// <summary>What one instrument adds to one entry of an accumulator (MARGIN.md section 4).</summary>
/// <param name="Instrument">Index in the snapshot.</param>
/// <param name="Lots">What counts of Q, B and S: Q for L; for W Q + B where a lot loses, Q - S where it gains.</param>
/// <param name="PerLot">The array entry, micro per lot.</param>
/// <param name="ShockQ32">What a linear contract's entry was made with: MulCeil(cvE, shock); else null.</param>
public sealed record LossTerm(int Instrument, BigInteger Lots, BigInteger PerLot, BigInteger? ShockQ32)
{
    public BigInteger Product => Lots * PerLot;
}
