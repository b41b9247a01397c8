using System.Collections.Generic;

namespace Appliance.Margin.Control.Span;

/// <summary>
/// A clearing house's risk parameter file (PC-SPAN XML 4.00) as it stands: numbers are fixed point, links are not yet
/// followed, nothing is computed. <see cref="SpanImport"/> makes instruments and arrays of it.
/// </summary>
public sealed record SpanFile
{
    public required string FileFormat { get; init; }

    public required string Created { get; init; }

    /// <summary>yyyymmdd as written.</summary>
    public required string BusinessDate { get; init; }

    public required string ClearingOrganization { get; init; }

    /// <summary>True when whole contracts, not deltas alone, are scaled by a contract's factor.</summary>
    public required bool IsContractScale { get; init; }

    /// <summary>Time by which scenario values are older than the base value, years e-9; 0 when not given.</summary>
    public required long LookAheadYearsNano { get; init; }

    /// <summary>Scenarios in the order of the arrays; empty when the file has none.</summary>
    public required IReadOnlyList<SpanScanPoint> ScanPoints { get; init; }

    /// <summary>Price points and weights of the composite delta; may be empty.</summary>
    public required IReadOnlyList<SpanDeltaPoint> DeltaPoints { get; init; }

    public required IReadOnlyList<string> Exchanges { get; init; }

    public required IReadOnlyList<SpanFamily> Families { get; init; }

    public required IReadOnlyList<SpanCommodityDefinition> Commodities { get; init; }

    /// <summary>Spreads between combined commodities in the order in which they are formed.</summary>
    public required IReadOnlyList<SpanSpread> InterSpreads { get; init; }

    /// <summary>What the file holds and this reader leaves out, one sentence each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
