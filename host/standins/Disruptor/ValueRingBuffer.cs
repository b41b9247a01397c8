#pragma warning disable CA1000 // Creating a ring through its type is a public name that users of the package know.
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Disruptor;

/// <summary>
/// A ring of value events on the managed heap.
/// </summary>
/// <remarks>
/// Events without references lie in one pinned block aligned to 128 bytes, so one of 64 or 128 bytes never straddles
/// cache lines; an array of events begins 16 bytes into its object and would. Events with references must stay in
/// an array of their type. Both are padded at their ends.
/// A reference to a slot is good from the claim to the publish for the producer, and from seeing the sequence
/// available to setting its own gating sequence for a consumer. Neither is checked: this is the hot path.
/// </remarks>
public sealed unsafe class ValueRingBuffer<T> : RingBuffer, IValueRingBuffer<T>
    where T : struct
{
    /// <summary>A ring for many producers, whose waiters block. The factory fills each slot once.</summary>
    /// <exception cref="ArgumentException">The size is not a power of two.</exception>
    public ValueRingBuffer(Func<T> eventFactory, int bufferSize)
        : this(eventFactory, SequencerFactory.Create(ProducerType.Multi, bufferSize))
    {
    }

    /// <summary>A ring of as many slots as the sequencer says. The factory fills each slot once.</summary>
    public ValueRingBuffer(Func<T> eventFactory, ISequencer sequencer)
        : this(eventFactory, sequencer, ValueSlots.Allocate<T>(NotNull(sequencer).BufferSize))
    {
    }

    private ValueRingBuffer(Func<T> eventFactory, ISequencer sequencer, T[] entries)
        : base(sequencer, entries, ValueSlots.AddressOfFirst(entries))
    {
        ArgumentNullException.ThrowIfNull(eventFactory);
        for (long sequence = 0; sequence <= _indexMask; sequence++)
        {
            this[sequence] = eventFactory();
        }
    }

    /// <inheritdoc/>
    public ref T this[long sequence]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            // Unchecked, and without the array's bounds check: the mask keeps the index among the slots.
            unchecked
            {
                nint index = (nint)(sequence & _indexMask);
                // Decided when this is compiled for T.
                if (!RuntimeHelpers.IsReferenceOrContainsReferences<T>())
                {
                    return ref Unsafe.AsRef<T>((void*)(_first + (index * Unsafe.SizeOf<T>())));
                }

                ref T start = ref MemoryMarshal.GetArrayDataReference(Unsafe.As<T[]>(_entries));
                return ref Unsafe.Add(ref start, index + ValueSlots.PadSlots<T>());
            }
        }
    }

    /// <summary>A ring for one producer thread, whose waiters block.</summary>
    public static ValueRingBuffer<T> CreateSingleProducer(Func<T> eventFactory, int bufferSize) =>
        CreateSingleProducer(eventFactory, bufferSize, new BlockingWaitStrategy());

    /// <summary>A ring for one producer thread.</summary>
    public static ValueRingBuffer<T> CreateSingleProducer(
        Func<T> eventFactory, int bufferSize, IWaitStrategy waitStrategy) =>
        Create(ProducerType.Single, eventFactory, bufferSize, waitStrategy);

    /// <summary>A ring for many producer threads, whose waiters block.</summary>
    public static ValueRingBuffer<T> CreateMultiProducer(Func<T> eventFactory, int bufferSize) =>
        CreateMultiProducer(eventFactory, bufferSize, new BlockingWaitStrategy());

    /// <summary>A ring for many producer threads.</summary>
    public static ValueRingBuffer<T> CreateMultiProducer(
        Func<T> eventFactory, int bufferSize, IWaitStrategy waitStrategy) =>
        Create(ProducerType.Multi, eventFactory, bufferSize, waitStrategy);

    /// <summary>A ring for the given kind of producer.</summary>
    public static ValueRingBuffer<T> Create(
        ProducerType producerType, Func<T> eventFactory, int bufferSize, IWaitStrategy waitStrategy) =>
        new(eventFactory, SequencerFactory.Create(producerType, bufferSize, waitStrategy));

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

    /// <summary>
    /// One claimed event. Dispose publishes it, also when the body throws: an abandoned claim would stop every
    /// consumer. The body must leave a slot that is safe to read from its first line on. Dispose once.
    /// </summary>
    public readonly struct UnpublishedEventScope : IDisposable
    {
        private readonly ValueRingBuffer<T> _ring;
        private readonly long _sequence;

        internal UnpublishedEventScope(ValueRingBuffer<T> ring, long sequence)
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
        private readonly ValueRingBuffer<T> _ring;
        private readonly long _lo;
        private readonly long _hi;

        internal UnpublishedEventBatchScope(ValueRingBuffer<T> ring, long lo, long hi)
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
        private readonly ValueRingBuffer<T>? _ring;
        private readonly long _sequence;

        internal NullableUnpublishedEventScope(ValueRingBuffer<T> ring, long sequence)
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
        private readonly ValueRingBuffer<T>? _ring;
        private readonly long _lo;
        private readonly long _hi;

        internal NullableUnpublishedEventBatchScope(ValueRingBuffer<T> ring, long lo, long hi)
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
        private readonly ValueRingBuffer<T>? _ring;
        private readonly long _sequence;

        internal EventRef(ValueRingBuffer<T> ring, long sequence)
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
        private readonly ValueRingBuffer<T>? _ring;
        private readonly long _lo;
        private readonly long _hi;

        internal EventBatchRef(ValueRingBuffer<T> ring, long lo, long hi)
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
