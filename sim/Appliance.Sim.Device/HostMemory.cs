using System;
using System.Runtime.InteropServices;

namespace Appliance.Sim.Device;

/// <summary>
/// Zeroed memory outside the managed heap, taken once at start. Large blocks ask the system for huge pages: groups
/// are visited in no order, and with small pages each visit also misses the address translation. The advice may be
/// refused; then the same memory is slower.
/// </summary>
internal static unsafe partial class HostMemory
{
    private const nuint HugePageBytes = 1 << 21;
    private const nuint LineBytes = 64;
    private const int AdviseHugePage = 14;

    /// <summary>At least on a cache line, large blocks on a huge page; free with <see cref="Free"/>.</summary>
    public static void* Allocate(nuint bytes)
    {
        bool isLarge = bytes >= HugePageBytes;
        nuint rounded = isLarge ? (bytes + HugePageBytes - 1) & ~(HugePageBytes - 1) : bytes;
        void* block = NativeMemory.AlignedAlloc(rounded, isLarge ? HugePageBytes : LineBytes);
        if (isLarge && OperatingSystem.IsLinux())
        {
            // Before the first touch: pages are made when they are cleared.
            _ = Advise(block, rounded, AdviseHugePage);
        }

        NativeMemory.Clear(block, rounded);
        return block;
    }

    public static void Free(void* block) => NativeMemory.AlignedFree(block);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* start, nuint bytes, int advice);
}
