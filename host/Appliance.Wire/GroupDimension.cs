using System;
using System.Runtime.InteropServices;

namespace Appliance.Wire;

/// <summary>
/// The 8 bytes before the entries of a group: entry length at 0, entry count at 6. Both are the world's numbers and
/// mean nothing until <see cref="Check"/> has compared them with the bytes that are there.
/// </summary>
internal readonly struct GroupDimension
{
    /// <summary>Bytes of the dimension itself.</summary>
    internal const int Size = 8;

    internal GroupDimension(ushort blockLength, ushort numInGroup)
    {
        BlockLength = blockLength;
        NumInGroup = numInGroup;
    }

    /// <summary>Bytes of one entry.</summary>
    internal ushort BlockLength { get; }

    internal ushort NumInGroup { get; }

    internal static SbeStatus TryRead(ReadOnlySpan<byte> tail, out GroupDimension dimension)
    {
        if (tail.Length < Size)
        {
            dimension = default;
            return SbeStatus.TruncatedGroup;
        }

        ref byte start = ref MemoryMarshal.GetReference(tail);
        dimension = new GroupDimension(LittleEndian.UInt16(ref start, 0), LittleEndian.UInt16(ref start, 6));
        return SbeStatus.Ok;
    }

    internal void Write(Span<byte> tail)
    {
        Core.Check.That(tail.Length >= Size);
        ref byte start = ref MemoryMarshal.GetReference(tail);
        LittleEndian.Write(ref start, 0, BlockLength);
        LittleEndian.Write(ref start, 6, NumInGroup);
    }

    /// <summary>Are all entries there and long enough? An empty group may announce any entry length.</summary>
    internal SbeStatus Check(int entryBytesMin, int countMax, int bytesLeft, out int groupBytes)
    {
        groupBytes = 0;
        if (NumInGroup > countMax)
        {
            return SbeStatus.GroupTooLarge;
        }

        if (NumInGroup > 0 && BlockLength < entryBytesMin)
        {
            return SbeStatus.BlockTooShort;
        }

        long bytes = (long)BlockLength * NumInGroup;
        if (bytes > bytesLeft)
        {
            return SbeStatus.TruncatedGroup;
        }

        groupBytes = (int)bytes;
        return SbeStatus.Ok;
    }
}
