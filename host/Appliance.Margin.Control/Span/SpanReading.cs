namespace Appliance.Margin.Control.Span;

/// <summary>What reading gave: a file, or the first reason why there is none.</summary>
public sealed record SpanReading(SpanFile? File, SpanFault? Fault);
