using System.Collections.Generic;

namespace Appliance.Margin.Control.Span;

/// <summary>Contracts of one kind on one underlying at one exchange.</summary>
public sealed record SpanFamily
{
    public required string Exchange { get; init; }

    public required SpanFamilyKind Kind { get; init; }

    /// <summary>pfId: unique at the exchange.</summary>
    public required string Id { get; init; }

    public required string Code { get; init; }

    public required string Name { get; init; }

    public required string Currency { get; init; }

    /// <summary>EQTY for premium paid in advance, FUT for daily settlement.</summary>
    public required string ValueMethod { get; init; }

    /// <summary>priceModel of options, such as M (Black-Scholes with a dividend yield); empty otherwise.</summary>
    public required string PriceModel { get; init; }

    public required IReadOnlyList<SpanContract> Contracts { get; init; }
}
