using System.Numerics;

namespace Appliance.Sim.Explain;

/// <summary>D_e of one expiry of an underlying (MARGIN.md section 4), micro.</summary>
public sealed record ExpiryDelta(int Expiry, BigInteger Up, BigInteger Down);
