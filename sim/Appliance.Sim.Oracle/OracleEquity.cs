using System.Collections.Generic;
using System.Numerics;

namespace Appliance.Sim.Oracle;

/// <summary>Section 6.</summary>
public static class OracleEquity
{
    /// <summary>E = sat(cash + sum of Q * cv) at the marks of now, not those of the epoch's arrays.</summary>
    public static OracleScalar Of(OracleGroup group, IReadOnlyList<BigInteger> marks) =>
        OracleMath.Sat(Exact(group, marks));

    /// <summary>The same before the clamp: what conservation adds up.</summary>
    public static BigInteger Exact(OracleGroup group, IReadOnlyList<BigInteger> marks)
    {
        BigInteger sum = group.Cash;
        foreach ((int instrument, OracleHolding holding) in group.Holdings)
        {
            sum += holding.Q * marks[instrument];
        }

        return sum;
    }
}
