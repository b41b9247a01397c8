using System.Numerics;

namespace Appliance.Sim.Oracle;

/// <summary>
/// One instrument in STANDARD mode (section 5). Reach is Q, Bx, Sx (the latter two 0 for L); lots =
/// max(|Q + Bx|, |Q - Sx|), notional = lots * cvE, margin the table at it; options add short lots * lotreq.
/// </summary>
public sealed record OracleStandardTerm(
    int Instrument,
    OracleHolding Reach,
    BigInteger Lots,
    BigInteger Notional,
    BigInteger Margin,
    BigInteger ShortLots,
    BigInteger LotReq,
    BigInteger ShortMargin);
