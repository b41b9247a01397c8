using System.Collections.Generic;
using Appliance.Bench.Report;

namespace Appliance.Bench.Ring;

/// <summary>
/// What the figures are meant to reach: those of Disruptor-net 6.0.1, measured on two quiet cores, pinned, in turns
/// with others, medians; near and far as <see cref="CorePair.NearNsMax"/> tells them apart.
/// </summary>
internal static class RingBars
{
    /// <summary>A busy-spinning round trip may cost this many times the bare one.</summary>
    public static readonly Bar OverFloor = Bar.AtMost(1.2);

    /// <summary>Nothing is allocated for an event.</summary>
    public static readonly Bar Bytes = Bar.AtMost(0);

    // Millions of events a second.
    private static readonly Dictionary<string, (double Near, double Far)> Rates = new()
    {
        ["object.8"] = (86, 14),
        ["unmanaged.8"] = (146, 22),
        ["value.64"] = (42, 7.9),
        ["unmanaged.64"] = (54, 10.6),
        ["unmanaged.8.batch"] = (350, 115),
        ["multi.8"] = (21, 4),
    };

    // Nanoseconds of a round trip at the middle, 99 % and 99.9 %.
    private static readonly Dictionary<string, (double[] Near, double[] Far)> RoundTrips = new()
    {
        ["busy-spin"] = ([160, 220, 300], [680, 840, 1180]),
        ["yielding"] = ([160, 760, 1150], [940, 1600, 2270]),
        ["blocking"] = ([46_000, 75_000, 136_000], [46_000, 75_000, 136_000]),
    };

    // Three stages, four threads on two cores, yielding; the package was seen between 12 and 54.
    private const double ChainRate = 50;

    public static Bar? Rate(string contestant, string placement) =>
        Rates.TryGetValue(contestant, out (double Near, double Far) bar)
            ? Bar.AtLeast(placement == "near" ? bar.Near : bar.Far)
            : null;

    public static Bar? Chain(string contestant) => contestant == "unmanaged.8" ? Bar.AtLeast(ChainRate) : null;

    /// <param name="rank">0 for the middle, 1 for 99 %, 2 for 99.9 %.</param>
    public static Bar? RoundTrip(string strategy, string placement, int rank) =>
        RoundTrips.TryGetValue(strategy, out (double[] Near, double[] Far) bar)
            ? Bar.AtMost((placement == "near" ? bar.Near : bar.Far)[rank])
            : null;
}
