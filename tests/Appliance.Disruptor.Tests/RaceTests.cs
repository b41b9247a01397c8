using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Disruptor;
using Disruptor.Dsl;
using Disruptor.Processing;
using Xunit.Abstractions;

namespace Appliance.Disruptor.Tests;

/// <summary>Start, publish, halt and shutdown against each other, ten thousand times each.</summary>
public sealed class RaceTests(ITestOutputHelper output)
{
    private const int Repeats = 10_000;
    private const int Slots = 8;

    // Runs that end together: one at a time would take a time slice each on a busy machine.
    private const int AtOnce = 50;

    [Fact]
    public void Pitfall_start_publish_shutdown_at_once_loses_nothing()
    {
        Counter counter = new();
        for (int i = 0; i < Repeats; i++)
        {
            ValueDisruptor<long> disruptor = new(
                () => 0, Slots, TaskScheduler.Default, ProducerType.Single, Wait(i));
            disruptor.HandleEventsWith(counter);
            ValueRingBuffer<long> ring = disruptor.Start();
            ring.Publish(0, ring.Next(3));
            disruptor.Shutdown(Bounded.Limit);
            // Seen at once: the shutdown has waited for them, though perhaps the thread had not even begun.
            Assert.Equal((i + 1) * 3L, Volatile.Read(ref counter.Events));
        }

        Bounded.Until(() => Volatile.Read(ref counter.Shutdowns) == Repeats, "the end of every run");
        Assert.Equal(Repeats, counter.Starts);
    }

    [Fact]
    public void Halt_ends_a_run_however_early_it_comes()
    {
        int seed = Seed.Take(output, usual: 3, nameof(RaceTests));
        Random random = new(seed);
        for (int done = 0; done < Repeats; done += AtOnce)
        {
            (Task Run, Counter Counter, IEventProcessor Processor)[] runs =
                [.. Enumerable.Range(done, AtOnce).Select(Start)];
            for (int i = 0; i < runs.Length; i++)
            {
                // Before its thread lives, when it has begun, or somewhere on the way into the wait.
                Counter counter = runs[i].Counter;
                if (i % 8 == 1) Bounded.Until(() => Volatile.Read(ref counter.Starts) == 1, "the start");
                if (i % 3 == 2) Thread.SpinWait(random.Next(500));
                runs[i].Processor.Halt();
            }

            foreach ((Task run, Counter ended, IEventProcessor processor) in runs)
            {
                Assert.Null(Bounded.End(run, "the halted run"));
                Assert.False(processor.IsRunning);
                Assert.Equal((1, 1), (ended.Starts, ended.Shutdowns));
            }
        }
    }

    [Fact]
    public void Halting_and_starting_under_load_handles_every_event_once()
    {
        int seed = Seed.Take(output, usual: 4, nameof(RaceTests));
        Random random = new(seed);
        Ordered handler = new();
        ValueRingBuffer<long> ring =
            ValueRingBuffer<long>.CreateSingleProducer(() => 0, Slots, new YieldingWaitStrategy());
        IValueEventProcessor<long> processor = EventProcessorFactory.Create(ring, ring.NewBarrier(), handler);
        ring.AddGatingSequences(processor.Sequence);
        bool isDone = false;
        Task run = Task.CompletedTask;
        Sequencers.RunAll(
            () =>
            {
                while (!Volatile.Read(ref isDone))
                {
                    if (!ring.TryNext(out long sequence))
                    {
                        Thread.Yield();
                        continue;
                    }

                    ring[sequence] = sequence;
                    ring.Publish(sequence);
                }
            },
            () =>
            {
                for (int i = 0; i < Repeats; i++)
                {
                    Task started = processor.Start();
                    Thread.SpinWait(random.Next(500));
                    processor.Halt();
                    // Every other time the next start comes while this run is still ending.
                    if (i % 2 == 0) Assert.Null(Bounded.End(started, "the halted run"));
                    run = started;
                }

                Volatile.Write(ref isDone, true);
            });
        Assert.Null(Bounded.End(run, "the last halted run"));
        run = processor.Start();
        Bounded.Until(() => processor.Sequence.Value == ring.Cursor, "the backlog");
        processor.Halt();
        Assert.Null(Bounded.End(run, "the run"));
        Assert.True(handler.Fault is null, $"{handler.Fault}; {Seed.Repeat(seed, nameof(RaceTests))}");
        Assert.Equal(ring.Cursor + 1, handler.Next);
        output.WriteLine($"{handler.Next} events");
    }

