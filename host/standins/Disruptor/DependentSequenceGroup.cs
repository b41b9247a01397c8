using System;
using System.Runtime.CompilerServices;
using System.Threading;

namespace Disruptor;

/// <summary>
/// The sequences that a consumer follows: the consumers before it, or the cursor when there are none.
/// </summary>
/// <remarks>
/// Reading <see cref="Value"/> never waits: a stage without a thread polls it. Behind a multi producer the cursor
/// runs ahead of what is published, so the value must pass through
/// <see cref="ISequencer.GetHighestPublishedSequence"/> before slots are read.
/// </remarks>
public sealed class DependentSequenceGroup
{
    private readonly Sequence _cursor;
    private readonly Sequence[] _dependencies;

    // Set when there is exactly one sequence to follow, the usual case; it spares the loop.
    private readonly Sequence? _only;

    public DependentSequenceGroup(Sequence cursor, params Sequence[] dependentSequences)
    {
        ArgumentNullException.ThrowIfNull(cursor);
        ArgumentNullException.ThrowIfNull(dependentSequences);
        foreach (Sequence sequence in dependentSequences)
        {
            ArgumentNullException.ThrowIfNull(sequence, nameof(dependentSequences));
        }

        _cursor = cursor;
        // A copy: the group is read by other threads, the caller may reuse its array.
        _dependencies = dependentSequences.Length == 0 ? [cursor] : [.. dependentSequences];
        _only = _dependencies.Length == 1 ? _dependencies[0] : null;
    }

    /// <summary>The lowest value of the sequences in the group.</summary>
    public long Value
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            Sequence? only = _only;
            return only is not null ? only.Value : ValueOfMany();
        }
    }

    /// <summary>The value of the producer's cursor.</summary>
    public long CursorValue => _cursor.Value;

    /// <summary>Number of sequences in the group; 1 when it follows the cursor.</summary>
    public int DependentSequenceCount => _dependencies.Length;

    /// <summary>Whether the group follows the cursor and no consumer.</summary>
    public bool DependsOnCursor => ReferenceEquals(_only, _cursor);

    /// <summary>Room for a wait strategy to keep what it knows about this group.</summary>
    public object? Tag { get; set; }

    /// <summary>
    /// Spins until the group reaches the sequence, giving the core away more and more but never sleeping.
    /// </summary>
    /// <remarks>
    /// A plain <see cref="SpinWait"/> sleeps a millisecond every few turns, and so turns a wait of a microsecond into
    /// one of a millisecond.
    /// </remarks>
    internal SequenceWaitResult SpinWaitFor(long sequence, CancellationToken cancellationToken)
    {
        SpinWait spin = default;
        long available;
        while ((available = Value) < sequence)
        {
            cancellationToken.ThrowIfCancellationRequested();
            spin.SpinOnce(sleep1Threshold: -1);
        }

        return available;
    }

    /// <summary>Spins without a pause until the group reaches the sequence.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal SequenceWaitResult BusySpinFor(long sequence, CancellationToken cancellationToken)
    {
        long available;
        while ((available = Value) < sequence)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return available;
    }

    private long ValueOfMany()
    {
        long minimum = long.MaxValue;
        foreach (Sequence sequence in _dependencies)
        {
            minimum = Math.Min(minimum, sequence.Value);
        }

        return minimum;
    }
}
