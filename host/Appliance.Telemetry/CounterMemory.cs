using System;
using System.IO;
using System.IO.MemoryMappedFiles;
using Appliance.Core;
using Microsoft.Win32.SafeHandles;

namespace Appliance.Telemetry;

/// <summary>
/// Zeroed memory that counters live in, on a page of its own: private to the process, or the pages of a file. Whoever
/// holds a counter or a histogram holds this, and only when nobody does is a file unmapped: no store can ever hit
/// memory that is gone.
/// </summary>
public sealed unsafe class CounterMemory
{
    private const int AlignmentBytes = 128;

    // One of the two keeps the memory where it is.
    private readonly long[]? pinned;
    private readonly SafeMemoryMappedViewHandle? view;

    private CounterMemory(long* address, long lengthBytes, long[]? pinned, SafeMemoryMappedViewHandle? view)
    {
        Check.That((nint)address % sizeof(long) == 0);
        Address = address;
        LengthBytes = lengthBytes;
        this.pinned = pinned;
        this.view = view;
    }

    /// <summary>For a process that shows its counters to nobody.</summary>
    public static CounterMemory Private(long lengthBytes)
    {
        Check.That(lengthBytes > 0 && lengthBytes % sizeof(long) == 0 && lengthBytes <= Limits.CounterFileBytesMax);
        int words = checked((int)(lengthBytes + AlignmentBytes)) / sizeof(long);
        long[] array = GC.AllocateArray<long>(words, pinned: true);
        fixed (long* start = array)
        {
            nint aligned = ((nint)start + AlignmentBytes - 1) & ~(nint)(AlignmentBytes - 1);
            return new CounterMemory((long*)aligned, lengthBytes, array, null);
        }
    }

    /// <summary>All of a file whose bytes are written, so that no later store finds the disk full.</summary>
    public static CounterMemory Mapped(FileStream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        long lengthBytes = file.Length;
        Check.That(lengthBytes > 0 && lengthBytes % sizeof(long) == 0 && lengthBytes <= Limits.CounterFileBytesMax);
        using MemoryMappedFile map = MemoryMappedFile.CreateFromFile(
            file, null, lengthBytes, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);

        // Neither disposed: the handle unmaps when it is finalized, and that is when nobody can write any more.
        MemoryMappedViewAccessor accessor = map.CreateViewAccessor(0, lengthBytes);
        Check.That(accessor.PointerOffset == 0);
        SafeMemoryMappedViewHandle view = accessor.SafeMemoryMappedViewHandle;
        return new CounterMemory((long*)view.DangerousGetHandle(), lengthBytes, null, view);
    }

    internal long LengthBytes { get; }

    internal long* Address { get; }

    /// <summary>Readable by others.</summary>
    public bool IsShared => view is not null;

    /// <summary>Everything that is in there now.</summary>
    internal Span<byte> Bytes
    {
        get
        {
            Check.That(pinned is not null || view is { IsInvalid: false });
            return new Span<byte>(Address, (int)LengthBytes);
        }
    }
}
