using System.Collections.Generic;
using System.Linq;

namespace Appliance.Bench.Ring;

/// <summary>The two cores that a producer and a consumer run on.</summary>
/// <param name="First">The producer's core, -1 for any.</param>
/// <param name="Second">The consumer's core, -1 for any.</param>
internal sealed record CorePair(int First, int Second)
{
    /// <summary>
    /// A round trip of a bare word below this many nanoseconds is near: one cluster of cores, one cache.
    /// </summary>
    public const double NearNsMax = 300;

    // Cores beyond are much like those.
    private const int CandidatesMax = 16;
    private const int ProbeCount = 20_000;

    public void PinFirst() => Pin(First);

    public void PinSecond() => Pin(Second);

    /// <summary>
    /// How far the cores are apart at this moment: on a virtual machine that may change from run to run.
    /// </summary>
    public string Placement(int count)
    {
        LatencySamples samples = new();
        Floor.Run(this, count, samples);
        return samples.LastP50 < NearNsMax ? "near" : "far";
    }

    /// <summary>The nearest pair and, where the machine has one in another class, the farthest. Measured.</summary>
    public static List<CorePair> Choose()
    {
        int[] cores = Cores.Usable;
        if (cores.Length < 2) return [];
        if (!Cores.Pin(cores[0])) return [new CorePair(-1, -1)];
        List<(double Ns, CorePair Pair)> found = [];
        foreach (int other in cores.Skip(1).Take(CandidatesMax))
        {
            CorePair pair = new(cores[0], other);
            LatencySamples samples = new();
            Floor.Run(pair, ProbeCount, samples);
            found.Add((samples.LastP50, pair));
        }

        Cores.Pin(cores);
        found.Sort((a, b) => a.Ns.CompareTo(b.Ns));
        bool hasBoth = found[0].Ns < NearNsMax && found[^1].Ns >= NearNsMax;
        return hasBoth ? [found[0].Pair, found[^1].Pair] : [found[0].Pair];
    }

    private static void Pin(int core)
    {
        if (core >= 0) Cores.Pin(core);
    }
}
