namespace Appliance.Sim.Oracle;

/// <summary>The states of section 9, from the best to the worst.</summary>
public enum OracleState
{
    Healthy,
    Restricted,
    Call,
    Liq,
    Backstop,
    Bankrupt,
}
