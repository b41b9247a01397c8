using System.Collections.Generic;

namespace Appliance.Margin.Control.Span;

/// <summary>A spread within one combined commodity or between several.</summary>
public sealed record SpanSpread
{
    /// <summary>Number in the file; spreads are formed in the order of the list, not of this.</summary>
    public required string Id { get; init; }

    public required SpanSpreadMethod Method { get; init; }

    /// <summary>Flat: money micro per spread. Weighted and scanning: share, e-6.</summary>
    public required long RateMicro { get; init; }

    public required IReadOnlyList<SpanLeg> Legs { get; init; }

    /// <summary>Why it cannot be used here; empty when it can.</summary>
    public string Unsupported { get; init; } = "";
}
