using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;
using Disruptor.Util;

namespace Disruptor;

/// <summary>
/// The sequencer for several producer threads: a claim is an atomic addition, publishing marks each slot.
/// </summary>
/// <remarks>
/// The cursor counts claims, so it says nothing about what is published. Each slot holds the lap in which it was last
/// published; the published run ends at the first slot whose lap is not that of the sequence asked for. A producer
/// may hold a claim it has no room for yet: it waits before it returns, so slots are never overwritten early.
/// The counters that producers write are objects of their own, each padded; the fields here do not change.
/// </remarks>
[StructLayout(LayoutKind.Explicit)]
public sealed class MultiProducerSequencer : ISequencer
{
    private const int FieldsSize = 56;

    // No slot is published yet. Laps count from 0, so only the lap 2^32 - 1 could be taken for it, and a slot gets
    // there through the laps before; Claim alone could jump onto it.
    private const int NeverPublished = -1;

    [FieldOffset(Padding.Bytes)]
    private readonly Sequence _cursor = new();

    // A lower bound of the slowest gating sequence. Racing producers may set it back; a lower bound it remains.
    [FieldOffset(Padding.Bytes + 8)]
    private readonly Sequence _cachedGatingSequence = new();

    [FieldOffset(Padding.Bytes + 16)]
    private readonly int[] _publishedLaps;

    [FieldOffset(Padding.Bytes + 24)]
    private readonly IWaitStrategy _waitStrategy;

    [FieldOffset(Padding.Bytes + 32)]
    private Sequence[] _gatingSequences = [];

    [FieldOffset(Padding.Bytes + 40)]
    private readonly int _bufferSize;

    [FieldOffset(Padding.Bytes + 44)]
    private readonly int _indexMask;

    [FieldOffset(Padding.Bytes + 48)]
    private readonly int _lapShift;

    [FieldOffset(Padding.Bytes + 52)]
    private readonly bool _isBlocking;

#pragma warning disable CS0169, IDE0051 // Never read: see Padding.
    [FieldOffset(Padding.Bytes + FieldsSize + Padding.ToTail)]
    private readonly long _tail;
#pragma warning restore CS0169, IDE0051

    public MultiProducerSequencer(int bufferSize)
        : this(bufferSize, new BlockingWaitStrategy())
    {
    }

    public MultiProducerSequencer(int bufferSize, IWaitStrategy waitStrategy)
    {
        ArgumentNullException.ThrowIfNull(waitStrategy);
        _bufferSize = ThrowHelper.CheckedBufferSize(bufferSize);
        _indexMask = bufferSize - 1;
        _lapShift = BitOperations.Log2((uint)bufferSize);
        _waitStrategy = waitStrategy;
        _isBlocking = waitStrategy.IsBlockingStrategy;
        _publishedLaps = new int[bufferSize];
        Array.Fill(_publishedLaps, NeverPublished);
    }

    /// <inheritdoc/>
    public int BufferSize => _bufferSize;

    /// <summary>The last claimed sequence, published or not.</summary>
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
    public bool TryNext(out long sequence) => TryNextInternal(1, out sequence);

    /// <inheritdoc/>
    public bool TryNext(int n, out long sequence)
    {
        if (n < 1 || n > _bufferSize) ThrowHelper.ThrowClaimSize(n, _bufferSize);
        return TryNextInternal(n, out sequence);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Publish(long sequence)
    {
        MarkPublished(sequence);
        if (_isBlocking) _waitStrategy.SignalAllWhenBlocking();
    }

    /// <inheritdoc/>
    public void Publish(long lo, long hi)
    {
        for (long sequence = lo; sequence <= hi; sequence++)
        {
            MarkPublished(sequence);
        }

        if (_isBlocking) _waitStrategy.SignalAllWhenBlocking();
    }

    /// <inheritdoc/>
    public bool HasAvailableCapacity(int requiredCapacity)
    {
        long claimed = _cursor.Value;
        return HasRoom(claimed - _bufferSize + requiredCapacity, claimed);
    }

    /// <inheritdoc/>
    public long GetRemainingCapacity()
    {
        long claimed = _cursor.Value;
        long used = claimed - DisruptorUtil.GetMinimumSequence(GatingArray(), claimed);
        // Producers that wait for room have claimed beyond the buffer.
        return Math.Max(0, _bufferSize - used);
    }

    /// <inheritdoc/>
    public void Claim(long sequence)
    {
        _cursor.SetValue(sequence);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsAvailable(long sequence)
    {
        // Acquire: the slot must be read after its mark.
        return Volatile.Read(ref LapOf(sequence)) == LapNumber(sequence);
    }

    /// <inheritdoc/>
    public long GetHighestPublishedSequence(long nextSequence, long availableSequence)
    {
        for (long sequence = nextSequence; sequence <= availableSequence; sequence++)
        {
            if (!IsAvailable(sequence)) return sequence - 1;
        }

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
        // Atomic: the range is ours alone from here on. The full fence also orders the claim before the read of the
        // gating sequences, so a consumer that joins now starts at this claim or is seen below.
        long next = _cursor.AddAndGet(n);
        // The atomic addition wraps in silence, and a sequence below all others would pass every gate.
        if (next < 0) ThrowHelper.ThrowSequencesExhausted();
        long wrapPoint = next - _bufferSize;
        if (wrapPoint > _cachedGatingSequence.Value) NextInternalOnWrapPointReached(wrapPoint, next - n);
        return next;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void NextInternalOnWrapPointReached(long wrapPoint, long claimedBefore)
    {
        SpinWait spin = default;
        while (!HasRoomOnWrapPointReached(wrapPoint, claimedBefore))
        {
            // Sleep(1) is off: it turns a wait of a microsecond into one of a millisecond.
            spin.SpinOnce(sleep1Threshold: -1);
        }
    }

    private bool TryNextInternal(int n, out long sequence)
    {
        long claimed;
        long next;
        do
        {
            claimed = _cursor.Value;
            next = claimed + n;
            if (!HasRoom(next - _bufferSize, claimed))
            {
                sequence = 0;
                return false;
            }
        }
        // Atomic: the room was checked for this very range; if another producer took it, check again.
        while (!_cursor.CompareAndSet(claimed, next));

        sequence = next;
        return true;
    }

    private bool HasRoom(long wrapPoint, long claimed) =>
        wrapPoint <= _cachedGatingSequence.Value || HasRoomOnWrapPointReached(wrapPoint, claimed);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool HasRoomOnWrapPointReached(long wrapPoint, long claimed)
    {
        long slowest = DisruptorUtil.GetMinimumSequence(GatingArray(), claimed);
        // Release: another producer that writes a slot because of this value does so after the consumers' reads.
        _cachedGatingSequence.SetValue(slowest);
        return wrapPoint <= slowest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void MarkPublished(long sequence)
    {
        // Release: the slot is written before its mark says so.
        Volatile.Write(ref LapOf(sequence), LapNumber(sequence));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref int LapOf(long sequence)
    {
        // The mask keeps the index inside the array, so the bounds check is left out.
        int index = unchecked((int)sequence) & _indexMask;
        return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_publishedLaps), index);
    }

    // The low 32 bits of the lap do: a slot is never compared with a lap so far from its own.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int LapNumber(long sequence) => unchecked((int)(sequence >> _lapShift));

    // Acquire: the elements of the array must be read after its reference.
    private Sequence[] GatingArray() => Volatile.Read(ref _gatingSequences);
}
