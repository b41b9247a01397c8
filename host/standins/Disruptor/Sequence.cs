using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;

namespace Disruptor;

/// <summary>
/// A position in the stream of events: one writer (or several by atomic operations), many readers.
/// </summary>
/// <remarks>
/// The value has its cache lines to itself, padding on both sides, whatever the collector puts beside the object.
/// A reader that sees a value also sees everything written before that value was set.
/// </remarks>
[StructLayout(LayoutKind.Explicit)]
public sealed class Sequence
{
    /// <summary>The value of a sequence that has seen no event.</summary>
    public const long InitialCursorValue = -1;

    [FieldOffset(Padding.Bytes)]
    private long _value;

#pragma warning disable CS0169, IDE0051 // Never read: see Padding.
    [FieldOffset(Padding.Bytes + sizeof(long) + Padding.ToTail)]
    private readonly long _tail;
#pragma warning restore CS0169, IDE0051

    public Sequence(long initialValue = InitialCursorValue)
    {
        // Release, so that whoever gets the object through a plain store of its reference sees the initial value
        // no later than any value set afterwards.
        Volatile.Write(ref _value, initialValue);
    }

    /// <summary>The current value.</summary>
    public long Value
    {
        // Acquire: reads of the slots that this value covers must not move before the read of the value.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Volatile.Read(ref _value);
    }

    /// <summary>Sets the value with release ordering: the cheap way to publish.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetValue(long value)
    {
        // Release: the slots written (producer) or read (consumer) before must be done before the value moves.
        Volatile.Write(ref _value, value);
    }

    /// <summary>Sets the value with a full fence: later reads are not done before the value is visible.</summary>
    public void SetValueVolatile(long value)
    {
        Volatile.Write(ref _value, value);
        // A release store alone may still sit in the store buffer while later loads run (store-load reordering).
        Interlocked.MemoryBarrier();
    }

    /// <summary>Sets the value if it still is the expected one; a full fence either way.</summary>
    public bool CompareAndSet(long expectedSequence, long nextSequence)
    {
        // Atomic: several writers race here and exactly one may win a given expected value.
        return Interlocked.CompareExchange(ref _value, nextSequence, expectedSequence) == expectedSequence;
    }

    /// <summary>Adds one and returns the new value; a full fence.</summary>
    public long IncrementAndGet()
    {
        // Atomic: every caller gets a value of its own.
        return Interlocked.Increment(ref _value);
    }

    /// <summary>Adds the amount and returns the new value; a full fence.</summary>
    public long AddAndGet(long value)
    {
        // Atomic: every caller gets a range of its own.
        return Interlocked.Add(ref _value, value);
    }

    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
