using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;

namespace Disruptor;

/// <summary>
/// The slots of a ring in one block outside the managed heap, zeroed, aligned to 128 bytes.
/// </summary>
/// <remarks>
/// A slot of 64 or 128 bytes therefore never straddles cache lines. The block is rounded up to whole lines, so
/// nothing else shares its ends. There is no finalizer: slots are reached by address, and the collector cannot know
/// when the last reference is gone. Dispose when no thread uses the ring any more.
/// </remarks>
public sealed unsafe class UnmanagedRingBufferMemory : IDisposable
{
    private const int AlignmentBytes = Padding.Bytes;

    private nint _first;

    private UnmanagedRingBufferMemory(int eventCount, int eventSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(eventCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(eventSize, 1);
        EventCount = eventCount;
        EventSize = eventSize;
        nuint bytes = (nuint)eventCount * (nuint)eventSize;
        bytes = (bytes + AlignmentBytes - 1) & ~(nuint)(AlignmentBytes - 1);
        void* block = NativeMemory.AlignedAlloc(bytes, AlignmentBytes);
        NativeMemory.Clear(block, bytes);
        _first = (nint)block;
    }

    /// <summary>Number of slots.</summary>
    public int EventCount { get; }

    /// <summary>Bytes from one slot to the next.</summary>
    public int EventSize { get; }

    /// <summary>Address of the first slot.</summary>
    /// <exception cref="ObjectDisposedException">The block was freed.</exception>
    public IntPtr PointerToFirstEvent
    {
        get
        {
            nint first = _first;
            ObjectDisposedException.ThrowIf(first == 0, this);
            return first;
        }
    }

    /// <summary>A block of zeroed slots.</summary>
    public static UnmanagedRingBufferMemory Allocate(int eventCount, int eventSize) => new(eventCount, eventSize);

    /// <summary>A block whose slots the factory fills.</summary>
    public static UnmanagedRingBufferMemory Allocate<T>(int eventCount, Func<T> factory)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(factory);
        UnmanagedRingBufferMemory memory = new(eventCount, sizeof(T));
        try
        {
            T* first = (T*)memory._first;
            for (int i = 0; i < eventCount; i++)
            {
                first[i] = factory();
            }
        }
        catch
        {
            memory.Dispose();
            throw;
        }

        return memory;
    }

    /// <summary>A copy of all slots in the order of the block.</summary>
    /// <exception cref="ArgumentException">T is larger than a slot.</exception>
    public T[] ToArray<T>()
        where T : unmanaged
    {
        CheckFits<T>(EventSize);
        nint first = PointerToFirstEvent;
        T[] copy = new T[EventCount];
        for (int i = 0; i < copy.Length; i++)
        {
            // Unaligned: the slot size is the caller's and need not suit T.
            copy[i] = Unsafe.ReadUnaligned<T>((byte*)first + ((nint)i * EventSize));
        }

        return copy;
    }

    /// <summary>Frees the block. No slot may be touched afterwards.</summary>
    public void Dispose()
    {
        // Atomic: of several calls exactly one frees.
        nint first = Interlocked.Exchange(ref _first, 0);
        if (first != 0) NativeMemory.AlignedFree((void*)first);
    }

    internal static void CheckFits<T>(int eventSize)
        where T : unmanaged
    {
        if (sizeof(T) > eventSize)
        {
            throw new ArgumentException(
                $"{typeof(T).Name} takes {sizeof(T)} bytes, a slot has {eventSize}.", nameof(eventSize));
        }
    }
}
