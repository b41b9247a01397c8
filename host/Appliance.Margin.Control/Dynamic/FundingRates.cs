namespace Appliance.Margin.Control;

/// <summary>What either side may have to pay in the next funding interval, of its notional; Q32, rounded up.</summary>
/// <param name="LongPaysQ32">0 when longs are expected to receive even in a bad case.</param>
/// <param name="ShortPaysQ32">The same for shorts.</param>
public readonly record struct FundingRates(ulong LongPaysQ32, ulong ShortPaysQ32);
