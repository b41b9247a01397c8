using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Appliance.Bench.Orders;
using Appliance.Core;
using Appliance.Pipeline;
using Appliance.Transport;
using Appliance.Wire;
using Disruptor;

namespace Appliance.Bench.Micro;

/// <summary>
/// From the moment a frame is handed out to the moment the stage behind the ring has it before it: decode, sequence,
/// slot, hop. Once on one thread, where the hop costs nothing, and once on two that wait as configured by default, in
/// turns; the difference is what the ring adds to an event. Open loop at three rates.
/// </summary>
internal static class HopBench
{
    private const int Slots = 1024;
    private static readonly (string Name, long IntervalNs, int Events)[] Rates =
        [("10k", 100_000, 5_000), ("100k", 10_000, 50_000), ("500k", 2_000, 250_000)];

    private static readonly (string Name, long Numerator, long Denominator)[] Levels =
        [("p50", 50, 100), ("p99", 99, 100), ("p99.99", 9999, 10_000)];

    public static void Run(BenchRun run)
    {
        foreach ((string rate, long intervalNs, int all) in Rates)
        {
            int events = run.IsQuick ? 1_000 : all;
            Dictionary<string, List<double>> one = [], two = [];
            for (int round = -1; round < run.Rounds; round++)
            {
                long[] alone = Measure(events, intervalNs, isThreaded: false);
                long[] threaded = Measure(events, intervalNs, isThreaded: true);
                foreach ((string level, long numerator, long denominator) in Levels)
                {
                    // The first round of all is the warm-up.
                    if (round >= 0)
                    {
                        Of(one, level).Add(LatencyLog.ValueAt(alone, numerator, denominator));
                        Of(two, level).Add(LatencyLog.ValueAt(threaded, numerator, denominator));
                    }
                }
            }

            foreach (string level in Levels.Select(l => l.Name))
            {
                double with = BenchRun.Median(two[level]), without = BenchRun.Median(one[level]);
                run.Add($"pipeline.hop.{rate}.{level}", "ns", with, without);
                run.Add($"pipeline.hop.{rate}.added.{level}", "ns", with - without);
            }
        }
    }

    private static long[] Measure(int events, long intervalNs, bool isThreaded)
    {
        using UnmanagedRingBufferMemory memory = UnmanagedRingBufferMemory.Allocate(Slots, EventSlot.SlotBytes);
        UnmanagedRingBuffer<EventSlot> ring = new(memory, ProducerType.Single, new YieldingWaitStrategy());
        SystemClock clock = new();
        TimedSource source = new(clock, events, intervalNs);
        LatencyLog log = new(events);
        TimedStage last = new(ring, clock, log);
        IngestStage ingest = new(source, ring, clock);
        ring.AddGatingSequences(last.Sequence);
        if (isThreaded)
        {
            Fence fence = new();
            StageThread[] threads =
            [
                new(last, new StageSettings(), 256, 0, fence), new(ingest, new StageSettings(), 256, 0, fence),
            ];
            Array.ForEach(threads, thread => thread.Start());
            while (last.Sequence.Value < events - 1 && !fence.IsRaised)
            {
                Thread.Sleep(1);
            }

            Array.ForEach(threads, thread => thread.Stop());
            last.Barrier.CancelProcessing();
            Check.That(!fence.IsRaised && Array.TrueForAll(threads, t => t.Join(TimeSpan.FromSeconds(5))));
        }
        else
        {
            while (last.Sequence.Value < events - 1)
            {
                _ = ingest.DoWork(1) + last.DoWork(1);
            }
        }

        return log.All();
    }

    private static List<double> Of(Dictionary<string, List<double>> figures, string name)
    {
        if (!figures.TryGetValue(name, out List<double>? values))
        {
            figures[name] = values = [];
        }

        return values;
    }

    /// <summary>One order every interval, with the time at which it was handed out.</summary>
    private sealed class TimedSource : IFrameSource
    {
        private readonly byte[] frame = new byte[NewOrderSingleEncoder.FrameLength];
        private readonly IClock clock;
        private readonly long startNs;
        private readonly long intervalNs;
        private readonly int events;
        private int next;

        public TimedSource(IClock clock, int events, long intervalNs)
        {
            this.clock = clock;
            this.events = events;
            this.intervalNs = intervalNs;
            startNs = clock.MonotonicNs;
            Check.That(NewOrderSingleEncoder.TryWrap(frame, out _) == SbeStatus.Ok);
        }

        public bool IsDrained => next == events;

        public bool TryReceive(out Frame received)
        {
            long nowNs = clock.MonotonicNs;
            if (IsDrained || nowNs < startNs + (next * intervalNs))
            {
                received = default;
                return false;
            }

            next++;
            received = new Frame(frame, StreamIds.OrderEntry, 1, nowNs);
            return true;
        }
    }

    /// <summary>Stands where the machine stands and notes when it has an event before it.</summary>
    private sealed class TimedStage(UnmanagedRingBuffer<EventSlot> ring, IClock clock, LatencyLog log) : IStage
    {
        public StageRole Role => StageRole.Machine;

        public SequenceBarrier Barrier { get; } = ring.NewBarrier();

        public long Awaited => Sequence.Value + 1;

        public Sequence Sequence { get; } = new();

        public int DoWork(int limit)
        {
            long next = Awaited;
            long available = Math.Min(Barrier.DependentSequences.Value, next + limit - 1);
            for (long sequence = next; sequence <= available; sequence++)
            {
                log.Record(clock.MonotonicNs - ring[sequence].IntendedNs);
            }

            if (available >= next)
            {
                Sequence.SetValue(available);
            }

            return (int)(available - next + 1);
        }
    }
}
