namespace Appliance.Margin.Control.Span;

/// <summary>
/// How much of a file a reader is willing to look at. The defaults hold every public file by a wide margin; tests
/// lower them to see each refusal.
/// </summary>
public sealed record SpanLimits
{
    public static readonly SpanLimits Default = new();

    /// <summary>Bytes of XML, after unpacking.</summary>
    public long BytesMax { get; init; } = 512L << 20;

    /// <summary>Bytes from one &lt; to the next: bounds names, tags and texts before they are in memory.</summary>
    public int RunBytesMax { get; init; } = 64 << 10;

    /// <summary>Elements within each other.</summary>
    public int DepthMax { get; init; } = 32;

    public long ElementsMax { get; init; } = 50_000_000;

    /// <summary>Characters of one value that is kept.</summary>
    public int TextCharsMax { get; init; } = 256;

    public int FamiliesMax { get; init; } = 1 << 15;

    public int ContractsMax { get; init; } = 1 << 20;

    public int CommoditiesMax { get; init; } = 1 << 12;

    /// <summary>Spreads of one combined commodity, and spreads between commodities.</summary>
    public int SpreadsMax { get; init; } = 1 << 14;

    public int LegsMax { get; init; } = 64;

    /// <summary>Tiers of one kind, spot rates, or rates of one combined commodity.</summary>
    public int TiersMax { get; init; } = 512;
}
