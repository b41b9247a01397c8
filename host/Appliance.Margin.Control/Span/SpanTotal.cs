namespace Appliance.Margin.Control.Span;

/// <summary>Sums over the combined commodities of one currency, micro.</summary>
public sealed record SpanTotal(
    string Currency, long RequirementMicro, long NetOptionValueMicro, long InitialMicro, long MaintenanceMicro);
