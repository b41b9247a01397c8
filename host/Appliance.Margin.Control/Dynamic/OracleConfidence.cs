using Appliance.Core;

namespace Appliance.Margin.Control;

/// <summary>
/// Extra initial margin while a price source is unsure of itself: (1 - c) * k of the notional for c below c_min.
/// </summary>
/// <param name="MinimumPpm">c_min: at this confidence and above nothing is added; ppm.</param>
/// <param name="FactorQ32">k; Q32.</param>
public readonly record struct OracleConfidence(int MinimumPpm, ulong FactorQ32)
{
    private const int PpmPerOne = 1_000_000;

    /// <summary>The rate of the add-on, Q32, rounded up.</summary>
    /// <param name="confidencePpm">c, 0..1,000,000.</param>
    public ulong RateQ32(int confidencePpm)
    {
        Check.That(confidencePpm is >= 0 and <= PpmPerOne && MinimumPpm is >= 0 and <= PpmPerOne);
        return confidencePpm >= MinimumPpm
            ? 0
            : (ulong)FixedPoint.CeilDiv(
                (System.Int128)FactorQ32 * (PpmPerOne - confidencePpm), (System.Int128)PpmPerOne);
    }
}
