using System.Numerics;

namespace Appliance.Sim.Oracle;

/// <summary>
/// One position in a valuation (section 6), micro: the price taken per lot (cv, or the worse of it and the average),
/// the exact value Q * price, and what counts of it, which for a long option is less.
/// </summary>
public sealed record OraclePositionTerm(
    int Instrument,
    bool IsOption,
    BigInteger Q,
    BigInteger OpenValue,
    BigInteger Price,
    BigInteger Value,
    BigInteger Haircut,
    BigInteger Counted);
