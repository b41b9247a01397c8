using System.Collections.Generic;
using System.Numerics;

namespace Appliance.Sim.Oracle;

/// <summary>One valuation of a margin group and what it adds up (section 6), micro.</summary>
public sealed record OracleEquityTerms
{
    public BigInteger Cash { get; init; }

    /// <summary>All positions but those of combinations and collateral instruments, by instrument.</summary>
    public IReadOnlyList<OraclePositionTerm> Positions { get; init; } = [];

    /// <summary>sum of V over non-options.</summary>
    public BigInteger OpenValue { get; init; }

    /// <summary>Unrealised profit of non-options at the prices taken: sum of (Q * price - V).</summary>
    public BigInteger Unrealised { get; init; }

    /// <summary>What of it counts: for E_IM weighed and capped when it is a profit, for E_MM all of it.</summary>
    public BigInteger UnrealisedCounted { get; init; }

    /// <summary>Options after the haircut on long ones.</summary>
    public BigInteger Options { get; init; }

    public IReadOnlyList<OracleAssetTerm> Assets { get; init; } = [];

    /// <summary>Credit of all assets less debt.</summary>
    public BigInteger AssetCredit { get; init; }

    /// <summary>Cash + OpenValue + UnrealisedCounted + Options + AssetCredit, before the clamp.</summary>
    public BigInteger Exact => Cash + OpenValue + UnrealisedCounted + Options + AssetCredit;

    /// <summary>The same after it.</summary>
    public OracleScalar Value => OracleMath.Sat(Exact);
}
