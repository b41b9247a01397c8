namespace Appliance.Margin.Control.Span;

/// <summary>What margin needs of a scenario.</summary>
/// <param name="Name">Such as <c>+1/3 vol-</c>.</param>
/// <param name="PairedIndex">Index of the scenario with the same price move and the opposite volatility move.</param>
/// <param name="IsNoPriceMove">Its loss is time and volatility alone.</param>
public sealed record SpanScenario(string Name, int PairedIndex, bool IsNoPriceMove);
