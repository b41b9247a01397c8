using System.Numerics;

namespace Appliance.Sim.Oracle;

/// <summary>
/// What one underlying adds to a requirement (section 5), each term beside what it was rounded from: rates are Q32,
/// the rest is micro.
/// </summary>
public sealed record OracleUnderlyingTerms(int Underlying)
{
    /// <summary>Bucket entry of the largest loss, the lowest of equals; -1 when no entry loses.</summary>
    public int WorstEntry { get; init; } = -1;

    /// <summary>max(0, max over s below 30 of X_u[s]).</summary>
    public BigInteger WorstLoss { get; init; }

    public BigInteger Mult { get; init; }

    /// <summary>M_u = MulCeil(WorstLoss, Mult).</summary>
    public BigInteger M { get; init; }

    /// <summary>N_u, the net delta notional.</summary>
    public BigInteger N { get; init; }

    /// <summary>sum over expiries of pos(D_e.up).</summary>
    public BigInteger DeltaUp { get; init; }

    /// <summary>sum over expiries of pos(D_e.down).</summary>
    public BigInteger DeltaDown { get; init; }

    public BigInteger BasisRate { get; init; }

    /// <summary>MulCeil(min(DeltaUp, DeltaDown), BasisRate).</summary>
    public BigInteger Basis { get; init; }

    /// <summary>The concentration table at N.</summary>
    public BigInteger Conc { get; init; }

    /// <summary>short_u, lots.</summary>
    public BigInteger Short { get; init; }

    public BigInteger SomPerLot { get; init; }

    /// <summary>Short * SomPerLot.</summary>
    public BigInteger Som { get; init; }

    /// <summary>The tier table at N.</summary>
    public BigInteger Tier { get; init; }
}
