using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Disruptor;

/// <summary>Arrays for value events: padded at both ends and, where events hold no references, pinned.</summary>
internal static unsafe class ValueSlots
{
    /// <summary>
    /// Unused elements before the first slot of an array that is not pinned; as many follow the last.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int PadSlots<T>()
        where T : struct => unchecked((Padding.Bytes + Unsafe.SizeOf<T>() - 1) / Unsafe.SizeOf<T>());

    /// <summary>The array, with room for the padding and for moving the first slot to an aligned address.</summary>
    public static T[] Allocate<T>(int count)
        where T : struct => RuntimeHelpers.IsReferenceOrContainsReferences<T>()
            ? new T[count + (2 * PadSlots<T>())]
            : GC.AllocateArray<T>(count + (3 * PadSlots<T>()), pinned: true);

    /// <summary>Where the first slot of a pinned array lies: aligned to 128 bytes, 128 bytes or more into it.</summary>
    public static nint AddressOfFirst<T>(T[] entries)
        where T : struct
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>()) return 0;
        nint start = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(entries));
        return (start + (2 * Padding.Bytes) - 1) & ~(nint)(Padding.Bytes - 1);
    }
}
