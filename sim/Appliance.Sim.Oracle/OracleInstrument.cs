using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace Appliance.Sim.Oracle;

/// <summary>One instrument of one epoch: 32 bucket losses and H joint losses of +1 lot, in micro (section 3).</summary>
public sealed record OracleInstrument(
    int Underlying,
    int Expiry,
    bool IsOption,
    IReadOnlyList<BigInteger> Ra,
    IReadOnlyList<BigInteger> Raj)
{
    private BigInteger? rmax;

    public IReadOnlyList<BigInteger> Ra
    {
        get;
        init
        {
            field = value;
            rmax = null;
        }
    }

    = Ra;

    public IReadOnlyList<BigInteger> Raj
    {
        get;
        init
        {
            field = value;
            rmax = null;
        }
    }

    = Raj;

    /// <summary>cvE: the contract value the arrays were made at, micro, the notional of one lot.</summary>
    public BigInteger CvE { get; init; }

    /// <summary>STANDARD mode: requirement over notional.</summary>
    public OracleByKind<IReadOnlyList<OracleSegment>> Std { get; init; } = new([], []);

    /// <summary>STANDARD mode: requirement of one short option lot, micro.</summary>
    public OracleByKind<BigInteger> LotReq { get; init; }

    /// <summary>f: signed 8 h funding rate, Q32; positive: longs pay.</summary>
    public BigInteger Funding { get; init; }

    /// <summary>Stands for a risk-cancelling asset; never ordered or traded.</summary>
    public bool IsCollateral { get; init; }

    /// <summary>Legs of a combination; empty for everything else.</summary>
    public IReadOnlyList<OracleLeg> Legs { get; init; } = [];

    /// <summary>A combination has no position, mark and expiry of its own.</summary>
    public bool IsCombo => Legs.Count > 0;

    /// <summary>max(1, max over all S entries of |ra|), delta entries and joint block included (section 1).</summary>
    public BigInteger Rmax => rmax ??= Ra.Concat(Raj).Select(BigInteger.Abs).Append(BigInteger.One).Max();
}
