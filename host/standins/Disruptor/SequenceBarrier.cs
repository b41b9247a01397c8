#pragma warning disable CA1001 // The token source has no timer and no wait handle, so it holds nothing to dispose.
using System;
using System.Runtime.CompilerServices;
using System.Threading;
using Disruptor.Processing;

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

    // Set when it is ours, so that the scan of what is published is called directly.
    private readonly MultiProducerSequencer? _multi;

    private CancellationTokenSource _cancellation = new();

    /// <param name="sequencer">Says what is published.</param>
    /// <param name="waitStrategy">How to wait; the sequencer's own, or its signals do not reach the waiter.</param>
    /// <param name="dependentSequences">What to wait for.</param>
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
        _multi = sequencer as MultiProducerSequencer;
    }

    /// <summary>The sequences that this barrier follows; reading their value never waits.</summary>
    public DependentSequenceGroup DependentSequences
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _dependentSequences;
    }

    internal IWaitStrategy WaitStrategy => _waitStrategy;

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
        InterfaceWait wait = new(_waitStrategy);
        return WaitFor(ref wait, sequence);
    }

    /// <summary>As <see cref="WaitFor(long)"/>, by a strategy whose call the caller's code knows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal SequenceWaitResult WaitFor<TWait>(ref TWait wait, long sequence)
        where TWait : struct, IWaitStrategy
    {
        CancellationToken cancellationToken = CancellationToken;
        cancellationToken.ThrowIfCancellationRequested();
        SequenceWaitResult result = wait.WaitFor(sequence, _dependentSequences, cancellationToken);
        long available = result.UnsafeAvailableSequence;
        // A time-out is below every sequence and returns here too.
        if (available < sequence || _publishesInOrder) return result;
        return _multi is not null
            ? _multi.GetHighestPublishedSequence(sequence, available)
            : _sequencer.GetHighestPublishedSequence(sequence, available);
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
        // Only a cancelled source is replaced: it is the one thing here that allocates. Release, so that another thread
        // may cancel through the new source as soon as it sees it; and a full fence behind, so that whoever resets and
        // then looks whether it was asked to stop is either told, or cancelled through the source set here.
        if (Source.IsCancellationRequested) Volatile.Write(ref _cancellation, new CancellationTokenSource());
        Interlocked.MemoryBarrier();
    }

    /// <exception cref="OperationCanceledException">Processing was cancelled.</exception>
    public void ThrowIfCancellationRequested() => CancellationToken.ThrowIfCancellationRequested();
}
