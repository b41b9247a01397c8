using System.Linq;
using System.Numerics;

namespace Appliance.Sim.Oracle;

/// <summary>
/// Section 9, sizing. The binary search is what the rules ask for; the scan over every x says what it is meant to
/// find, and the two are the same wherever <see cref="IsUnimodal"/>.
/// </summary>
public sealed class OracleSizing
{
    private readonly OracleGroup group;
    private readonly int instrument;
    private readonly BigInteger equity;
    private readonly BigInteger costPerLot;
    private readonly BigInteger held;

    public OracleSizing(OracleGroup group, int instrument, BigInteger equity, BigInteger costPerLot)
    {
        this.group = group;
        this.instrument = instrument;
        this.equity = equity;
        this.costPerLot = costPerLot;
        held = BigInteger.Abs(group[instrument].Q);
    }

    /// <summary>g(x) = E - cost*x - MulCeil(MMR(L with x lots closed), btarget).</summary>
    public BigInteger G(BigInteger x)
    {
        BigInteger mmr = OracleRequirement.MmrClosed(group, instrument, x);
        return equity - (costPerLot * x) - OracleMath.MulCeil(mmr, group.Snapshot.Btarget);
    }

    /// <summary>
    /// The normative answer. Out of range MMR is the same at every size, so that nothing is gained by closing: the peak
    /// is 0 and no lots are closed. Both searches halve [lo, hi] with mid = (lo + hi) / 2 rounded down.
    /// </summary>
    public OracleSize Search()
    {
        BigInteger lo = 0, hi = group.Bounded.Any(OracleRequirement.OutOfBounds) ? 0 : held;
        while (lo < hi)
        {
            BigInteger mid = (lo + hi) / 2;
            if (G(mid + 1) <= G(mid))
            {
                hi = mid;
            }
            else
            {
                lo = mid + 1;
            }
        }

        BigInteger peak = lo;
        if (G(peak) < 0)
        {
            return new OracleSize(peak, false, peak);
        }

        lo = 0;
        hi = peak;
        while (lo < hi)
        {
            BigInteger mid = (lo + hi) / 2;
            if (G(mid) >= 0)
            {
                hi = mid;
            }
            else
            {
                lo = mid + 1;
            }
        }

        return new OracleSize(lo, true, peak);
    }

    /// <summary>By trying every x: the first largest g, and the smallest x that cures if any does.</summary>
    public OracleSize BruteForce()
    {
        BigInteger[] g = Table();
        int peak = 0, cure = -1;
        for (int x = 0; x < g.Length; x++)
        {
            peak = g[x] > g[peak] ? x : peak;
            cure = cure < 0 && g[x] >= 0 ? x : cure;
        }

        return cure >= 0 ? new OracleSize(cure, true, peak) : new OracleSize(peak, false, peak);
    }

    /// <summary>g rises strictly up to some x and never after it: concave g do, but for micros of rounding.</summary>
    public bool IsUnimodal()
    {
        BigInteger[] g = Table();
        bool risen = false;
        for (int x = 0; x + 1 < g.Length; x++)
        {
            bool rises = g[x + 1] > g[x];
            if (rises && risen)
            {
                return false;
            }

            risen |= !rises;
        }

        return true;
    }

    private BigInteger[] Table()
    {
        OracleMath.Require(held <= 100_000, "brute force is for small positions");
        BigInteger[] g = new BigInteger[(int)held + 1];
        for (int x = 0; x < g.Length; x++)
        {
            g[x] = G(x);
        }

        return g;
    }
}
