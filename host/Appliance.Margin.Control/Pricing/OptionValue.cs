namespace Appliance.Margin.Control;

/// <summary>A price and its first derivatives, per unit of the underlying.</summary>
/// <param name="Price">In the currency of the strike; of an inverse option in units of the underlying.</param>
/// <param name="Delta">
/// Change of the money price for a change of 1 in the forward (Black-76) or the spot (Black-Scholes-Merton).
/// </param>
/// <param name="Vega">Change of the price for a change of 1.0 in volatility, in the unit of the price.</param>
public readonly record struct OptionValue(double Price, double Delta, double Vega);
