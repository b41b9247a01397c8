using System.Collections.Generic;

namespace Appliance.Margin.Control.Span;

/// <summary>What import gave: a model, or every reason why there is none.</summary>
/// <param name="Model">Null when there are faults.</param>
/// <param name="Sources">For each instrument of the model.</param>
/// <param name="Faults">One sentence each, with the line.</param>
/// <param name="Notes">What was left out and what to know, one sentence each.</param>
public sealed record SpanImported(
    SpanModel? Model, IReadOnlyList<SpanSource> Sources, IReadOnlyList<string> Faults, IReadOnlyList<string> Notes);
