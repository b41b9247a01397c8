namespace Appliance.Sim.Oracle;

/// <summary>What the order check of section 7 answers.</summary>
public enum OracleVerdict
{
    Accept,
    AcceptReduceOnly,
    Reject,
}
