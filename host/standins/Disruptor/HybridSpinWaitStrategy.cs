using System;
using System.Threading;

namespace Disruptor;

/// <summary>
/// Spins without a pause for the groups that carry the tag, with growing pauses for all others: one ring, and a core
/// spent only on the stages that are worth it.
/// </summary>
/// <remarks>
/// Tag a stage with <c>GetDependentSequencesFor(handler).Tag = HybridSpinWaitStrategy.AggressiveSpinWaitTag</c>. The
/// tag is read at every wait, so it may be set or taken away while the stage runs.
/// </remarks>
public sealed class HybridSpinWaitStrategy : IWaitStrategy
{
    /// <summary>The tag that asks for spinning without a pause.</summary>
    public static object AggressiveSpinWaitTag { get; } = new();

    /// <inheritdoc/>
    public bool IsBlockingStrategy => false;

    /// <inheritdoc/>
    public SequenceWaitResult WaitFor(
        long sequence, DependentSequenceGroup dependentSequences, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dependentSequences);
        return ReferenceEquals(dependentSequences.Tag, AggressiveSpinWaitTag)
            ? dependentSequences.BusySpinFor(sequence, cancellationToken)
            : dependentSequences.SpinWaitFor(sequence, cancellationToken);
    }

    /// <inheritdoc/>
    public void SignalAllWhenBlocking()
    {
        // Nobody blocks: a spinning waiter looks again by itself.
    }
}
