namespace Appliance.Margin.Control.Span;

/// <summary>A holding in one contract.</summary>
/// <param name="Instrument">Index into the model's instruments; at most one position each.</param>
/// <param name="Lots">Contracts, negative when short.</param>
public readonly record struct SpanPosition(int Instrument, long Lots);
