using System;
using Appliance.Core;

namespace Appliance.Margin;

/// <summary>
/// A collateral asset: what its balance is worth as margin (MARGIN.md section 6). Balances are 1e-8 units.
/// </summary>
public sealed record AssetRisk
{
    public required string Name { get; init; }

    /// <summary>Price of the epoch, micro per whole unit; the live one comes with SetAssetPrice.</summary>
    public long PriceMicro { get; init; }

    /// <summary>Concave credit over value; empty: the asset gives none.</summary>
    public ReadOnlyMemory<AffineSegment> Credit { get; init; }

    /// <summary>Added to the value of a negative balance.</summary>
    public ulong DebtHaircutQ32 { get; init; }

    /// <summary>Underlying whose fall or rise the asset shares, -1 for none.</summary>
    public int WrongWayUnderlying { get; init; } = -1;

    /// <summary>Whether the charge looks at net long delta (the asset falls with it) or net short.</summary>
    public bool IsWrongWayLong { get; init; } = true;

    /// <summary>Wrong-way charge on the matched value.</summary>
    public ulong WrongWayQ32 { get; init; }

    /// <summary>Charge on value while the oracle's confidence is low: (1 - c) * k, else 0.</summary>
    public ulong OracleQ32 { get; init; }

    /// <summary>Collateral instrument that carries the balance into the scenarios, -1 for none.</summary>
    public int RiskInstrument { get; init; } = -1;

    /// <summary>Balance of one lot of the collateral instrument, 1e-8 units.</summary>
    public long LotUnits { get; init; } = 1;
}
