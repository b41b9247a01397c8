using System.Numerics;

namespace Appliance.Sim.Oracle;

/// <summary>
/// What is fixed when a group is opened (section 4). <paramref name="Instrument"/> is that of an isolated group,
/// <paramref name="PoolId"/> the pool of a member, <paramref name="LambdaPool"/> the floor of a pool in Q32; the
/// others have no use for them.
/// </summary>
public sealed record OracleGroupTerms(
    OracleGroupKind Kind,
    OracleMode Mode = OracleMode.Portfolio,
    int Instrument = -1,
    long PoolId = -1,
    BigInteger LambdaPool = default)
{
    /// <summary>All positions of an account share its collateral, scenarios net.</summary>
    public static OracleGroupTerms Cross { get; } = new(OracleGroupKind.Cross);
}
