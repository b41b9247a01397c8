using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using Disruptor;
using Xunit.Abstractions;

namespace Appliance.Disruptor.Tests;

/// <summary>What is particular to a strategy; what all share is in <see cref="SequenceBarrierTests"/>.</summary>
public sealed class WaitStrategyTests(ITestOutputHelper output)
{
    private const string ThreadStatus = "/proc/thread-self/status";

    [Fact]
    public void Only_those_that_block_ask_for_signals()
    {
        string[] blocking = [.. WaitStrategies.Names.Where(name => WaitStrategies.Create(name).IsBlockingStrategy)];
        Assert.Equal(["blocking", "blocking-spin-wait", "timeout-blocking", "phased-lock"], blocking);
    }

    [Fact]
    public void A_timeout_ends_the_wait_for_the_producer()
    {
        TimeoutBlockingWaitStrategy wait = new(TimeSpan.FromMilliseconds(2));
        SingleProducerSequencer sequencer = new(4, wait);
        SequenceBarrier barrier = sequencer.NewBarrier();
        Assert.True(barrier.WaitFor(0).IsTimeout);
        sequencer.Publish(sequencer.Next());
        Assert.Equal(0, barrier.WaitFor(0).UnsafeAvailableSequence);
        Assert.True(barrier.WaitFor(1).IsTimeout);
    }

    [Fact]
    public void A_timeout_of_zero_only_looks()
    {
        SingleProducerSequencer sequencer = new(4, new TimeoutBlockingWaitStrategy(TimeSpan.Zero));
        Assert.True(sequencer.NewBarrier().WaitFor(0).IsTimeout);
    }

    [Fact]
    public void Signals_for_others_do_not_put_the_timeout_off()
    {
        TimeoutBlockingWaitStrategy wait = new(TimeSpan.FromMilliseconds(20));
        SingleProducerSequencer sequencer = new(4, wait);
        SequenceBarrier barrier = sequencer.NewBarrier();
        bool isDone = false;
        bool isTimeout = false;
        // Signals come far more often than the time-out: were it counted from each, the wait would never end.
        Sequencers.RunAll(
            () =>
            {
                isTimeout = barrier.WaitFor(0).IsTimeout;
                Volatile.Write(ref isDone, true);
            },
            () => Bounded.Until(
                () =>
                {
                    wait.SignalAllWhenBlocking();
                    return Volatile.Read(ref isDone);
                },
                "the time-out"));
        Assert.True(isTimeout);
    }

