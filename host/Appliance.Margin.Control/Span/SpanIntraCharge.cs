namespace Appliance.Margin.Control.Span;

/// <summary>One intra-commodity spread that was formed.</summary>
/// <param name="SpreadId">Number in the file.</param>
/// <param name="SpreadsMicro">How many, e-6, rounded up.</param>
/// <param name="RateMicro">Money for one.</param>
/// <param name="ChargeMicro">Rounded up.</param>
public sealed record SpanIntraCharge(string SpreadId, long SpreadsMicro, long RateMicro, long ChargeMicro);
