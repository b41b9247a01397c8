using System;
using System.Runtime.InteropServices;

namespace Appliance.Bench.Orders;

/// <summary>
/// Single latencies in the order they came, cut into short segments, each with the number of times the system took the
/// core away from the thread until then. On a shared machine that tells the appliance's own tail from the neighbours'.
/// </summary>
internal sealed partial class LatencyLog
{
    private const int Segment = 100;
    private const int RusageLongs = 18;
    private const int InvoluntarySwitches = 17;
    private const int RusageThread = 1;
    private readonly long[] latencies;
    private readonly long[] switches;
    private readonly long[] usage = new long[RusageLongs];
    private int count;

    public LatencyLog(int capacity)
    {
        latencies = new long[capacity];
        switches = new long[(capacity / Segment) + 2];
    }

    public void Clear()
    {
        count = 0;
        switches[0] = Switches();
    }

    public void Record(long ns)
    {
        if (count == latencies.Length)
        {
            return;
        }

        latencies[count++] = ns;
        if (count % Segment == 0)
        {
            switches[count / Segment] = Switches();
        }
    }

    /// <summary>All latencies, sorted.</summary>
    public long[] All()
    {
        long[] all = latencies.AsSpan(0, count).ToArray();
        Array.Sort(all);
        return all;
    }

    /// <summary>
    /// Those of whole segments in which the thread kept its core, sorted; the segment after a loss is left out too,
    /// since it works off what piled up.
    /// </summary>
    public long[] Quiet()
    {
        long[] quiet = new long[count];
        int kept = 0;
        bool wasQuiet = false;
        for (int s = 0; s < count / Segment; s++)
        {
            bool isQuiet = switches[s + 1] == switches[s];
            if (isQuiet && wasQuiet)
            {
                latencies.AsSpan(s * Segment, Segment).CopyTo(quiet.AsSpan(kept));
                kept += Segment;
            }

            wasQuiet = isQuiet;
        }

        Array.Resize(ref quiet, kept);
        Array.Sort(quiet);
        return quiet;
    }

    /// <summary>The value that numerator/denominator of all do not exceed.</summary>
    public static long ValueAt(long[] sorted, long numerator, long denominator) =>
        sorted[Math.Max(0, (((long)sorted.Length * numerator) + denominator - 1) / denominator - 1)];

    private long Switches() =>
        OperatingSystem.IsLinux() && GetUsage(RusageThread, usage) == 0 ? usage[InvoluntarySwitches] : 0;

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetUsage(int who, long[] usage);
}