    [Fact]
    public void Bad_times_are_refused()
    {
        TimeSpan negative = TimeSpan.FromTicks(-1);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TimeoutBlockingWaitStrategy(negative));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TimeoutBlockingWaitStrategy(TimeSpan.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => PhasedBackoffWaitStrategy.WithLock(negative, TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => PhasedBackoffWaitStrategy.WithSleep(TimeSpan.Zero, negative));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SleepingWaitStrategy(-1));
    }

    [Fact]
    public void Phases_are_counted_in_ticks_of_the_stopwatch()
    {
        PhasedBackoffWaitStrategy wait =
            PhasedBackoffWaitStrategy.WithLock(TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(3));
        Assert.Equal(2 * Stopwatch.Frequency / 1000, wait.SpinTimeout);
        Assert.Equal(5 * Stopwatch.Frequency / 1000, wait.YieldTimeout);
    }

    [Fact]
    public void The_last_phase_is_the_fallback_with_its_timeout()
    {
        PhasedBackoffWaitStrategy wait = new(
            TimeSpan.FromMicroseconds(5),
            TimeSpan.FromMicroseconds(5),
            new TimeoutBlockingWaitStrategy(TimeSpan.FromMilliseconds(1)));
        Assert.True(new SingleProducerSequencer(4, wait).NewBarrier().WaitFor(0).IsTimeout);
    }

    [Fact]
    public void The_hybrid_looks_at_the_tag_at_every_wait()
    {
        SingleProducerSequencer sequencer = new(4, new HybridSpinWaitStrategy());
        SequenceBarrier barrier = sequencer.NewBarrier();
        Assert.Same(HybridSpinWaitStrategy.AggressiveSpinWaitTag, HybridSpinWaitStrategy.AggressiveSpinWaitTag);
        for (int i = 0; i < 4; i++)
        {
            barrier.DependentSequences.Tag = i % 2 == 0 ? HybridSpinWaitStrategy.AggressiveSpinWaitTag : null;
            long wanted = i;
            Sequencers.RunAll(
                () => Assert.Equal(wanted, barrier.WaitFor(wanted).UnsafeAvailableSequence),
                () => sequencer.Publish(sequencer.Next()));
        }
    }

    [Fact]
    public void Pitfall_spin_waiting_does_not_sleep_a_millisecond()
    {
        if (!File.Exists(ThreadStatus))
        {
            output.WriteLine($"not checked: no {ThreadStatus} here");
            return;
        }

        // A sleep is a voluntary switch of the thread, a yield is not. The one that sleeps shows that we would see it.
        int sleeping = SwitchesOf(new SleepingWaitStrategy(0), behindConsumer: false);
        int spinning = SwitchesOf(new SpinWaitWaitStrategy(), behindConsumer: false);
        int hybrid = SwitchesOf(new HybridSpinWaitStrategy(), behindConsumer: false);
        int blocking = SwitchesOf(new BlockingWaitStrategy(), behindConsumer: true);
        output.WriteLine($"voluntary switches: sleeping {sleeping}, spin-wait {spinning}, hybrid {hybrid}, "
            + $"blocking behind a consumer {blocking}");
        Assert.True(sleeping >= 20, $"INCONCLUSIVE: the control shows only {sleeping} switches");
        Assert.InRange(spinning, 0, 10);
        Assert.InRange(hybrid, 0, 10);
        Assert.InRange(blocking, 0, 10);
    }

    [Theory]
    [InlineData("blocking")]
    [InlineData("blocking-spin-wait")]
    [InlineData("timeout-blocking")]
    public void Pitfall_blocking_strategies_spin_on_the_stages_before_them(string name)
    {
        // A consumer gives no signal when it moves its sequence, and still the one behind it goes on.
        SingleProducerSequencer sequencer = new(4, WaitStrategies.Create(name));
        Sequence before = new();
        SequenceBarrier behind = sequencer.NewBarrier(before);
        sequencer.Publish(sequencer.Next());
        Sequencers.RunAll(
            () => Assert.Equal(0, behind.WaitFor(0).UnsafeAvailableSequence),
            () =>
            {
                Thread.Sleep(5);
                before.SetValue(0);
            });
    }

    // Switches of a thread while it waits, until some other thread has slept thirty times.
    private static int SwitchesOf(IWaitStrategy wait, bool behindConsumer)
    {
        SingleProducerSequencer sequencer = new(4, wait);
        Sequence before = new();
        SequenceBarrier barrier = behindConsumer ? sequencer.NewBarrier(before) : sequencer.NewBarrier();
        if (behindConsumer) sequencer.Publish(sequencer.Next());
        using ManualResetEventSlim started = new();
        int switches = 0;
        Sequencers.RunAll(
            () =>
            {
                int at = VoluntarySwitches();
                started.Set();
                barrier.WaitFor(0);
                switches = VoluntarySwitches() - at;
            },
            () =>
            {
                Bounded.Set(started, "the start of the waiter");
                for (int i = 0; i < 30; i++) Thread.Sleep(2);
                if (behindConsumer) before.SetValue(0);
                else sequencer.Publish(sequencer.Next());
            });
        return switches;
    }

    private static int VoluntarySwitches() => int.Parse(
        File.ReadLines(ThreadStatus)
            .Single(line => line.StartsWith("voluntary", StringComparison.Ordinal))
            .Split(':')[1],
        System.Globalization.CultureInfo.InvariantCulture);
}
