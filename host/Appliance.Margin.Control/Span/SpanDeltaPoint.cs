namespace Appliance.Margin.Control.Span;

/// <summary>One price point of the composite delta.</summary>
/// <param name="PriceNumeratorMicro">Price move in price scan ranges, e-6, over the denominator.</param>
/// <param name="PriceDenominatorMicro">e-6, positive.</param>
/// <param name="WeightMicro">Probability, e-6.</param>
public sealed record SpanDeltaPoint(long PriceNumeratorMicro, long PriceDenominatorMicro, long WeightMicro);
