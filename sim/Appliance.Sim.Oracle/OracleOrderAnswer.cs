using System.Numerics;
using Appliance.Core;

namespace Appliance.Sim.Oracle;

/// <summary>
/// Verdict, reason, IMR with the order added and E. The two amounts are null when an earlier step refused: the page
/// gives them no value then.
/// </summary>
public sealed record OracleOrderAnswer(
    OracleVerdict Verdict, ReasonCode Reason, BigInteger? ImrAfter, BigInteger? Equity)
{
    public bool Accepted => Verdict != OracleVerdict.Reject;
}
