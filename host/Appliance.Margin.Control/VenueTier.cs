namespace Appliance.Margin.Control;

/// <summary>One tier of a venue's leverage table.</summary>
/// <param name="FloorMicro">Notional the tier begins at, micro.</param>
/// <param name="RateE9">Maintenance rate, 1e-9.</param>
/// <param name="LeverageE6">Largest leverage, 1e-6.</param>
public readonly record struct VenueTier(long FloorMicro, long RateE9, long LeverageE6);
