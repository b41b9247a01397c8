namespace Appliance.Capture;

/// <summary>What an import saw, by line.</summary>
internal sealed class ImportCounts
{
    public long Lines { get; set; }

    public long BookTickers { get; set; }

    public long Trades { get; set; }

    public long Depths { get; set; }

    public long Snapshots { get; set; }

    /// <summary>Well-formed, but of another instrument.</summary>
    public long OtherSymbols { get; set; }

    /// <summary>Well-formed, but of a kind that is not market data.</summary>
    public long OtherKinds { get; set; }

    public long Malformed { get; set; }

    /// <summary>The first malformed line, counted from 1; 0 when there is none.</summary>
    public long FirstMalformed { get; set; }

    /// <summary>Kept lines stamped before the one above them; their stamps are kept as they are.</summary>
    public long StampsBack { get; set; }
}
