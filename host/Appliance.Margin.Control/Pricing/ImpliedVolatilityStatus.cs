namespace Appliance.Margin.Control;

/// <summary>What became of a search for implied volatility.</summary>
public enum ImpliedVolatilityStatus
{
    Found = 0,

    /// <summary>The price is below intrinsic value: no volatility gives it.</summary>
    BelowIntrinsic = 1,

    /// <summary>The price asks for more than <see cref="ImpliedVolatility.VolatilityMax"/>.</summary>
    AboveBound = 2,

    /// <summary>No time, no strike or no forward: every volatility gives the same price.</summary>
    Undetermined = 3,
}
