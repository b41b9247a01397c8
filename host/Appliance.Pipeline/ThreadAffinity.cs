using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Threading;

namespace Appliance.Pipeline;

/// <summary>
/// Which cores a thread may run on. The system hands a pinned thread's one core down to the threads it makes, and the
/// runtime hands down the main thread's: so nobody pins the main thread, what the runtime makes on demand is made
/// first, and each stage pins itself.
/// </summary>
public static partial class ThreadAffinity
{
    private const int CoresMax = 1024;
    private const int WordBits = 64;
    private const int MaskBytes = CoresMax / 8;

    /// <summary>Whether threads can be pinned here at all.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux();

    /// <summary>The cores the calling thread may run on, ascending.</summary>
    public static IReadOnlyList<int> AllowedCores()
    {
        List<int> cores = [];
        ulong[] mask = new ulong[CoresMax / WordBits];
        if (!IsSupported || GetAffinity(0, MaskBytes, mask) < 0)
        {
            for (int core = 0; core < Environment.ProcessorCount; core++)
            {
                cores.Add(core);
            }

            return cores;
        }

        for (int core = 0; core < CoresMax; core++)
        {
            if ((mask[core / WordBits] >> (core % WordBits) & 1) != 0)
            {
                cores.Add(core);
            }
        }

        return cores;
    }

    /// <summary>Ties the calling thread to one core.</summary>
    /// <exception cref="InvalidOperationException">The system refused.</exception>
    public static void Pin(int core) => Restrict([core]);

    /// <summary>Ties the calling thread to some cores.</summary>
    /// <exception cref="InvalidOperationException">The system refused.</exception>
    public static void Restrict(IReadOnlyList<int> cores)
    {
        ArgumentNullException.ThrowIfNull(cores);
        ulong[] mask = new ulong[CoresMax / WordBits];
        foreach (int core in cores)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(core, nameof(cores));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(core, CoresMax, nameof(cores));
            mask[core / WordBits] |= 1UL << (core % WordBits);
        }

        if (!IsSupported)
        {
            throw new InvalidOperationException("threads can be pinned on Linux only");
        }

        if (SetAffinity(0, MaskBytes, mask) < 0)
        {
            throw new InvalidOperationException(
                $"the system does not pin a thread to core {string.Join(", ", cores)}:"
                + $" {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
        }
    }

    /// <summary>
    /// Has the runtime make the threads it makes on demand: the pool's, the timer's. The caller must not be pinned.
    /// The thread that compiles hot methods anew comes and goes; where one core must be kept clean of it, let the warm
    /// run before the stages are pinned, or switch tiered compilation off.
    /// </summary>
    public static void MakeHelpers()
    {
        using ManualResetEventSlim isPoolUp = new();
        using ManualResetEventSlim isTimerUp = new();
        ThreadPool.UnsafeQueueUserWorkItem(static up => up.Set(), isPoolUp, preferLocal: false);
        using Timer timer = new(static up => ((ManualResetEventSlim)up!).Set(), isTimerUp, 1, Timeout.Infinite);
        isPoolUp.Wait(TimeSpan.FromSeconds(5));
        isTimerUp.Wait(TimeSpan.FromSeconds(5));
        GC.WaitForPendingFinalizers();
    }

    [LibraryImport("libc", EntryPoint = "sched_setaffinity", SetLastError = true)]
    private static partial int SetAffinity(int thread, nuint maskBytes, ulong[] mask);

    [LibraryImport("libc", EntryPoint = "sched_getaffinity", SetLastError = true)]
    private static partial int GetAffinity(int thread, nuint maskBytes, [In, Out] ulong[] mask);
}
