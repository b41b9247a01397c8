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
    /// <summary>max(1, max over all S entries of |ra|), delta entries and joint block included (section 1).</summary>
    public BigInteger Rmax => Ra.Concat(Raj).Select(BigInteger.Abs).Append(BigInteger.One).Max();
}