    [Fact]
    public void Shutdown_and_a_stage_that_dies_meanwhile_end()
    {
        for (int i = 0; i < Repeats / 10; i++)
        {
            ValueDisruptor<long> disruptor = new(
                () => 0, Slots, TaskScheduler.Default, ProducerType.Single, Wait(i));
            DiesAt handler = new(i % 4);
            disruptor.HandleEventsWith(handler);
            ValueRingBuffer<long> ring = disruptor.Start();
            ring.Publish(0, ring.Next(4));
            // Ends when the stage is seen dead, wherever between publish and look it died.
            disruptor.Shutdown(Bounded.Limit);
            Assert.Equal((i % 4) - 1, disruptor.GetSequenceValueFor(handler));
        }
    }

    [Fact]
    public void Shutdowns_from_several_threads_all_end()
    {
        for (int i = 0; i < Repeats / 50; i++)
        {
            ValueDisruptor<long> disruptor = new(
                () => 0, Slots, TaskScheduler.Default, ProducerType.Multi, Wait(i));
            Counter counter = new();
            disruptor.HandleEventsWith(counter);
            ValueRingBuffer<long> ring = disruptor.Start();
            ring.Publish(0, ring.Next(Slots));
            Sequencers.RunAll(
                () => disruptor.Shutdown(Bounded.Limit),
                () => disruptor.Shutdown(Bounded.Limit));
            Assert.Equal(Slots, counter.Events);
            Bounded.Until(() => Volatile.Read(ref counter.Shutdowns) == 1, "the end of the run");
        }
    }

    private static (Task Run, Counter Counter, IEventProcessor Processor) Start(int i)
    {
        Counter counter = new();
        ValueRingBuffer<long> ring = ValueRingBuffer<long>.CreateSingleProducer(() => 0, Slots, Wait(i));
        IValueEventProcessor<long> processor = EventProcessorFactory.Create(ring, ring.NewBarrier(), counter);
        Task run = processor.Start();
        // At once: the thread has been made and has hardly begun.
        if (i % 3 == 0) processor.Halt();
        return (run, counter, processor);
    }

    private static IWaitStrategy Wait(int i) =>
        WaitStrategies.Create(WaitStrategies.Considerate[i % WaitStrategies.Considerate.Length]);

    private sealed class Counter : IValueEventHandler<long>
    {
        public long Events;
        public int Starts;
        public int Shutdowns;

        public void OnEvent(ref long data, long sequence, bool endOfBatch) => Volatile.Write(ref Events, Events + 1);

        public void OnStart() => Interlocked.Increment(ref Starts);

        public void OnShutdown() => Interlocked.Increment(ref Shutdowns);
    }

    private sealed class Ordered : IValueEventHandler<long>
    {
        public long Next { get; private set; }

        public string? Fault { get; private set; }

        public void OnEvent(ref long data, long sequence, bool endOfBatch)
        {
            if (sequence != Next || data != sequence) Fault ??= $"{sequence} holds {data}, expected {Next}";
            Next = sequence + 1;
        }
    }

    private sealed class DiesAt(long fatal) : IValueEventHandler<long>
    {
        public void OnEvent(ref long data, long sequence, bool endOfBatch)
        {
            if (sequence == fatal) throw new InvalidTimeZoneException();
        }
    }
}
