using Appliance.Core;

namespace Appliance.Margin.Control;

/// <summary>
/// Extra initial margin while the margin currency trades below its peg: phi of initial margin rises by
/// (threshold - price) * k.
/// </summary>
/// <param name="ThresholdMicro">Price of the coin below which the add-on begins; micro of its peg.</param>
/// <param name="FactorQ32">k; Q32.</param>
public readonly record struct StablecoinPeg(long ThresholdMicro, ulong FactorQ32)
{
    private const long MicroPerOne = 1_000_000;

    /// <summary>What is added to phi, Q32, rounded up.</summary>
    public ulong PhiAddOnQ32(long priceMicro)
    {
        Check.That(priceMicro >= 0 && ThresholdMicro >= 0);
        return priceMicro >= ThresholdMicro
            ? 0
            : (ulong)FixedPoint.CeilDiv(
                (System.Int128)FactorQ32 * (ThresholdMicro - priceMicro), (System.Int128)MicroPerOne);
    }
}
