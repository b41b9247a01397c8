using System;
using System.Buffers.Binary;
using System.Numerics;

namespace Appliance.Core;

/// <summary>CRC-32C (Castagnoli) of every file the appliance writes; one instruction per eight bytes.</summary>
public static class Crc32C
{
    /// <summary>The checksum of nothing: start here, append, and finish.</summary>
    public const uint Start = uint.MaxValue;

    /// <summary>The running checksum after <paramref name="bytes"/>.</summary>
    public static uint Append(uint running, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= sizeof(ulong))
        {
            running = BitOperations.Crc32C(running, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (byte value in bytes)
        {
            running = BitOperations.Crc32C(running, value);
        }

        return running;
    }

    /// <summary>The stored form of a running checksum.</summary>
    public static uint Finish(uint running) => ~running;

    /// <summary>The checksum of one piece; "123456789" gives 0xE3069283.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes) => Finish(Append(Start, bytes));
}
