using System;
using System.Diagnostics;
using System.Threading;

namespace Disruptor;

/// <summary>
/// Spins for a while, then yields for a while, then waits as another strategy does. For when throughput and latency
/// matter less than the core, but not much less.
/// </summary>
public sealed class PhasedBackoffWaitStrategy : IWaitStrategy
{
    // The clock is read once in so many looks: reading it costs as much as looking.
    private const int LooksPerClockRead = 1000;

    private readonly IWaitStrategy _fallback;

    /// <param name="spinTimeout">How long to spin.</param>
    /// <param name="yieldTimeout">How long to yield after that.</param>
    /// <param name="fallbackStrategy">How to wait after that.</param>
    /// <exception cref="ArgumentOutOfRangeException">A time is negative.</exception>
    public PhasedBackoffWaitStrategy(TimeSpan spinTimeout, TimeSpan yieldTimeout, IWaitStrategy fallbackStrategy)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(spinTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(yieldTimeout, TimeSpan.Zero);
        ArgumentNullException.ThrowIfNull(fallbackStrategy);
        _fallback = fallbackStrategy;
        SpinTimeout = StopwatchTicks(spinTimeout);
        YieldTimeout = SpinTimeout + StopwatchTicks(yieldTimeout);
    }

    /// <summary>From the start of a wait to the end of spinning, in ticks of <see cref="Stopwatch"/>.</summary>
    public long SpinTimeout { get; }

    /// <summary>From the start of a wait to the end of yielding, in ticks of <see cref="Stopwatch"/>.</summary>
    public long YieldTimeout { get; }

    /// <inheritdoc/>
    public bool IsBlockingStrategy => _fallback.IsBlockingStrategy;

    /// <summary>Ends up blocking on a monitor.</summary>
    public static PhasedBackoffWaitStrategy WithLock(TimeSpan spinTimeout, TimeSpan yieldTimeout) =>
        new(spinTimeout, yieldTimeout, new BlockingWaitStrategy());

    /// <summary>Ends up sleeping a millisecond at a time.</summary>
    public static PhasedBackoffWaitStrategy WithSleep(TimeSpan spinTimeout, TimeSpan yieldTimeout) =>
        new(spinTimeout, yieldTimeout, new SleepingWaitStrategy(retries: 0));

    /// <inheritdoc/>
    public SequenceWaitResult WaitFor(
        long sequence, DependentSequenceGroup dependentSequences, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dependentSequences);
        long start = 0;
        int looksLeft = LooksPerClockRead;
        while (true)
        {
            long available = dependentSequences.Value;
            if (available >= sequence) return available;
            cancellationToken.ThrowIfCancellationRequested();
            if (--looksLeft > 0) continue;
            looksLeft = LooksPerClockRead;
            long now = Stopwatch.GetTimestamp();
            if (start == 0)
            {
                start = now;
            }
            else if (now - start > YieldTimeout)
            {
                return _fallback.WaitFor(sequence, dependentSequences, cancellationToken);
            }
            else if (now - start > SpinTimeout)
            {
                // Yielding costs far more than a look, so from here on the clock is read at every one.
                looksLeft = 1;
                Thread.Yield();
            }
        }
    }

    /// <inheritdoc/>
    public void SignalAllWhenBlocking() => _fallback.SignalAllWhenBlocking();

    private static long StopwatchTicks(TimeSpan time) =>
        (long)((Int128)time.Ticks * Stopwatch.Frequency / TimeSpan.TicksPerSecond);
}
