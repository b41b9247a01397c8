using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Exactness.Tests;

/// <summary>What a stream's snapshot looks like from outside, and how large its numbers are.</summary>
/// <param name="Groups">Group ids a device is built for.</param>
/// <param name="Instruments">Instruments with marks; combinations and collateral instruments come after them.</param>
/// <param name="Combos">Combinations wanted; where two instruments share no underlying there are none.</param>
/// <param name="Assets">Collateral assets.</param>
/// <param name="Cancelling">How many of them carry their balance into the scenarios.</param>
internal sealed record Shape(
    RiskProfile Profile,
    int Groups,
    int Underlyings,
    int Instruments,
    int Combos,
    int Assets,
    int Cancelling,
    Magnitude Magnitude)
{
    /// <summary>The profiles that every build is held to.</summary>
    public static readonly (string Name, RiskProfile Profile)[] Profiles =
        [("LITE", RiskProfile.Lite), ("STD", RiskProfile.Std), ("FULL", RiskProfile.Full)];

    /// <summary>Groups meet the limits of 64 instruments or of 16 underlyings.</summary>
    public bool IsCrowded => Instruments > 8;

    /// <summary>A pool meets the limit of 64 members.</summary>
    public bool IsPopulous => Groups > Limits.PoolMembersMax;

    public DeviceCapacity Capacity => new(Groups, Limits.GroupInstrumentsMax, Limits.GroupBucketsMax);

    /// <summary>A seed says everything.</summary>
    public static Shape Draw(Prng random, RiskProfile profile)
    {
        Magnitude[] magnitudes = [Magnitude.Calm, Magnitude.Calm, Magnitude.Tiny, Magnitude.Huge, Magnitude.Mixed];
        Magnitude magnitude = magnitudes[random.Next(magnitudes.Length)];
        int kind = (int)random.Next(1000);
        if (kind < 30)
        {
            bool isWide = random.Chance(500_000);
            return new Shape(profile, 4, isWide ? 18 : 6, isWide ? 22 : 68, 4, 2, 1, magnitude);
        }

        if (kind < 40)
        {
            return new Shape(profile, Limits.PoolMembersMax + 4, 1, 2, 0, 1, 0, magnitude);
        }

        int assets = random.Chance(200_000) ? 0 : (int)random.Between(1, 4);
        return new Shape(
            profile,
            (int)random.Between(3, 9),
            (int)random.Between(1, 3),
            (int)random.Between(2, 7),
            random.Chance(300_000) ? 0 : (int)random.Between(1, 3),
            assets,
            assets == 0 || random.Chance(400_000) ? 0 : (int)random.Between(1, 2),
            magnitude);
    }
}
