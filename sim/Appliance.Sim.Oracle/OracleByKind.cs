namespace Appliance.Sim.Oracle;

/// <summary>A parameter that exists once for initial and once for maintenance margin.</summary>
public readonly record struct OracleByKind<T>(T Im, T Mm)
{
    public T this[OracleKind kind] => kind == OracleKind.Im ? Im : Mm;
}
