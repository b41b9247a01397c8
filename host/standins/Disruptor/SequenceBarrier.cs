#pragma warning disable CA1001 // The token source has no timer and no wait handle, so it holds nothing to dispose.
using System;
using System.Runtime.CompilerServices;
using System.Threading;

namespace Disruptor;

/// <summary>
/// What a consumer waits at: the sequences before it, a way to wait for them, and a way to call the wait off.
/// </summary>
/// <remarks>
/// A stage that owns no thread does not wait here; it polls <see cref="DependentSequences"/>.
/// </remarks>
public sealed class SequenceBarrier
{
    private readonly ISequencer _sequencer;
    private readonly IWaitStrategy _waitStrategy;
    private readonly DependentSequenceGroup _dependentSequences;

    // A single producer publishes in order: what its cursor covers is readable, and the scan is spared.
    private readonly bool _publishesInOrder;

    private CancellationTokenSource _cancellation = new();

    public SequenceBarrier(
        ISequencer sequencer, IWaitStrategy waitStrategy, DependentSequenceGroup dependentSequences)
    {
        ArgumentNullException.ThrowIfNull(sequencer);
        ArgumentNullException.ThrowIfNull(waitStrategy);
        ArgumentNullException.ThrowIfNull(dependentSequences);
        _sequencer = sequencer;
        _waitStrategy = waitStrategy;
        _dependentSequences = dependentSequences;
        _publishesInOrder = sequencer is SingleProducerSequencer;
    }

    /// <summary>The sequences that this barrier follows; reading their value never waits.</summary>
    public DependentSequenceGroup DependentSequences
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _dependentSequences;
    }

    /// <summary>Whether <see cref="CancelProcessing"/> was called since the last reset.</summary>
    public bool IsCancellationRequested => Source.IsCancellationRequested;

    /// <summary>The token of the current run; a reset makes a new one.</summary>
    public CancellationToken CancellationToken => Source.Token;

    // Acquire: pairs with the release in ResetProcessing, the source must be seen complete.
    private CancellationTokenSource Source => Volatile.Read(ref _cancellation);

    /// <summary>
    /// Waits for the sequence and returns the highest available one, which may lie beyond: that is the batch. It may
    /// also lie before, when a multi producer has claimed the sequence but not yet published it, or be a time-out:
    /// ask again.
    /// </summary>
    /// <exception cref="OperationCanceledException">Processing was cancelled, before or during the wait.</exception>
    public SequenceWaitResult WaitFor(long sequence)
    {
        CancellationToken cancellationToken = CancellationToken;
        cancellationToken.ThrowIfCancellationRequested();
        SequenceWaitResult result = _waitStrategy.WaitFor(sequence, _dependentSequences, cancellationToken);
        long available = result.UnsafeAvailableSequence;
        // A time-out is below every sequence and returns here too.
        if (available < sequence || _publishesInOrder) return result;
        return _sequencer.GetHighestPublishedSequence(sequence, available);
    }

    /// <summary>Ends the current wait, and every later one until a reset.</summary>
    public void CancelProcessing()
    {
        // First the flag, then the signal: a waiter that the signal wakes must see why.
        Source.Cancel();
        _waitStrategy.SignalAllWhenBlocking();
    }

    /// <summary>Takes the cancellation back for the next run.</summary>
    public void ResetProcessing()
    {
        // Release: another thread may cancel through the new source as soon as it sees it.
        Volatile.Write(ref _cancellation, new CancellationTokenSource());
    }

    /// <exception cref="OperationCanceledException">Processing was cancelled.</exception>
    public void ThrowIfCancellationRequested() => CancellationToken.ThrowIfCancellationRequested();
}
