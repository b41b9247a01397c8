using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;
using Disruptor.Util;

namespace Disruptor;

/// <summary>
/// The sequencer for one producer thread: claiming is an addition and a compare, publishing one release store.
/// </summary>
/// <remarks>
/// Claiming and <see cref="HasAvailableCapacity"/> belong to the producer's thread alone. Always: the claim is at
/// most one buffer size ahead of the slowest gating sequence, and the cursor never ahead of the claim.
/// Sums are checked: when all sequences are used up a claim throws, it does not wrap.
/// What all threads read and what the producer writes lie on different cache lines.
/// </remarks>
[StructLayout(LayoutKind.Explicit)]
public sealed class SingleProducerSequencer : ISequencer
{
    private const int ProducerOffset = 2 * Padding.Bytes;

    [FieldOffset(Padding.Bytes)]
    private readonly Sequence _cursor = new();

    [FieldOffset(Padding.Bytes + 8)]
    private readonly IWaitStrategy _waitStrategy;

    [FieldOffset(Padding.Bytes + 16)]
    private Sequence[] _gatingSequences = [];

    [FieldOffset(Padding.Bytes + 24)]
    private readonly int _bufferSize;

    [FieldOffset(Padding.Bytes + 28)]
    private readonly bool _isBlocking;

    // The last claimed sequence. Written by the producer only.
    [FieldOffset(ProducerOffset)]
    private long _nextValue = Sequence.InitialCursorValue;

    // A lower bound of the slowest gating sequence, refreshed on apparent full. Sequences only grow, so it stays one.
    [FieldOffset(ProducerOffset + 8)]
    private long _cachedGatingSequence = Sequence.InitialCursorValue;

#pragma warning disable CS0169, IDE0051 // Never read: see Padding.
    [FieldOffset(ProducerOffset + (2 * sizeof(long)) + Padding.ToTail)]
    private readonly long _tail;
#pragma warning restore CS0169, IDE0051

    public SingleProducerSequencer(int bufferSize)
        : this(bufferSize, new BlockingWaitStrategy())
    {
    }

    public SingleProducerSequencer(int bufferSize, IWaitStrategy waitStrategy)
    {
        ArgumentNullException.ThrowIfNull(waitStrategy);
        _bufferSize = ThrowHelper.CheckedBufferSize(bufferSize);
        _waitStrategy = waitStrategy;
        _isBlocking = waitStrategy.IsBlockingStrategy;
    }

    /// <inheritdoc/>
    public int BufferSize => _bufferSize;

    /// <summary>The last published sequence.</summary>
    public long Cursor
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _cursor.Value;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Next() => NextInternal(1);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Next(int n)
    {
        if (n < 1 || n > _bufferSize) ThrowHelper.ThrowClaimSize(n, _bufferSize);
        return NextInternal(n);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryNext(out long sequence) => TryNextInternal(1, out sequence);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryNext(int n, out long sequence)
    {
        if (n < 1 || n > _bufferSize) ThrowHelper.ThrowClaimSize(n, _bufferSize);
        return TryNextInternal(n, out sequence);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Publish(long sequence)
    {
        // Release: the slot is written before the cursor covers it.
        _cursor.SetValue(sequence);
        if (_isBlocking) _waitStrategy.SignalAllWhenBlocking();
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Publish(long lo, long hi) => Publish(hi);

    /// <inheritdoc/>
    public bool HasAvailableCapacity(int requiredCapacity)
    {
        long wrapPoint = _nextValue - _bufferSize + requiredCapacity;
        return wrapPoint <= _cachedGatingSequence || HasRoomOnWrapPointReached(wrapPoint);
    }

    /// <inheritdoc/>
    public long GetRemainingCapacity()
    {
        long claimed = _nextValue;
        return _bufferSize - (claimed - DisruptorUtil.GetMinimumSequence(GatingArray(), claimed));
    }

    /// <inheritdoc/>
    public void Claim(long sequence)
    {
        _nextValue = sequence;
    }

    /// <inheritdoc/>
    public bool IsAvailable(long sequence)
    {
        long cursor = _cursor.Value;
        return sequence <= cursor && sequence > cursor - _bufferSize;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long GetHighestPublishedSequence(long nextSequence, long availableSequence)
    {
        // One producer publishes in order: whatever its cursor covers is published.
        return availableSequence;
    }

    /// <inheritdoc/>
    public long GetMinimumSequence() => DisruptorUtil.GetMinimumSequence(GatingArray(), _cursor.Value);

    /// <inheritdoc/>
    public void AddGatingSequences(params Sequence[] gatingSequences) =>
        GatingSequences.Add(ref _gatingSequences, _cursor, gatingSequences);

    /// <inheritdoc/>
    public bool RemoveGatingSequence(Sequence sequence) => GatingSequences.Remove(ref _gatingSequences, sequence);

    /// <inheritdoc/>
    public SequenceBarrier NewBarrier(params Sequence[] sequencesToTrack) =>
        new(this, _waitStrategy, new DependentSequenceGroup(_cursor, sequencesToTrack));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long NextInternal(int n)
    {
        long next = _nextValue + n;
        long wrapPoint = next - _bufferSize;
        if (wrapPoint > _cachedGatingSequence) NextInternalOnWrapPointReached(wrapPoint);
        _nextValue = next;
        return next;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void NextInternalOnWrapPointReached(long wrapPoint)
    {
        SpinWait spin = default;
        while (!HasRoomOnWrapPointReached(wrapPoint))
        {
            // Sleep(1) is off: it turns a wait of a microsecond into one of a millisecond.
            spin.SpinOnce(sleep1Threshold: -1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryNextInternal(int n, out long sequence)
    {
        long next = _nextValue + n;
        long wrapPoint = next - _bufferSize;
        if (wrapPoint > _cachedGatingSequence && !HasRoomOnWrapPointReached(wrapPoint))
        {
            sequence = 0;
            return false;
        }

        _nextValue = next;
        sequence = next;
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool HasRoomOnWrapPointReached(long wrapPoint)
    {
        // Full fence between our last store to the cursor and the read of the array: a consumer that joins stores
        // the array, fences and reads the cursor. So we see it, or it starts at or after the cursor cached below.
        Interlocked.MemoryBarrier();
        long slowest = DisruptorUtil.GetMinimumSequence(GatingArray(), _nextValue);
        // Without gating the slowest is the claim, which may run ahead of the cursor where a consumer would join.
        _cachedGatingSequence = Math.Min(slowest, _cursor.Value);
        return wrapPoint <= slowest;
    }

    // Acquire: the elements of the array must be read after its reference.
    private Sequence[] GatingArray() => Volatile.Read(ref _gatingSequences);
}
