using System;
using System.Threading;

namespace Disruptor;

/// <summary>
/// Blocks on a monitor until the cursor moves, but not for longer than the time-out: then the wait ends with
/// <see cref="SequenceWaitResult.Timeout"/> and the handler's OnTimeout is called.
/// </summary>
/// <remarks>
/// The time-out covers the wait for the producer. Behind other consumers it spins, as long as it takes.
/// </remarks>
public sealed class TimeoutBlockingWaitStrategy : IWaitStrategy
{
    private readonly CursorMonitor _monitor = new();
    private readonly int _timeoutMs;

    /// <param name="timeout">Rounded up to whole milliseconds; at most int.MaxValue of them.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time-out is negative or too long.</exception>
    public TimeoutBlockingWaitStrategy(TimeSpan timeout)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(timeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(timeout, TimeSpan.FromMilliseconds(int.MaxValue));
        _timeoutMs = (int)((timeout.Ticks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond);
    }

    /// <inheritdoc/>
    public bool IsBlockingStrategy => true;

    /// <inheritdoc/>
    public SequenceWaitResult WaitFor(
        long sequence, DependentSequenceGroup dependentSequences, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dependentSequences);
        return _monitor.TryWaitForCursor(sequence, dependentSequences, _timeoutMs, cancellationToken)
            ? dependentSequences.SpinWaitFor(sequence, cancellationToken)
            : SequenceWaitResult.Timeout;
    }

    /// <inheritdoc/>
    public void SignalAllWhenBlocking() => _monitor.Signal();
}
