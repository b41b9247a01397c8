using System;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Appliance.Sbe.Fuzz;

/// <summary>
/// Bytes between two pages that nobody may touch: a read outside them is a fault of the processor, which ends the
/// process. On systems other than Linux there are no such pages here: each input is an array of its own length, and
/// only what the safe twin says differently is seen.
/// </summary>
internal sealed unsafe partial class GuardedBytes : IDisposable
{
    private const int ProtNone = 0;
    private const int ProtReadWrite = 3;
    private const int MapPrivateAnonymous = 0x22;
    private const nint MapFailed = -1;

    private readonly int capacity;
    private readonly nint mapped;
    private readonly nint mappedBytes;
    private readonly byte* start;

    public GuardedBytes(int bytesMin)
    {
        int page = Environment.SystemPageSize;
        capacity = (bytesMin + page - 1) / page * page;
        if (!IsGuarded)
        {
            return;
        }

        mappedBytes = capacity + (2 * page);
        mapped = Map(0, mappedBytes, ProtNone, MapPrivateAnonymous, -1, 0);
        if (mapped == MapFailed || Protect(mapped + page, capacity, ProtReadWrite) != 0)
        {
            throw new Win32Exception();
        }

        start = (byte*)(mapped + page);
    }

    public static bool IsGuarded => OperatingSystem.IsLinux();

    /// <summary>The input against the page behind it, or against the page in front of it.</summary>
    public ReadOnlySpan<byte> Place(ReadOnlySpan<byte> input, bool atEnd)
    {
        if (!IsGuarded)
        {
            return input.ToArray();
        }

        var place = new Span<byte>(atEnd ? start + capacity - input.Length : start, input.Length);
        input.CopyTo(place);
        return place;
    }

    public void Dispose()
    {
        if (IsGuarded && Unmap(mapped, mappedBytes) != 0)
        {
            throw new Win32Exception();
        }
    }

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Map(nint address, nint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Protect(nint address, nint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Unmap(nint address, nint length);
}
