using System.Numerics;

namespace Appliance.Sim.Oracle;

/// <summary>
/// One asset in a valuation (section 6): balance in 1e-8 units, price taken, value in micro (of an asset rounded down,
/// of a debt rounded up and negative), and the credit the table or the debt haircut leaves.
/// </summary>
public sealed record OracleAssetTerm(
    int Asset, BigInteger Balance, BigInteger Price, BigInteger Value, BigInteger Credit);
