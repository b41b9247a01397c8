namespace Appliance.Sim.Oracle;

/// <summary>Initial or maintenance margin (section 5).</summary>
public enum OracleKind
{
    Im,
    Mm,
}
