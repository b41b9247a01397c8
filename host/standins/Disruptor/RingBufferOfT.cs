#pragma warning disable CA1000 // Creating a ring through its type is a public name that users of the package know.
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Disruptor;

/// <summary>
/// A ring of event objects, made once and used again on every lap.
/// </summary>
/// <remarks>
/// An event belongs to the producer from the claim to the publish, and to the consumers until they set their
/// sequences. Neither is checked: this is the hot path. Whoever keeps an event beyond that sees a later lap.
/// </remarks>
public sealed class RingBuffer<T> : RingBuffer, IDataProvider<T>
    where T : class
{
    // Unused elements at both ends, so that no slot shares its lines with what lies beside the array.
    private const int PadSlots = Padding.Bytes / sizeof(long);

    /// <summary>A ring for many producers, whose waiters block. The factory fills each slot once.</summary>
    /// <exception cref="ArgumentException">The size is not a power of two.</exception>
    public RingBuffer(Func<T> eventFactory, int bufferSize)
        : this(eventFactory, SequencerFactory.Create(ProducerType.Multi, bufferSize))
    {
    }

    /// <summary>A ring of as many slots as the sequencer says. The factory fills each slot once.</summary>
    public RingBuffer(Func<T> eventFactory, ISequencer sequencer)
        : base(NotNull(sequencer), Fill(eventFactory, sequencer.BufferSize), first: 0)
    {
    }

    /// <inheritdoc/>
    public T this[long sequence]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            // Unchecked, and without the array's bounds check: the mask keeps the index among the slots.
            unchecked
            {
                ref object start = ref MemoryMarshal.GetArrayDataReference(Unsafe.As<object[]>(_entries));
                return Unsafe.As<T>(Unsafe.Add(ref start, (nint)(sequence & _indexMask) + PadSlots));
            }
        }
    }

    /// <summary>A ring for one producer thread, whose waiters block.</summary>
    public static RingBuffer<T> CreateSingleProducer(Func<T> eventFactory, int bufferSize) =>
        CreateSingleProducer(eventFactory, bufferSize, new BlockingWaitStrategy());

    /// <summary>A ring for one producer thread.</summary>
    public static RingBuffer<T> CreateSingleProducer(
        Func<T> eventFactory, int bufferSize, IWaitStrategy waitStrategy) =>
        Create(ProducerType.Single, eventFactory, bufferSize, waitStrategy);

    /// <summary>A ring for many producer threads, whose waiters block.</summary>
    public static RingBuffer<T> CreateMultiProducer(Func<T> eventFactory, int bufferSize) =>
        CreateMultiProducer(eventFactory, bufferSize, new BlockingWaitStrategy());

    /// <summary>A ring for many producer threads.</summary>
    public static RingBuffer<T> CreateMultiProducer(
        Func<T> eventFactory, int bufferSize, IWaitStrategy waitStrategy) =>
        Create(ProducerType.Multi, eventFactory, bufferSize, waitStrategy);

    /// <summary>A ring for the given kind of producer.</summary>
    public static RingBuffer<T> Create(
        ProducerType producerType, Func<T> eventFactory, int bufferSize, IWaitStrategy waitStrategy) =>
        new(eventFactory, SequencerFactory.Create(producerType, bufferSize, waitStrategy));

    private static object[] Fill(Func<T> eventFactory, int bufferSize)
    {
        ArgumentNullException.ThrowIfNull(eventFactory);
        object[] entries = new object[bufferSize + (2 * PadSlots)];
        for (int i = 0; i < bufferSize; i++)
        {
            entries[PadSlots + i] = eventFactory();
        }

        return entries;
    }

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
        private readonly RingBuffer<T> _ring;
        private readonly long _sequence;

        internal UnpublishedEventScope(RingBuffer<T> ring, long sequence)
        {
            _ring = ring;
            _sequence = sequence;
        }

        /// <summary>The claimed sequence.</summary>
        public long Sequence => _sequence;

        /// <summary>The event in its slot.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Event() => _ring[_sequence];

        /// <summary>Publishes. Once only: a second call could publish a slot of a later lap.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Dispose() => _ring.Publish(_sequence);
    }

    /// <summary>Several claimed events. Dispose publishes them together, also when the body throws.</summary>
    public readonly struct UnpublishedEventBatchScope : IDisposable
    {
        private readonly RingBuffer<T> _ring;
        private readonly long _lo;
        private readonly long _hi;

        internal UnpublishedEventBatchScope(RingBuffer<T> ring, long lo, long hi)
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
        public T Event(int index) => _ring.EventOfBatch(_lo, _hi, index);

        /// <summary>Publishes. Once only: a second call could publish a slot of a later lap.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Dispose() => _ring.Publish(_lo, _hi);
    }

    /// <summary>One claimed event, or none when the ring was full. Dispose publishes what there is.</summary>
    public readonly struct NullableUnpublishedEventScope : IDisposable
    {
        private readonly RingBuffer<T>? _ring;
        private readonly long _sequence;

        internal NullableUnpublishedEventScope(RingBuffer<T> ring, long sequence)
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
        private readonly RingBuffer<T>? _ring;
        private readonly long _lo;
        private readonly long _hi;

        internal NullableUnpublishedEventBatchScope(RingBuffer<T> ring, long lo, long hi)
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
        private readonly RingBuffer<T>? _ring;
        private readonly long _sequence;

        internal EventRef(RingBuffer<T> ring, long sequence)
        {
            _ring = ring;
            _sequence = sequence;
        }

        /// <summary>The claimed sequence.</summary>
        public long Sequence => _sequence;

        /// <summary>The event in its slot.</summary>
        public T Event()
        {
            if (_ring is null) ThrowHelper.ThrowNoEvent();
            return _ring[_sequence];
        }
    }

    /// <summary>Claimed events inside a scope.</summary>
    public readonly struct EventBatchRef
    {
        private readonly RingBuffer<T>? _ring;
        private readonly long _lo;
        private readonly long _hi;

        internal EventBatchRef(RingBuffer<T> ring, long lo, long hi)
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
        public T Event(int index)
        {
            if (_ring is null) ThrowHelper.ThrowNoEvent();
            return _ring.EventOfBatch(_lo, _hi, index);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T EventOfBatch(long lo, long hi, int index)
    {
        // Checked, unlike the indexer: beyond the batch lies a slot of another producer.
        if (index < 0 || index > hi - lo) ThrowHelper.ThrowBatchIndex(index, unchecked((int)(hi - lo + 1)));
        return this[lo + index];
    }
}
