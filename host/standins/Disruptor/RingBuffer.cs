using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Disruptor;

/// <summary>
/// A ring on the managed heap: the producer's side of it, whatever its events are.
/// </summary>
/// <remarks>
/// The fields never change and have their cache lines to themselves. They are all here, because a generic class cannot
/// state its layout but can have a base that does.
/// </remarks>
[StructLayout(LayoutKind.Explicit)]
public abstract class RingBuffer : ICursored, ISequenced
{
    private const int FieldsSize = 48;

    /// <summary>The array that holds the slots.</summary>
    [FieldOffset(Padding.Bytes)]
    private protected readonly Array _entries;

    /// <summary>Address of the first slot where slots are pinned and reached by address; 0 where not.</summary>
    [FieldOffset(Padding.Bytes + 8)]
    private protected readonly nint _first;

    [FieldOffset(Padding.Bytes + 16)]
    private protected readonly long _indexMask;

    [FieldOffset(Padding.Bytes + 24)]
    private protected readonly SequencerDispatch _sequencer;

#pragma warning disable CS0169, IDE0051 // Never read: see Padding.
    [FieldOffset(Padding.Bytes + FieldsSize + Padding.ToTail)]
    private readonly long _tail;
#pragma warning restore CS0169, IDE0051

    private protected RingBuffer(ISequencer sequencer, Array entries, nint first)
    {
        _entries = entries;
        _first = first;
        _indexMask = ThrowHelper.CheckedBufferSize(sequencer.BufferSize) - 1;
        _sequencer = new SequencerDispatch(sequencer);
    }

    /// <summary>Number of slots, a power of two.</summary>
    public int BufferSize => unchecked((int)_indexMask + 1);

    /// <inheritdoc/>
    public long Cursor => _sequencer.Sequencer.Cursor;

    internal ISequencer Sequencer => _sequencer.Sequencer;

    /// <inheritdoc/>
    public bool HasAvailableCapacity(int requiredCapacity) =>
        _sequencer.Sequencer.HasAvailableCapacity(requiredCapacity);

    /// <inheritdoc/>
    public long GetRemainingCapacity() => _sequencer.Sequencer.GetRemainingCapacity();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Next() => _sequencer.Next();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Next(int n) => _sequencer.Next(n);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryNext(out long sequence) => _sequencer.TryNext(out sequence);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryNext(int n, out long sequence) => _sequencer.TryNext(n, out sequence);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Publish(long sequence) => _sequencer.Publish(sequence);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Publish(long lo, long hi) => _sequencer.Publish(lo, hi);

    /// <summary>Adds sequences that the producer may not pass; each is set to the cursor.</summary>
    public void AddGatingSequences(params Sequence[] gatingSequences) =>
        _sequencer.Sequencer.AddGatingSequences(gatingSequences);

    /// <summary>Removes a gating sequence; false when it was not there.</summary>
    public bool RemoveGatingSequence(Sequence sequence) => _sequencer.Sequencer.RemoveGatingSequence(sequence);

    /// <summary>The slowest gating sequence, or the cursor when there are none.</summary>
    public long GetMinimumGatingSequence() => _sequencer.Sequencer.GetMinimumSequence();

    /// <summary>A barrier on the given sequences, or on the cursor when there are none.</summary>
    public SequenceBarrier NewBarrier(params Sequence[] sequencesToTrack) =>
        _sequencer.Sequencer.NewBarrier(sequencesToTrack);

    private protected static ISequencer NotNull(ISequencer sequencer)
    {
        ArgumentNullException.ThrowIfNull(sequencer);
        return sequencer;
    }
}
