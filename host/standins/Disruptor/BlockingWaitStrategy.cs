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
    private readonly CursorMonitor _monitor = new();

    /// <inheritdoc/>
    public bool IsBlockingStrategy => true;

    /// <inheritdoc/>
    public SequenceWaitResult WaitFor(
        long sequence, DependentSequenceGroup dependentSequences, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dependentSequences);
        _monitor.WaitForCursor(sequence, dependentSequences, cancellationToken);
        return dependentSequences.SpinWaitFor(sequence, cancellationToken);
    }

    /// <inheritdoc/>
    public void SignalAllWhenBlocking() => _monitor.Signal();
}
