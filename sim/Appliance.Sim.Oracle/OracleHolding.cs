using System.Numerics;

namespace Appliance.Sim.Oracle;

/// <summary>Section 4, one instrument in one group: position, working buys, working sells, in lots.</summary>
public readonly record struct OracleHolding(BigInteger Q, BigInteger B, BigInteger S)
{
    public bool IsEmpty => Q == 0 && B == 0 && S == 0;

    /// <summary>|Q| + B + S.</summary>
    public BigInteger LotsW => BigInteger.Abs(Q) + B + S;

    public BigInteger Working(OracleSide side) => side == OracleSide.Buy ? B : S;

    public OracleHolding AddWorking(OracleSide side, BigInteger lots) =>
        side == OracleSide.Buy ? this with { B = B + lots } : this with { S = S + lots };
}
