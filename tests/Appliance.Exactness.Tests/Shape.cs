using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Exactness.Tests;

/// <summary>What a stream's snapshot looks like from outside, and how large its numbers are.</summary>
internal sealed record Shape(
    string Name, RiskProfile Profile, int Groups, int Underlyings, int Instruments, Magnitude Magnitude)
{
    /// <summary>The four profiles that every build is held to, the reference program's own among them.</summary>
    public static readonly RiskProfile[] Profiles =
        [RiskProfile.Lite, RiskProfile.Std, RiskProfile.Full, new RiskProfile(24, 4)];

    public bool IsCrowded => Instruments > 8;

    public DeviceCapacity Capacity => new(Groups, Limits.GroupInstrumentsMax, Limits.GroupBucketsMax);

    /// <summary>A seed says everything: its remainder by four chooses the profile.</summary>
    public static Shape Draw(Prng random)
    {
        RiskProfile profile = Profiles[(int)(random.Seed % (ulong)Profiles.Length)];
        Magnitude magnitude = (Magnitude)random.Next(4);

        // Crowded groups meet the limits of 64 instruments or of 16 underlyings.
        bool isCrowded = random.Chance(40_000);
        bool isWide = random.Chance(500_000);
        int underlyings = isCrowded ? (isWide ? 19 : 6) : (int)random.Between(1, 4);
        int instruments = isCrowded ? (isWide ? 24 : 70) : (int)random.Between(2, 8);
        int groups = isCrowded ? 2 : (int)random.Between(2, 11);
        return new Shape(profile.ToString(), profile, groups, underlyings, instruments, magnitude);
    }
}

/// <summary>Where the numbers of a stream are drawn from.</summary>
internal enum Magnitude
{
    /// <summary>A real venue: contracts of 1 to 100,000 dollars, orders of thousands of lots.</summary>
    Calm,

    /// <summary>Micros: where every rounding shows.</summary>
    Tiny,

    /// <summary>The largest losses and rates; groups reach the bound of gabs within a few orders.</summary>
    Huge,

    /// <summary>Each instrument and table its own.</summary>
    Mixed,
}
