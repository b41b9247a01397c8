using System.Numerics;
using Appliance.Core;

namespace Appliance.Sim.Oracle;

/// <summary>
/// Verdict, reason, IMR with the order added and E_IM, both of the margin group. The two are null when an earlier
/// step refused: the page gives them no value then.
/// </summary>
public sealed record OracleOrderAnswer(
    OracleVerdict Verdict, ReasonCode Reason, OracleScalar? Imr, OracleScalar? EquityInitial)
{
    public bool Accepted => Verdict != OracleVerdict.Reject;

    public BigInteger? ImrAfter => Imr?.Value;

    public BigInteger? Equity => EquityInitial?.Value;
}
