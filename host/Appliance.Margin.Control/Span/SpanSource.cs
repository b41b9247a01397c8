namespace Appliance.Margin.Control.Span;

/// <summary>Where an instrument came from: what its array can be computed from.</summary>
/// <param name="Family">Its product family.</param>
/// <param name="Contract">The contract as the file has it.</param>
/// <param name="Underlying">The physical or future under an option; null where the file has none.</param>
public sealed record SpanSource(SpanFamily Family, SpanContract Contract, SpanContract? Underlying);
