using System;
using System.Diagnostics;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Channels;

namespace Appliance.Bench.Ring;

/// <summary>Two bounded channels; both threads spin on an empty one.</summary>
internal sealed class ChannelPingPong : IPingPong
{
    private const int Slots = 4096;

    private readonly Channel<Event64> ping = Create();
    private readonly Channel<Event64> pong = Create();
    private readonly ManualResetEventSlim isAsked = new();
    private readonly ManualResetEventSlim isDone = new();
    private readonly int[] threadIds = new int[2];
    private readonly Thread[] threads;
    private long[] times = [];
    private volatile bool isClean;
    private volatile bool isStopping;

    public ChannelPingPong(CorePair pair)
    {
        threads =
        [
            new Thread(() =>
            {
                pair.PinFirst();
                Volatile.Write(ref threadIds[0], Cores.ThreadId);
                ServeWhenAsked();
            })
            { IsBackground = true },
            new Thread(() =>
            {
                pair.PinSecond();
                Volatile.Write(ref threadIds[1], Cores.ThreadId);
                Echo();
            })
            { IsBackground = true },
        ];
        foreach (Thread thread in threads) thread.Start();
        if (OperatingSystem.IsLinux()) SpinWait.SpinUntil(() => threadIds.All(id => id != 0));
    }

    public bool Run(long[] ticks)
    {
        times = ticks;
        isDone.Reset();
        isAsked.Set();
        isDone.Wait();
        return isClean;
    }

    public void Dispose()
    {
        isStopping = true;
        isAsked.Set();
        foreach (Thread thread in threads) thread.Join();
    }

    private static Channel<Event64> Create() =>
        Channel.CreateBounded<Event64>(new BoundedChannelOptions(Slots) { SingleReader = true, SingleWriter = true });

    private void ServeWhenAsked()
    {
        while (true)
        {
            isAsked.Wait();
            isAsked.Reset();
            if (isStopping) return;
            Serve(times.AsSpan(0, 1));
            long before = threadIds.Sum(Cores.InvoluntarySwitches);
            Serve(times);
            isClean = threadIds.Sum(Cores.InvoluntarySwitches) == before;
            isDone.Set();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Serve(Span<long> ticks)
    {
        Event64 slot = default;
        for (int n = 0; n < ticks.Length; n++)
        {
            long start = Stopwatch.GetTimestamp();
            slot.Number = n;
            while (!ping.Writer.TryWrite(slot))
            {
            }

            while (!pong.Reader.TryRead(out slot))
            {
            }

            ticks[n] = Stopwatch.GetTimestamp() - start;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Echo()
    {
        while (!isStopping)
        {
            if (!ping.Reader.TryRead(out Event64 slot)) continue;
            while (!pong.Writer.TryWrite(slot))
            {
            }
        }
    }
}
