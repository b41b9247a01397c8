using System.Collections.Generic;
using System.Numerics;

namespace Appliance.Sim.Oracle;

/// <summary>One collateral asset of one epoch: price (micro per whole unit) and credit table (section 6).</summary>
public sealed record OracleAsset(BigInteger PriceE, IReadOnlyList<OracleSegment> Credit)
{
    /// <summary>h_a: added to the value of a negative balance.</summary>
    public BigInteger DebtHaircut { get; init; }

    /// <summary>u(a), or -1.</summary>
    public int WrongWayUnderlying { get; init; } = -1;

    /// <summary>side_a: 30 where the asset falls with the underlying, 31 where it rises as it falls.</summary>
    public int WrongWayEntry { get; init; } = OracleAccumulators.DeltaUp;

    /// <summary>omega_a.</summary>
    public BigInteger Omega { get; init; }

    /// <summary>oracle_a: charge on value.</summary>
    public BigInteger Oracle { get; init; }

    /// <summary>Collateral instrument of a risk-cancelling asset, or -1.</summary>
    public int RiskInstrument { get; init; } = -1;

    /// <summary>Balance of one lot of the collateral instrument, 1e-8 units.</summary>
    public BigInteger LotUnits { get; init; } = 1;
}
