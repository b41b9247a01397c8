using System;
using System.Threading;

namespace Disruptor;

/// <summary>
/// Adds to and removes from a sequencer's array of gating sequences while producers read it.
/// </summary>
/// <remarks>The array is replaced, never changed: a producer works on a consistent set, old or new.</remarks>
internal static class GatingSequences
{
    public static void Add(ref Sequence[] field, Sequence cursor, Sequence[] added)
    {
        ArgumentNullException.ThrowIfNull(added);
        foreach (Sequence sequence in added)
        {
            ArgumentNullException.ThrowIfNull(sequence, nameof(added));
        }

        Sequence[] current;
        Sequence[] updated;
        do
        {
            // Acquire: the elements of the array must be read after its reference.
            current = Volatile.Read(ref field);
            updated = [.. current, .. added];
            SetAll(added, cursor.Value);
        }
        // Atomic: another thread may add or remove at the same time. A full fence on success, so that the cursor is
        // read below only after producers can see the new array; a producer fences between its cursor and the array
        // in turn. One of the two always sees the other.
        while (Interlocked.CompareExchange(ref field, updated, current) != current);

        SetAll(added, cursor.Value);
    }

    public static bool Remove(ref Sequence[] field, Sequence removed)
    {
        ArgumentNullException.ThrowIfNull(removed);
        Sequence[] current;
        Sequence[] updated;
        do
        {
            // Acquire: the elements of the array must be read after its reference.
            current = Volatile.Read(ref field);
            updated = Array.FindAll(current, sequence => !ReferenceEquals(sequence, removed));
            if (updated.Length == current.Length) return false;
        }
        // Atomic: another thread may add or remove at the same time.
        while (Interlocked.CompareExchange(ref field, updated, current) != current);

        return true;
    }

    private static void SetAll(Sequence[] sequences, long value)
    {
        foreach (Sequence sequence in sequences)
        {
            sequence.SetValue(value);
        }
    }
}
