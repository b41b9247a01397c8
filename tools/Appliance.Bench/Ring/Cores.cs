using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace Appliance.Bench.Ring;

/// <summary>
/// Which core a thread runs on, and whether it was taken off it. Linux only; elsewhere threads go where they like and
/// nothing is known of them.
/// </summary>
internal static unsafe class Cores
{
    private const int CoresMax = 1024;

    /// <summary>Cores that this process may use, asked before any thread is pinned.</summary>
    public static int[] Usable { get; } = ReadUsable();

    /// <summary>Number of the calling thread; 0 where there is none.</summary>
    public static int ThreadId => OperatingSystem.IsLinux() ? gettid() : 0;

    /// <summary>
    /// Keeps the calling thread on these cores. Threads that it starts inherit that, so each must pin itself.
    /// </summary>
    /// <returns>Whether it holds.</returns>
    public static bool Pin(params ReadOnlySpan<int> cores)
    {
        if (!OperatingSystem.IsLinux()) return false;
        ulong* mask = stackalloc ulong[CoresMax / 64];
        new Span<ulong>(mask, CoresMax / 64).Clear();
        foreach (int core in cores) mask[core / 64] |= 1UL << (core % 64);
        return sched_setaffinity(0, CoresMax / 8, mask) == 0;
    }

    /// <summary>How often a thread of this process was taken off its core; -1 where that is not known.</summary>
    public static long InvoluntarySwitches(int threadId)
    {
        string path = $"/proc/self/task/{threadId}/status";
        if (threadId == 0 || !File.Exists(path)) return -1;
        string line = File.ReadLines(path).First(l => l.StartsWith("nonvoluntary", StringComparison.Ordinal));
        return long.Parse(line.Split(':')[1], CultureInfo.InvariantCulture);
    }

    private static int[] ReadUsable()
    {
        ulong* mask = stackalloc ulong[CoresMax / 64];
        new Span<ulong>(mask, CoresMax / 64).Clear();
        if (!OperatingSystem.IsLinux() || sched_getaffinity(0, CoresMax / 8, mask) < 0)
        {
            return [.. Enumerable.Range(0, Environment.ProcessorCount)];
        }

        List<int> cores = [];
        for (int core = 0; core < CoresMax; core++)
        {
            if ((mask[core / 64] & (1UL << (core % 64))) != 0) cores.Add(core);
        }

        return [.. cores];
    }

#pragma warning disable SYSLIB1054, CA5392 // A handful of calls of the C library; nothing to marshal.
    [DllImport("libc")]
    private static extern int sched_setaffinity(int thread, nint maskBytes, ulong* mask);

    [DllImport("libc")]
    private static extern int sched_getaffinity(int thread, nint maskBytes, ulong* mask);

    [DllImport("libc")]
    private static extern int gettid();
#pragma warning restore SYSLIB1054, CA5392
}
