using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace Appliance.Sim.Oracle;

/// <summary>Section 9, budget of liquidations, as plain functions of numbers.</summary>
public static class OracleBudget
{
    /// <summary>Most notional liquidated of one underlying in one window, micro; share is Q32.</summary>
    public static BigInteger Limit(BigInteger depthCap, BigInteger openInterest, BigInteger share) =>
        BigInteger.Min(depthCap, OracleMath.MulFloor(openInterest, share));

    /// <summary>
    /// What is left of a window: windows are cut from the time of the sequence, and only what was spent in the window
    /// of now counts.
    /// </summary>
    public static BigInteger Left(
        BigInteger limit, long now, long window, IEnumerable<(long Time, BigInteger Notional)> spent)
    {
        BigInteger current = OracleMath.FloorDiv(now, window);
        return OracleMath.Pos(limit - OracleMath.Sum(spent
            .Where(spend => OracleMath.FloorDiv(spend.Time, window) == current).Select(spend => spend.Notional)));
    }

    /// <summary>Most lots of the first step: all, or CeilDiv(|Q|, 5) when notional is above the threshold.</summary>
    public static BigInteger FirstStep(BigInteger q, BigInteger notional, BigInteger clipThreshold) =>
        notional > clipThreshold ? OracleMath.CeilDiv(BigInteger.Abs(q), 5) : BigInteger.Abs(q);
}
