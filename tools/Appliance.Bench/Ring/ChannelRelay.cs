using System;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Channels;

namespace Appliance.Bench.Ring;

/// <summary>Bounded channels, one between every two threads, each for one writer and one reader that spin.</summary>
internal sealed class ChannelRelay<T> : IRelay
    where T : struct, IRelayEvent
{
    private readonly RelaySetting setting;
    private readonly Channel<T>[] channels;
    private readonly Thread[] threads;
    private readonly long[] sums;
    private readonly int[] threadIds;
    private readonly Tally tally = new();
    private PaddedWord received;
    private volatile bool isStopping;

    public ChannelRelay(RelaySetting setting, int stages)
    {
        this.setting = setting;
        BoundedChannelOptions options = new(setting.Slots) { SingleReader = true, SingleWriter = true };
        channels = [.. Enumerable.Range(0, stages).Select(_ => Channel.CreateBounded<T>(options))];
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
        SendEach(first, count);
        Tally.Await(ref received.Value, tally.Sent);
    }

    public void Verify()
    {
        foreach (long sum in sums) tally.Verify(received.Value, sum);
    }

    public void Dispose()
    {
        isStopping = true;
        foreach (Thread thread in threads) thread.Join();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SendEach(long number, int count)
    {
        ChannelWriter<T> to = channels[0].Writer;
        T slot = default;
        for (int n = 0; n < count; n++)
        {
            slot.Number = number++;
            int looks = 0;
            while (!to.TryWrite(slot)) setting.Pause(ref looks);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Consume(int stage)
    {
        ChannelReader<T> from = channels[stage].Reader;
        ChannelWriter<T>? to = stage + 1 < channels.Length ? channels[stage + 1].Writer : null;
        int looks = 0;
        while (!isStopping)
        {
            if (!from.TryRead(out T slot))
            {
                setting.Pause(ref looks);
                continue;
            }

            looks = 0;
            sums[stage] += slot.Number;
            if (to is null)
            {
                Volatile.Write(ref received.Value, received.Value + 1);
                continue;
            }

            while (!to.TryWrite(slot)) setting.Pause(ref looks);
        }
    }
}
