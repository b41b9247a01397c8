using System;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;

namespace Appliance.Bench.Ring;

/// <summary>Bare arrays between every two threads.</summary>
internal sealed class SpscRelay<T> : IRelay
    where T : unmanaged, IRelayEvent
{
    private readonly RelaySetting setting;
    private readonly SpscArray<T>[] arrays;
    private readonly Thread[] threads;
    private readonly long[] sums;
    private readonly int[] threadIds;
    private readonly Tally tally = new();
    private readonly int batch;
    private volatile bool isStopping;

    public SpscRelay(RelaySetting setting, int stages, int batch)
    {
        this.setting = setting;
        this.batch = batch;
        arrays = [.. Enumerable.Range(0, stages).Select(_ => new SpscArray<T>(setting.Slots))];
        sums = new long[stages];
        threadIds = new int[stages];
        threads = [.. Enumerable.Range(0, stages).Select(stage => new Thread(() =>
        {
            setting.PinStage(stage);
            Volatile.Write(ref threadIds[stage], Cores.ThreadId);
            Consume(stage);
        })
        { IsBackground = true })];
        foreach (Thread thread in threads) thread.Start();
        if (OperatingSystem.IsLinux()) SpinWait.SpinUntil(() => threadIds.All(id => id != 0));
    }

    public int[] ConsumerThreads => threadIds;

    public void Send(int count)
    {
        long first = tally.Take(count);
        arrays[0].Write(first, count, batch, setting);
        Tally.Await(ref arrays[^1].Read, tally.Sent);
    }

    public void Verify()
    {
        foreach (long sum in sums) tally.Verify(arrays[^1].Read, sum);
    }

    public void Dispose()
    {
        isStopping = true;
        foreach (Thread thread in threads) thread.Join();
        foreach (SpscArray<T> array in arrays) array.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Consume(int stage)
    {
        SpscArray<T> from = arrays[stage];
        SpscArray<T>? to = stage + 1 < arrays.Length ? arrays[stage + 1] : null;
        long next = 0;
        long sum = 0;
        int looks = 0;
        while (!isStopping)
        {
            long end = from.Readable();
            if (end == next)
            {
                setting.Pause(ref looks);
                continue;
            }

            looks = 0;
            long first = from.At(next);
            int count = (int)(end - next);
            for (; next < end; next++) sum += from.At(next);
            sums[stage] = sum;
            // Numbers follow one another, so the next array can be filled from the first.
            to?.Write(first, count, 1, setting);
            from.SetRead(end);
        }
    }
}
