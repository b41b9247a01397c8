using System.Numerics;

namespace Appliance.Sim.Oracle;

/// <summary>Section 4, one instrument in one group: position, working buys, working sells, in lots.</summary>
public readonly record struct OracleHolding(BigInteger Q, BigInteger B, BigInteger S)
{
    /// <summary>Open value: signed entry value of what is open, micro (section 6).</summary>
    public BigInteger V { get; init; }

    /// <summary>Nothing held and nothing worked. A sum of members may still have open value then.</summary>
    public bool IsEmpty => Q == 0 && B == 0 && S == 0;

    /// <summary>|Q| + B + S.</summary>
    public BigInteger LotsW => BigInteger.Abs(Q) + B + S;

    public BigInteger Working(OracleSide side) => side == OracleSide.Buy ? B : S;

    public OracleHolding AddWorking(OracleSide side, BigInteger lots) =>
        side == OracleSide.Buy ? this with { B = B + lots } : this with { S = S + lots };

    /// <summary>What a pool has of an instrument is the sum of what its members have.</summary>
    public OracleHolding Plus(OracleHolding other) =>
        new(Q + other.Q, B + other.B, S + other.S) { V = V + other.V };

    /// <summary>
    /// Q and V after a trade of signed lots dq for the amount A, working lots as they are. With c the lots it closes:
    /// c = 0 adds A; closing all of it leaves what of A the lots beyond take; else V gives up its part, rounded down.
    /// </summary>
    public OracleHolding Traded(BigInteger dq, BigInteger amount)
    {
        BigInteger held = BigInteger.Abs(Q), size = BigInteger.Abs(dq);
        BigInteger closes = Q.Sign * dq.Sign < 0 ? BigInteger.Min(size, held) : 0;
        BigInteger v = closes == 0 ? V + amount
            : closes == held ? amount - OracleMath.FloorDiv(amount * closes, size)
            : V - OracleMath.FloorDiv(V * closes, held);
        return this with { Q = Q + dq, V = v };
    }
}
