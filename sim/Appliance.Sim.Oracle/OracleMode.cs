namespace Appliance.Sim.Oracle;

/// <summary>Whether scenarios net or every instrument stands for itself (sections 4 and 5).</summary>
public enum OracleMode
{
    Portfolio,
    Standard,
}
