using System.Numerics;

namespace Appliance.Sim.Oracle;

/// <summary>
/// A buy or sell as the device sees it (section 7): q lots, value per lot at the limit, worst-case fee of the whole
/// order, reserve per lot.
/// </summary>
public sealed record OracleOrder(
    int Instrument,
    OracleSide Side,
    BigInteger Lots,
    BigInteger LimitValue,
    BigInteger Fee,
    BigInteger ReservePerLot,
    bool ReduceOnly)
{
    public BigInteger SignedLots => Lots * (int)Side;

    /// <summary>
    /// Section 5, order reserve per lot, fixed at entry: buy pos(limit - cv), sell pos(cv - limit), plus the
    /// worst-case fee per lot.
    /// </summary>
    public static BigInteger Reserve(OracleSide side, BigInteger limitValue, BigInteger cv, BigInteger feePerLot) =>
        Reserve(side, limitValue, cv, feePerLot, 0);

    /// <summary>
    /// The same of an option: what is bought is credited at MulFloor(cv, 1 - haircut) only, what is sold is owed at cv.
    /// </summary>
    public static BigInteger Reserve(
        OracleSide side, BigInteger limitValue, BigInteger cv, BigInteger feePerLot, BigInteger longOptionHaircut)
    {
        BigInteger credit = OracleMath.MulFloor(cv, OracleMath.One - longOptionHaircut);
        BigInteger lost = side == OracleSide.Buy ? limitValue - credit : cv - limitValue;
        return OracleMath.Pos(lost) + feePerLot;
    }
}
