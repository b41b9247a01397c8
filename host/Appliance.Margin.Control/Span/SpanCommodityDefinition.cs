using System.Collections.Generic;

namespace Appliance.Margin.Control.Span;

/// <summary>A combined commodity: families that are scanned together, and its charges.</summary>
public sealed record SpanCommodityDefinition
{
    public required string Code { get; init; }

    public required string Name { get; init; }

    public required string Currency { get; init; }

    public required SpanMinimumMethod MinimumMethod { get; init; }

    public required IReadOnlyList<SpanFamilyLink> Families { get; init; }

    /// <summary>adjRate values, e-6: factors from the requirement to that of another kind.</summary>
    public required IReadOnlyList<long> AdjustmentsMicro { get; init; }

    public required IReadOnlyList<SpanTier> IntraTiers { get; init; }

    public required IReadOnlyList<SpanTier> InterTiers { get; init; }

    public required IReadOnlyList<SpanTier> MinimumTiers { get; init; }

    /// <summary>Spreads within the commodity in the order in which they are formed.</summary>
    public required IReadOnlyList<SpanSpread> IntraSpreads { get; init; }

    public required IReadOnlyList<SpanSpotRate> SpotRates { get; init; }

    /// <summary>What the definition asks for and this appliance does not compute; empty when it computes all.</summary>
    public required string Unsupported { get; init; }

    /// <summary>Line of the file on which it starts.</summary>
    public required int Line { get; init; }
}
