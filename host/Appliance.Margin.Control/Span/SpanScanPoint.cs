namespace Appliance.Margin.Control.Span;

/// <summary>One scenario of the risk arrays.</summary>
/// <param name="Number">From 1: the place in every array.</param>
/// <param name="PriceNumeratorMicro">Price move in price scan ranges, e-6, over the denominator.</param>
/// <param name="PriceDenominatorMicro">e-6, positive.</param>
/// <param name="VolatilityMoveMicro">Volatility move in volatility scan ranges, e-6.</param>
/// <param name="WeightMicro">Cover fraction of the loss that counts, e-6.</param>
/// <param name="PairedNumber">The point with the same price move and the opposite volatility move.</param>
public sealed record SpanScanPoint(
    int Number,
    long PriceNumeratorMicro,
    long PriceDenominatorMicro,
    long VolatilityMoveMicro,
    long WeightMicro,
    int PairedNumber);
