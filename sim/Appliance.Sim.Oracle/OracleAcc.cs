namespace Appliance.Sim.Oracle;

/// <summary>Which accumulators (section 4): L, positions only, or W, with the worst of the working orders.</summary>
public enum OracleAcc
{
    L,
    W,
}
