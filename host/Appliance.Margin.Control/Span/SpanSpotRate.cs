namespace Appliance.Margin.Control.Span;

/// <summary>Charge for deltas of a period near delivery.</summary>
/// <param name="Period">Contract period.</param>
/// <param name="SpreadMicro">Money micro per delta that an intra-commodity spread used.</param>
/// <param name="OutrightMicro">Money micro per delta that is left.</param>
public sealed record SpanSpotRate(string Period, long SpreadMicro, long OutrightMicro);
