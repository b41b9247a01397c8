using System;
using System.Buffers.Binary;

namespace Appliance.Telemetry.Tests;

/// <summary>Offsets of host/COUNTERS.md, written down a second time.</summary>
internal static class Layout
{
    public const int Version = 8;
    public const int FileBytes = 16;
    public const int Complete = 40;
    public const int ProcessId = 64;
    public const int ProcessStart = 72;
    public const int State = 128;
    public const int Title = 192;
    public const int Table = 256;
    public const int TableLine = 160;

    public static void Put(Span<byte> bytes, int offset, long value) =>
        BinaryPrimitives.WriteInt64LittleEndian(bytes[offset..], value);
}
