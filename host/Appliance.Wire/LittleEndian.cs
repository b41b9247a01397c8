using System;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Appliance.Core;

namespace Appliance.Wire;

/// <summary>
/// Unaligned little-endian reads and writes at constant offsets from the start of a block. Nothing is checked here:
/// the codec that calls has checked the block once. The endianness test is a constant to the compiler.
/// </summary>
internal static class LittleEndian
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static byte UInt8(ref byte block, int offset) => Unsafe.AddByteOffset(ref block, (nint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ushort UInt16(ref byte block, int offset)
    {
        ushort value = Unsafe.ReadUnaligned<ushort>(ref Unsafe.AddByteOffset(ref block, (nint)offset));
        return BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint UInt32(ref byte block, int offset)
    {
        uint value = Unsafe.ReadUnaligned<uint>(ref Unsafe.AddByteOffset(ref block, (nint)offset));
        return BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong UInt64(ref byte block, int offset)
    {
        ulong value = Unsafe.ReadUnaligned<ulong>(ref Unsafe.AddByteOffset(ref block, (nint)offset));
        return BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long Int64(ref byte block, int offset) => unchecked((long)UInt64(ref block, offset));

    /// <summary>A char array of <paramref name="length"/> bytes up to its first NUL, or all of it.</summary>
    internal static ReadOnlySpan<byte> Text(ref byte block, int offset, int length)
    {
        ReadOnlySpan<byte> whole =
            MemoryMarshal.CreateReadOnlySpan(ref Unsafe.AddByteOffset(ref block, (nint)offset), length);
        int end = whole.IndexOf((byte)0);
        return end < 0 ? whole : whole[..end];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Write(ref byte block, int offset, byte value) =>
        Unsafe.AddByteOffset(ref block, (nint)offset) = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Write(ref byte block, int offset, ushort value) =>
        Unsafe.WriteUnaligned(
            ref Unsafe.AddByteOffset(ref block, (nint)offset),
            BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Write(ref byte block, int offset, uint value) =>
        Unsafe.WriteUnaligned(
            ref Unsafe.AddByteOffset(ref block, (nint)offset),
            BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Write(ref byte block, int offset, ulong value) =>
        Unsafe.WriteUnaligned(
            ref Unsafe.AddByteOffset(ref block, (nint)offset),
            BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Write(ref byte block, int offset, long value) =>
        Write(ref block, offset, unchecked((ulong)value));

    /// <summary>
    /// Fills a char array of <paramref name="length"/> bytes, NULs behind a shorter value. A longer value is a
    /// mistake of ours: nothing is ever cut silently.
    /// </summary>
    internal static void WriteText(ref byte block, int offset, int length, ReadOnlySpan<byte> value)
    {
        Check.That(value.Length <= length);
        Span<byte> whole = MemoryMarshal.CreateSpan(ref Unsafe.AddByteOffset(ref block, (nint)offset), length);
        value.CopyTo(whole);
        whole[value.Length..].Clear();
    }
}
