using System;

namespace Disruptor;

/// <summary>A run of events in an array, without a copy.</summary>
/// <remarks>The length never changes; the events belong to the array's owner.</remarks>
public readonly struct EventBatch<T>
    where T : class
{
    private readonly T[] _array;
    private readonly int _beginIndex;

    /// <exception cref="ArgumentOutOfRangeException">The run does not lie in the array.</exception>
    public EventBatch(T[] array, int beginIndex, int length)
    {
        ArgumentNullException.ThrowIfNull(array);
        ArgumentOutOfRangeException.ThrowIfNegative(beginIndex);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, array.Length - beginIndex);
        _array = array;
        _beginIndex = beginIndex;
        Length = length;
    }

    /// <summary>Number of events.</summary>
    public int Length { get; }

    /// <summary>The event at an index of the batch.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index lies outside the batch.</exception>
    public T this[int index]
    {
        get
        {
            if (index < 0 || index >= Length) ThrowHelper.ThrowBatchIndex(index, Length);
            return _array[_beginIndex + index];
        }
    }

    public Enumerator GetEnumerator() => new(this);

    /// <summary>Walks over the batch.</summary>
    public struct Enumerator
    {
        private readonly EventBatch<T> _batch;
        private int _index;

        internal Enumerator(EventBatch<T> batch)
        {
            _batch = batch;
            _index = -1;
        }

        /// <summary>The event the walk is at; only after <see cref="MoveNext"/> has said true.</summary>
        public readonly T Current => _batch[_index];

        public bool MoveNext()
        {
            if (_index + 1 >= _batch.Length) return false;
            _index++;
            return true;
        }
    }
}
