namespace Appliance.Exactness.Tests;

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
