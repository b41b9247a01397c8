using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Channels;
using Appliance.Core;
using Appliance.Pipeline;
using Disruptor;

namespace Appliance.Bench.Micro;

/// <summary>
/// Handing order frames in slots from one thread to another: the ring of the stages, and the bounded channel of the
/// same slots that one would take otherwise. Both write and read the frame; only the channel copies the slot. In
/// turns; throughput, since on two shared cores a single hop measures the scheduler.
/// </summary>
internal static class HandoffBench
{
    private const int Slots = 4096;
    private const ushort TemplateId = 20;
    private static readonly byte[] Frame = new byte[56];

    public static void Run(BenchRun run)
    {
        int count = run.IsQuick ? 200_000 : 4_000_000;
        List<double> ring = [], channel = [];
        for (int round = -1; round < run.Rounds; round++)
        {
            double one = TimeRing(count), two = TimeChannel(count);
            if (round >= 0)
            {
                ring.Add(one);
                channel.Add(two);
            }
        }

        run.Add("handoff.ring", "ns/event", BenchRun.Median(ring), BenchRun.Median(channel));
        run.Add("handoff.ring.best", "ns/event", ring.Min(), channel.Min());
    }

    private static double TimeRing(int count)
    {
        using UnmanagedRingBufferMemory memory = UnmanagedRingBufferMemory.Allocate(Slots, EventSlot.SlotBytes);
        UnmanagedRingBuffer<EventSlot> ring = new(memory, ProducerType.Single, new BusySpinWaitStrategy());
        SequenceBarrier barrier = ring.NewBarrier();
        Sequence read = new();
        ring.AddGatingSequences(read);
        return Time(
            count,
            () =>
            {
                for (int n = 0; n < count; n++)
                {
                    SpinWait spin = default;
                    long sequence;
                    while (!ring.TryNext(out sequence))
                    {
                        spin.SpinOnce(-1);
                    }

                    ref EventSlot slot = ref ring[sequence];
                    slot.StampNs = n;
                    EventSlot.Write(ref slot, Frame, TemplateId, 0);
                    ring.Publish(sequence);
                }
            },
            () =>
            {
                long sum = 0;
                SpinWait spin = default;
                for (long next = 0; next < count;)
                {
                    long available = barrier.DependentSequences.Value;
                    if (available < next)
                    {
                        spin.SpinOnce(-1);
                        continue;
                    }

                    for (; next <= available; next++)
                    {
                        sum += Read(ref ring[next]);
                    }

                    read.SetValue(available);
                }

                return sum;
            });
    }

    private static double TimeChannel(int count)
    {
        Channel<EventSlot> channel = Channel.CreateBounded<EventSlot>(
            new BoundedChannelOptions(Slots) { SingleReader = true, SingleWriter = true });
        return Time(
            count,
            () =>
            {
                EventSlot slot = default;
                for (int n = 0; n < count; n++)
                {
                    slot.StampNs = n;
                    EventSlot.Write(ref slot, Frame, TemplateId, 0);
                    SpinWait spin = default;
                    while (!channel.Writer.TryWrite(slot))
                    {
                        spin.SpinOnce(-1);
                    }
                }
            },
            () =>
            {
                long sum = 0;
                SpinWait spin = default;
                for (int n = 0; n < count;)
                {
                    if (!channel.Reader.TryRead(out EventSlot slot))
                    {
                        spin.SpinOnce(-1);
                        continue;
                    }

                    sum += Read(ref slot);
                    n++;
                }

                return sum;
            });
    }

    // The stamp, and the frame's last byte, which is 0: both lines the writer filled are read.
    private static long Read(ref EventSlot slot) => slot.StampNs + EventSlot.Frame(ref slot)[^1];

    private static double Time(int count, Action write, Func<long> read)
    {
        Thread writer = new(() => write());
        long start = Stopwatch.GetTimestamp();
        writer.Start();
        long sum = read();
        double ns = Stopwatch.GetElapsedTime(start).TotalNanoseconds / count;
        writer.Join();
        Check.That(sum == (long)count * (count - 1) / 2);
        return ns;
    }
}
