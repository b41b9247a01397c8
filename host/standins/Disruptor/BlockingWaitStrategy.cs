using System;
using System.Threading;

namespace Disruptor;

/// <summary>
/// Blocks on a monitor until the cursor moves: an idle consumer costs nothing, every publish takes a lock.
/// </summary>
/// <remarks>
/// Only the producer signals. A consumer behind other consumers blocks until the cursor has passed, then spins, with
/// back-off, until those are done.
/// </remarks>
public sealed class BlockingWaitStrategy : IWaitStrategy
{
    // An object, not a Lock: waiting and pulsing belong to the monitor.
    private readonly object _gate = new();

    /// <inheritdoc/>
    public bool IsBlockingStrategy => true;

    /// <inheritdoc/>
    public SequenceWaitResult WaitFor(
        long sequence, DependentSequenceGroup dependentSequences, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dependentSequences);
        if (dependentSequences.CursorValue < sequence)
        {
            WaitForCursor(sequence, dependentSequences, cancellationToken);
        }

        return dependentSequences.SpinWaitFor(sequence, cancellationToken);
    }

    /// <inheritdoc/>
    public void SignalAllWhenBlocking()
    {
        // Under the lock: a waiter is either before its check of the cursor, and will see it moved, or already in
        // Wait, and will be pulsed. Without it the pulse could fall between the check and the wait and be lost.
        lock (_gate)
        {
            Monitor.PulseAll(_gate);
        }
    }

    private void WaitForCursor(long sequence, DependentSequenceGroup group, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            while (group.CursorValue < sequence)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Monitor.Wait(_gate);
            }
        }
    }
}
