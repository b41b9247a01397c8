using System;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading;

namespace Appliance.Bench.Ring;

/// <summary>
/// Two threads that hand a word back and forth with nothing around it: what no hand-over between these cores can beat.
/// </summary>
internal sealed class Floor
{
    private PaddedWord ping;
    private PaddedWord pong;

    /// <summary>Round trips in nanoseconds. The calling thread is one of the two.</summary>
    public static bool Run(CorePair pair, int count, LatencySamples samples)
    {
        Floor floor = new();
        int echoThread = 0;
        Thread echo = new(() =>
        {
            pair.PinSecond();
            Volatile.Write(ref echoThread, Cores.ThreadId);
            floor.Echo(count);
        })
        { IsBackground = true };
        echo.Start();
        long[] ticks = new long[count];
        long ownBefore = Cores.InvoluntarySwitches(Cores.ThreadId);
        floor.Ping(ticks);
        bool isClean = Cores.InvoluntarySwitches(Cores.ThreadId) == ownBefore;
        echo.Join();
        samples.Add(ticks);
        return isClean;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Ping(Span<long> ticks)
    {
        for (int n = 0; n < ticks.Length; n++)
        {
            long start = Stopwatch.GetTimestamp();
            Volatile.Write(ref ping.Value, n + 1);
            while (Volatile.Read(ref pong.Value) != n + 1)
            {
            }

            ticks[n] = Stopwatch.GetTimestamp() - start;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Echo(int count)
    {
        for (int n = 1; n <= count; n++)
        {
            while (Volatile.Read(ref ping.Value) != n)
            {
            }

            Volatile.Write(ref pong.Value, n);
        }
    }
}
