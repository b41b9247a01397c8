namespace Appliance.Sim.Oracle;

/// <summary>What a group is, fixed when it is opened (section 4).</summary>
public enum OracleGroupKind
{
    Cross,
    Isolated,
    Pool,
    Member,
}
