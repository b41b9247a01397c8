using System;
using System.Runtime.CompilerServices;

namespace Disruptor;

/// <summary>
/// A ring of unmanaged events in memory outside the managed heap; the ring itself owns no memory.
/// </summary>
/// <remarks>
/// A reference to a slot is good from the claim to the publish for the producer, and from seeing the sequence
/// available to setting its own gating sequence for a consumer. Neither is checked: this is the hot path.
/// </remarks>
public sealed unsafe class UnmanagedRingBuffer<T> : IValueRingBuffer<T>
    where T : unmanaged
{
    private readonly UnmanagedRingFields _fields;

    /// <param name="memory">The slots; must outlive the ring.</param>
    /// <param name="producerType">One producer thread or several.</param>
    /// <param name="waitStrategy">How waiting consumers wait.</param>
    public UnmanagedRingBuffer(
        UnmanagedRingBufferMemory memory, ProducerType producerType, IWaitStrategy waitStrategy)
        : this(
            NotNull(memory).PointerToFirstEvent,
            memory.EventSize,
            SequencerFactory.Create(producerType, memory.EventCount, waitStrategy))
    {
        _fields.Memory = memory;
    }

    /// <param name="pointer">Address of the first slot; the slots must outlive the ring.</param>
    /// <param name="eventSize">Bytes from one slot to the next.</param>
    /// <param name="sequencer">Its buffer size is the number of slots.</param>
    public UnmanagedRingBuffer(IntPtr pointer, int eventSize, ISequencer sequencer)
    {
        ArgumentNullException.ThrowIfNull(sequencer);
        ArgumentNullException.ThrowIfNull((void*)pointer, nameof(pointer));
        UnmanagedRingBufferMemory.CheckFits<T>(eventSize);
        _fields.First = pointer;
        _fields.IndexMask = ThrowHelper.CheckedBufferSize(sequencer.BufferSize) - 1;
        _fields.EventSize = eventSize;
        _fields.Sequencer = new SequencerDispatch(sequencer);
    }

    /// <inheritdoc/>
    public int BufferSize => unchecked((int)_fields.IndexMask + 1);

    /// <inheritdoc/>
    public long Cursor => _fields.Sequencer.Sequencer.Cursor;

    internal ISequencer Sequencer => _fields.Sequencer.Sequencer;

    /// <inheritdoc/>
    public ref T this[long sequence]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            // Unchecked: the mask bounds the index, and count times size was allocated, so nothing can overflow.
            unchecked
            {
                nint offset = (nint)(sequence & _fields.IndexMask) * _fields.EventSize;
                return ref Unsafe.AsRef<T>((void*)(_fields.First + offset));
            }
        }
    }

    /// <inheritdoc/>
    public bool HasAvailableCapacity(int requiredCapacity) =>
        _fields.Sequencer.Sequencer.HasAvailableCapacity(requiredCapacity);

    /// <inheritdoc/>
    public long GetRemainingCapacity() => _fields.Sequencer.Sequencer.GetRemainingCapacity();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Next() => _fields.Sequencer.Next();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Next(int n) => _fields.Sequencer.Next(n);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryNext(out long sequence) => _fields.Sequencer.TryNext(out sequence);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryNext(int n, out long sequence) => _fields.Sequencer.TryNext(n, out sequence);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Publish(long sequence) => _fields.Sequencer.Publish(sequence);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Publish(long lo, long hi) => _fields.Sequencer.Publish(lo, hi);

    /// <inheritdoc/>
    public void AddGatingSequences(params Sequence[] gatingSequences) =>
        _fields.Sequencer.Sequencer.AddGatingSequences(gatingSequences);

    /// <inheritdoc/>
    public bool RemoveGatingSequence(Sequence sequence) =>
        _fields.Sequencer.Sequencer.RemoveGatingSequence(sequence);

    /// <inheritdoc/>
    public long GetMinimumGatingSequence() => _fields.Sequencer.Sequencer.GetMinimumSequence();

    /// <inheritdoc/>
    public SequenceBarrier NewBarrier(params Sequence[] sequencesToTrack) =>
        _fields.Sequencer.Sequencer.NewBarrier(sequencesToTrack);

    /// <summary>Claims an event, waiting while the ring is full; disposing the scope publishes it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public UnpublishedEventScope PublishEvent() => new(this, Next());

    /// <summary>Claims events, waiting while there is no room; disposing the scope publishes them together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public UnpublishedEventBatchScope PublishEvents(int count)
    {
        long hi = Next(count);
        return new UnpublishedEventBatchScope(this, hi - count + 1, hi);
    }

    /// <summary>Claims an event if there is room; disposing the scope publishes it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public NullableUnpublishedEventScope TryPublishEvent() =>
        TryNext(out long sequence) ? new NullableUnpublishedEventScope(this, sequence) : default;

    /// <summary>Claims events if there is room for all; disposing the scope publishes them together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public NullableUnpublishedEventBatchScope TryPublishEvents(int count) =>
        TryNext(count, out long hi) ? new NullableUnpublishedEventBatchScope(this, hi - count + 1, hi) : default;

    private static UnmanagedRingBufferMemory NotNull(UnmanagedRingBufferMemory memory)
    {
        ArgumentNullException.ThrowIfNull(memory);
        return memory;
    }

    /// <summary>
    /// One claimed event. Dispose publishes it, also when the body throws: an abandoned claim would stop every
    /// consumer. The body must leave a slot that is safe to read from its first line on. Dispose once.
    /// </summary>
    public readonly struct UnpublishedEventScope : IDisposable
    {
        private readonly UnmanagedRingBuffer<T> _ring;
        private readonly long _sequence;

        internal UnpublishedEventScope(UnmanagedRingBuffer<T> ring, long sequence)
        {
            _ring = ring;
            _sequence = sequence;
        }

        /// <summary>The claimed sequence.</summary>
        public long Sequence => _sequence;

        /// <summary>The event in its slot.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ref T Event() => ref _ring[_sequence];

        /// <summary>Publishes. Once only: a second call could publish a slot of a later lap.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Dispose() => _ring.Publish(_sequence);
    }

    /// <summary>Several claimed events. Dispose publishes them together, also when the body throws.</summary>
    public readonly struct UnpublishedEventBatchScope : IDisposable
    {
        private readonly UnmanagedRingBuffer<T> _ring;
        private readonly long _lo;
        private readonly long _hi;

        internal UnpublishedEventBatchScope(UnmanagedRingBuffer<T> ring, long lo, long hi)
        {
            _ring = ring;
            _lo = lo;
            _hi = hi;
        }

        /// <summary>The first claimed sequence.</summary>
        public long StartSequence => _lo;

        /// <summary>The last claimed sequence.</summary>
        public long EndSequence => _hi;

        /// <summary>The event at an index of the batch.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The index lies outside the batch.</exception>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ref T Event(int index) => ref _ring.EventOfBatch(_lo, _hi, index);

        /// <summary>Publishes. Once only: a second call could publish a slot of a later lap.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Dispose() => _ring.Publish(_lo, _hi);
    }

    /// <summary>One claimed event, or none when the ring was full. Dispose publishes what there is.</summary>
    public readonly struct NullableUnpublishedEventScope : IDisposable
    {
        private readonly UnmanagedRingBuffer<T>? _ring;
        private readonly long _sequence;

        internal NullableUnpublishedEventScope(UnmanagedRingBuffer<T> ring, long sequence)
        {
            _ring = ring;
            _sequence = sequence;
        }

        /// <summary>Whether there was room.</summary>
        public bool HasEvent => _ring is not null;

        /// <summary>Gives the event; false when there was no room.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool TryGetEvent(out EventRef eventRef)
        {
            eventRef = _ring is null ? default : new EventRef(_ring, _sequence);
            return _ring is not null;
        }

        /// <summary>Publishes. Once only: a second call could publish a slot of a later lap.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Dispose() => _ring?.Publish(_sequence);
    }

    /// <summary>Several claimed events, or none when there was no room. Dispose publishes what there is.</summary>
    public readonly struct NullableUnpublishedEventBatchScope : IDisposable
    {
        private readonly UnmanagedRingBuffer<T>? _ring;
        private readonly long _lo;
        private readonly long _hi;

        internal NullableUnpublishedEventBatchScope(UnmanagedRingBuffer<T> ring, long lo, long hi)
        {
            _ring = ring;
            _lo = lo;
            _hi = hi;
        }

        /// <summary>Whether there was room for all.</summary>
        public bool HasEvents => _ring is not null;

        /// <summary>Gives the events; false when there was no room.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool TryGetEvents(out EventBatchRef eventBatchRef)
        {
            eventBatchRef = _ring is null ? default : new EventBatchRef(_ring, _lo, _hi);
            return _ring is not null;
        }

        /// <summary>Publishes. Once only: a second call could publish a slot of a later lap.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Dispose() => _ring?.Publish(_lo, _hi);
    }

    /// <summary>A claimed event inside a scope.</summary>
    public readonly struct EventRef
    {
        private readonly UnmanagedRingBuffer<T>? _ring;
        private readonly long _sequence;

        internal EventRef(UnmanagedRingBuffer<T> ring, long sequence)
        {
            _ring = ring;
            _sequence = sequence;
        }

        /// <summary>The claimed sequence.</summary>
        public long Sequence => _sequence;

        /// <summary>The event in its slot.</summary>
        public ref T Event()
        {
            if (_ring is null) ThrowHelper.ThrowNoEvent();
            return ref _ring[_sequence];
        }
    }

    /// <summary>Claimed events inside a scope.</summary>
    public readonly struct EventBatchRef
    {
        private readonly UnmanagedRingBuffer<T>? _ring;
        private readonly long _lo;
        private readonly long _hi;

        internal EventBatchRef(UnmanagedRingBuffer<T> ring, long lo, long hi)
        {
            _ring = ring;
            _lo = lo;
            _hi = hi;
        }

        /// <summary>The first claimed sequence.</summary>
        public long StartSequence => _lo;

        /// <summary>The last claimed sequence.</summary>
        public long EndSequence => _hi;

        /// <summary>The event at an index of the batch.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The index lies outside the batch.</exception>
        public ref T Event(int index)
        {
            if (_ring is null) ThrowHelper.ThrowNoEvent();
            return ref _ring.EventOfBatch(_lo, _hi, index);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref T EventOfBatch(long lo, long hi, int index)
    {
        // Checked, unlike the indexer: beyond the batch lies a slot of another producer.
        if (index < 0 || index > hi - lo) ThrowHelper.ThrowBatchIndex(index, unchecked((int)(hi - lo + 1)));
        return ref this[lo + index];
    }
}
