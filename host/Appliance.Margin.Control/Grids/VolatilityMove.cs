namespace Appliance.Margin.Control;

/// <summary>Direction in which a scenario moves volatility.</summary>
public enum VolatilityMove
{
    Same = 0,
    Up = 1,
    Down = 2,
}
