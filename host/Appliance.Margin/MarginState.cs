namespace Appliance.Margin;

/// <summary>Where an account stands between its two equities and its two requirements (MARGIN.md section 9).</summary>
public enum MarginState : byte
{
    /// <summary>E_IM covers IMR.</summary>
    Healthy = 0,

    /// <summary>E_IM is below IMR: only reduce-only orders.</summary>
    Restricted = 1,

    /// <summary>E_MM is below the call level.</summary>
    Call = 2,

    /// <summary>E_MM is below MMR.</summary>
    Liquidation = 3,

    /// <summary>E_MM is below the backstop level.</summary>
    Backstop = 4,

    /// <summary>E_MM is negative.</summary>
    Bankrupt = 5,
}
