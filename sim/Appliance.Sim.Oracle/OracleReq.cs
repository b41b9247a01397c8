using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace Appliance.Sim.Oracle;

/// <summary>
/// A requirement and every term it was made from (section 5), in micro. Of a pool the terms are those of
/// <see cref="OraclePoolTerms.Own"/>, and the value follows from <see cref="Pool"/>.
/// </summary>
public sealed record OracleReq
{
    public BigInteger Value { get; init; }

    /// <summary>The value was clamped, or the group breaks the gabs bound and has no other value.</summary>
    public bool Saturated { get; init; }

    /// <summary>gabs breaks its bound under this epoch (section 8): there are no terms.</summary>
    public bool OutOfRange { get; init; }

    public OracleKind Kind { get; init; }

    public OracleMode Mode { get; init; }

    /// <summary>The underlyings the group has a position or order in, by index.</summary>
    public IReadOnlyList<OracleUnderlyingTerms> Underlyings { get; init; } = [];

    /// <summary>The tail of the joint columns.</summary>
    public OracleTailTerms TailTerms { get; init; } = new();

    /// <summary>sum M_u.</summary>
    public BigInteger SumM { get; init; }

    /// <summary>max M_u.</summary>
    public BigInteger MaxM { get; init; }

    public BigInteger Lambda { get; init; }

    /// <summary>MulCeil(sum M_u, lambda).</summary>
    public BigInteger Diversified { get; init; }

    /// <summary>max(Diversified, Tail, MaxM).</summary>
    public BigInteger Scan { get; init; }

    public BigInteger Phi { get; init; }

    /// <summary>MulCeil(SCAN, phi).</summary>
    public BigInteger ScaledScan { get; init; }

    public BigInteger Basis { get; init; }

    public BigInteger Conc { get; init; }

    /// <summary>Wrong-way charges of the assets that have one.</summary>
    public IReadOnlyList<OracleWrongWayTerm> WrongWay { get; init; } = [];

    public BigInteger Wwr { get; init; }

    public BigInteger Qr { get; init; }

    public BigInteger Som { get; init; }

    public BigInteger Tier { get; init; }

    /// <summary>Instruments in STANDARD mode; empty in PORTFOLIO mode.</summary>
    public IReadOnlyList<OracleStandardTerm> Standard { get; init; } = [];

    /// <summary>What the Standard terms add up to.</summary>
    public BigInteger StandardSum { get; init; }

    /// <summary>How a pool's requirement came about; null for every other group.</summary>
    public OraclePoolTerms? Pool { get; init; }

    /// <summary>Mean of the K largest joint losses, before the multiplier.</summary>
    public BigInteger Es => TailTerms.Es;

    /// <summary>TAIL.</summary>
    public BigInteger Tail => TailTerms.Value;

    /// <summary>N_u, 0 where the group has nothing of the underlying.</summary>
    public BigInteger NetDelta(int underlying) =>
        Underlyings.FirstOrDefault(terms => terms.Underlying == underlying)?.N ?? 0;

    /// <summary>The answer for a group whose bounds do not hold under its epoch (section 8).</summary>
    public static OracleReq OutOfBounds(OracleKind kind, OracleMode mode) => new()
    {
        Value = OracleMath.MoneyMax,
        Saturated = true,
        OutOfRange = true,
        Kind = kind,
        Mode = mode,
    };
}
