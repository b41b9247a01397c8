namespace Appliance.Margin.Control;

/// <summary>Opposite moves of near and far volatilities.</summary>
public enum TermTwist
{
    None = 0,

    /// <summary>Near expiries up, far ones down.</summary>
    FrontUp = 1,

    /// <summary>Near expiries down, far ones up.</summary>
    FrontDown = 2,
}
