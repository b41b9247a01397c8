using System.Collections.Generic;

namespace Appliance.Margin.Control.Span;

/// <summary>A margin, or every reason why there is none.</summary>
public sealed record SpanMarginOutcome(SpanMarginReport? Report, IReadOnlyList<string> Faults);
