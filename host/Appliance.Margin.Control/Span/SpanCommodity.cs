using System.Collections.Generic;

namespace Appliance.Margin.Control.Span;

/// <summary>What margin needs of a combined commodity.</summary>
public sealed record SpanCommodity
{
    public required string Code { get; init; }

    public required string Currency { get; init; }

    public required SpanMinimumMethod MinimumMethod { get; init; }

    /// <summary>Requirement times this is initial margin; e-6, at least 1.</summary>
    public required long InitialFactorMicro { get; init; }

    /// <summary>Requirement times this is maintenance margin; e-6, at most 1.</summary>
    public required long MaintenanceFactorMicro { get; init; }

    public required IReadOnlyList<SpanTier> IntraTiers { get; init; }

    public required IReadOnlyList<SpanTier> InterTiers { get; init; }

    public required IReadOnlyList<SpanTier> MinimumTiers { get; init; }

    public required IReadOnlyList<SpanSpread> IntraSpreads { get; init; }

    public required IReadOnlyList<SpanSpotRate> SpotRates { get; init; }

    /// <summary>Positions here are refused for this reason; empty when they can be margined.</summary>
    public required string Unsupported { get; init; }
}
