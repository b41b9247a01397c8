namespace Appliance.Sim.Oracle;

/// <summary>What TAIL takes from the joint columns (section 5).</summary>
public enum OracleTailMeasure
{
    /// <summary>The mean of the K largest losses, up.</summary>
    Es,

    /// <summary>The K-th largest loss.</summary>
    Var,
}
