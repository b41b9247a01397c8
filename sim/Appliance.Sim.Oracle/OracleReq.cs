using System.Numerics;

namespace Appliance.Sim.Oracle;

/// <summary>A requirement and the components it was made from (section 5), in micro.</summary>
public sealed record OracleReq
{
    public required BigInteger Value { get; init; }

    /// <summary>The value was clamped, or the group breaks the gabs bound and has no other value.</summary>
    public required bool Saturated { get; init; }

    public required BigInteger Scan { get; init; }

    public required BigInteger SumM { get; init; }

    public required BigInteger MaxM { get; init; }

    public required BigInteger Es { get; init; }

    public required BigInteger Basis { get; init; }

    public required BigInteger Conc { get; init; }

    public required BigInteger Qr { get; init; }

    public required BigInteger Som { get; init; }

    public required BigInteger Tier { get; init; }

    /// <summary>The answer for a group whose bounds do not hold under its epoch (section 8).</summary>
    public static OracleReq OutOfBounds { get; } = new()
    {
        Value = OracleMath.MoneyMax,
        Saturated = true,
        Scan = 0,
        SumM = 0,
        MaxM = 0,
        Es = 0,
        Basis = 0,
        Conc = 0,
        Qr = 0,
        Som = 0,
        Tier = 0,
    };
}
