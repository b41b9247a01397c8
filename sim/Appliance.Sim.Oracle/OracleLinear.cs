using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace Appliance.Sim.Oracle;

/// <summary>
/// Section 3: arrays of linear contracts. First a table of loss shocks (Q32, positive where a long loses), then the
/// losses per lot from the contract value.
/// </summary>
public static class OracleLinear
{
    // Indices 3 to 20: three volatilities each at +1, -1, +2, -2, +3, -3 thirds of the price scan range.
    private static readonly int[] Thirds = [+1, -1, +2, -2, +3, -3];

    // Indices 21 to 27: move in percent, damping in thousandths.
    private static readonly (int Percent, int Damping)[] Tails =
        [(-66, 210), (-50, 280), (-33, 420), (+50, 280), (+100, 140), (+200, 70), (+300, 47)];

    /// <summary>Section 1: floor(price * multiplier * lot size) in micro; scale divides the product.</summary>
    public static BigInteger ContractValue(
        BigInteger price, BigInteger multiplier, BigInteger lotSize, BigInteger scale) =>
        OracleMath.FloorDiv(price * multiplier * lotSize, scale);

    /// <summary>lossShock = -(x * d), rounded away from zero.</summary>
    public static BigInteger LossShock(BigInteger move, BigInteger damping) =>
        -move.Sign * OracleMath.CeilDiv(BigInteger.Abs(move) * damping, OracleMath.One);

    /// <summary>
    /// The S = 32 + H loss shocks of a price scan range (Q32) and the joint block's price moves (Q32). Entries 30 and
    /// 31 are not shocks and stay 0.
    /// </summary>
    public static BigInteger[] LossShocks(BigInteger priceScanRange, IReadOnlyList<BigInteger> jointMoves)
    {
        BigInteger[] shocks = new BigInteger[OracleAccumulators.BucketEntries + jointMoves.Count];
        for (int step = 0; step < Thirds.Length; step++)
        {
            int k = Thirds[step];
            BigInteger move = k < 0
                ? -OracleMath.CeilDiv(-k * priceScanRange, 3)
                : OracleMath.CeilDiv(k * priceScanRange, 3);
            for (int volatility = 0; volatility < 3; volatility++)
            {
                shocks[3 + (3 * step) + volatility] = LossShock(move, OracleMath.One);
            }
        }

        for (int tail = 0; tail < Tails.Length; tail++)
        {
            (int percent, int damping) = Tails[tail];
            BigInteger size = OracleMath.CeilDiv(BigInteger.Abs(percent) * OracleMath.One, 100);
            BigInteger damped = OracleMath.CeilDiv(damping * OracleMath.One, 1000);
            shocks[21 + tail] = LossShock(percent < 0 ? -size : size, damped);
        }

        for (int h = 0; h < jointMoves.Count; h++)
        {
            shocks[OracleAccumulators.BucketEntries + h] = LossShock(jointMoves[h], OracleMath.One);
        }

        return shocks;
    }

    /// <summary>ra[s] = MulCeil(cv, lossShock[s]), ra[30] = cv, ra[31] = -cv.</summary>
    public static OracleInstrument Instrument(
        int underlying, int expiry, BigInteger contractValue, IReadOnlyList<BigInteger> lossShocks)
    {
        BigInteger[] losses = [.. lossShocks.Select(shock => OracleMath.MulCeil(contractValue, shock))];
        losses[OracleAccumulators.DeltaUp] = contractValue;
        losses[OracleAccumulators.DeltaDown] = -contractValue;
        return new OracleInstrument(
            underlying,
            expiry,
            IsOption: false,
            losses[..OracleAccumulators.BucketEntries],
            losses[OracleAccumulators.BucketEntries..]);
    }
}
