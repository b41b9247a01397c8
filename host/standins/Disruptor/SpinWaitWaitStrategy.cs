using System;
using System.Threading;

namespace Disruptor;

/// <summary>
/// Spins with growing pauses, then gives the core to others at every look. It never sleeps.
/// </summary>
/// <remarks>Between busy spinning and yielding: kind to a sibling hardware thread, a little slower to notice.</remarks>
public sealed class SpinWaitWaitStrategy : IWaitStrategy
{
    /// <inheritdoc/>
    public bool IsBlockingStrategy => false;

    /// <inheritdoc/>
    public SequenceWaitResult WaitFor(
        long sequence, DependentSequenceGroup dependentSequences, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dependentSequences);
        return dependentSequences.SpinWaitFor(sequence, cancellationToken);
    }

    /// <inheritdoc/>
    public void SignalAllWhenBlocking()
    {
        // Nobody blocks: a spinning waiter looks again by itself.
    }
}
