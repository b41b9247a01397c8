namespace Appliance.Sim.Oracle;

/// <summary>What the index of a term counts.</summary>
public enum OracleTermOf
{
    Instrument,
    Underlying,
    Asset,
}
