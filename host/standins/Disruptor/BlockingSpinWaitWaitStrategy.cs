using System;
using System.Threading;

namespace Disruptor;

/// <summary>
/// Blocks on a monitor until the cursor moves; behind other consumers it spins, and sleeps when that takes long.
/// </summary>
/// <remarks>
/// Differs from <see cref="BlockingWaitStrategy"/> in the second part: a stage that waits for a slow one before it
/// gives its core back instead of spinning on, and may notice up to a millisecond late.
/// </remarks>
public sealed class BlockingSpinWaitWaitStrategy : IWaitStrategy
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
        SpinWait spin = default;
        long available;
        while ((available = dependentSequences.Value) < sequence)
        {
            cancellationToken.ThrowIfCancellationRequested();
            spin.SpinOnce();
        }

        return available;
    }

    /// <inheritdoc/>
    public void SignalAllWhenBlocking() => _monitor.Signal();
}
