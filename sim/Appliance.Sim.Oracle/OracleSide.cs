namespace Appliance.Sim.Oracle;

/// <summary>Side of an order or trade; the value is the sign of the position it makes.</summary>
public enum OracleSide
{
    Sell = -1,
    Buy = 1,
}
