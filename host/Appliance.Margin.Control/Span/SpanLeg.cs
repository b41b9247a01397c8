namespace Appliance.Margin.Control.Span;

/// <summary>One leg of a spread.</summary>
public sealed record SpanLeg
{
    /// <summary>Code of the combined commodity.</summary>
    public required string Commodity { get; init; }

    /// <summary>Tier within the commodity; 0 is all of it. -1 when the leg names a period.</summary>
    public int Tier { get; init; }

    /// <summary>Contract period of a leg that names one, else empty.</summary>
    public string Period { get; init; } = "";

    public SpanSide Side { get; init; }

    /// <summary>Deltas of this leg in one spread, e-6.</summary>
    public long RatioMicro { get; init; } = 1_000_000;

    /// <summary>The leg's own rate, e-6, where it differs from the spread's.</summary>
    public long? RateMicro { get; init; }
}
