using System;
using System.Buffers.Binary;
using Appliance.Core;

namespace Appliance.Transport;

/// <summary>
/// The capture file: a 64-byte header, then records that start on multiples of 8. Little endian.
/// Header: "MAPCAP01", u32 version, u32 flags (0), 44 zero bytes, u32 crc32c of the 60 bytes before it.
/// Record: u32 payload length, u32 crc32c of all the record but itself, u64 stamp ns, u16 stream, u16 zero,
/// u32 complement of the length, payload, zero padding to 8. The complement tells a file that was cut inside a
/// long frame from one whose length field is damaged. No wall clock is in the file: same frames, same bytes.
/// </summary>
public static class CaptureFormat
{
    public const int HeaderBytes = 64;
    public const int RecordHeaderBytes = 24;

    /// <summary>Longest payload of one record; a longer length is corruption.</summary>
    public const int PayloadBytesMax = 1 << 16;

    public const uint Version = 1;

    internal const int RecordBytesMax = RecordHeaderBytes + PayloadBytesMax;
    internal const int BufferBytes = 1 << 18;

    private const int CrcOffset = HeaderBytes - sizeof(uint);

    private static ReadOnlySpan<byte> Magic => "MAPCAP01"u8;

    /// <summary>What a payload takes in the file.</summary>
    public static int RecordBytes(int payloadBytes) => RecordHeaderBytes + ((payloadBytes + 7) & ~7);

    internal static void WriteHeader(Span<byte> header)
    {
        Check.That(header.Length == HeaderBytes);
        header.Clear();
        Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], Version);
        BinaryPrimitives.WriteUInt32LittleEndian(header[CrcOffset..], Crc32C.Of(header[..CrcOffset]));
    }

    internal static bool IsHeader(ReadOnlySpan<byte> header) =>
        header.Length == HeaderBytes
        && header.StartsWith(Magic)
        && BinaryPrimitives.ReadUInt32LittleEndian(header[CrcOffset..]) == Crc32C.Of(header[..CrcOffset])
        && BinaryPrimitives.ReadUInt32LittleEndian(header[8..]) == Version
        && BinaryPrimitives.ReadUInt32LittleEndian(header[12..]) == 0;

    /// <summary>Writes one whole record; <paramref name="record"/> has exactly its size.</summary>
    internal static void WriteRecord(Span<byte> record, ushort streamId, long stampNs, ReadOnlySpan<byte> payload)
    {
        Check.That(payload.Length <= PayloadBytesMax && record.Length == RecordBytes(payload.Length));
        uint length = (uint)payload.Length;
        BinaryPrimitives.WriteUInt32LittleEndian(record, length);
        BinaryPrimitives.WriteInt64LittleEndian(record[8..], stampNs);
        BinaryPrimitives.WriteUInt64LittleEndian(record[16..], streamId | ((ulong)~length << 32));
        payload.CopyTo(record[RecordHeaderBytes..]);
        record[(RecordHeaderBytes + payload.Length)..].Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(record[4..], RecordCrc(record));
    }

    /// <summary>False when the length is damaged; it is in range and trustworthy otherwise.</summary>
    internal static bool TryReadLength(ReadOnlySpan<byte> recordHeader, out int payloadBytes)
    {
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(recordHeader);
        payloadBytes = length <= PayloadBytesMax ? (int)length : 0;
        return length <= PayloadBytesMax && BinaryPrimitives.ReadUInt32LittleEndian(recordHeader[20..]) == ~length;
    }

    internal static Frame ReadRecord(ReadOnlySpan<byte> record, int payloadBytes) => new(
        record.Slice(RecordHeaderBytes, payloadBytes),
        BinaryPrimitives.ReadUInt16LittleEndian(record[16..]),
        BinaryPrimitives.ReadInt64LittleEndian(record[8..]),
        intendedNs: 0);

    internal static bool IsIntact(ReadOnlySpan<byte> record) =>
        BinaryPrimitives.ReadUInt32LittleEndian(record[4..]) == RecordCrc(record);

    private static uint RecordCrc(ReadOnlySpan<byte> record) =>
        Crc32C.Finish(Crc32C.Append(Crc32C.Append(Crc32C.Start, record[..4]), record[8..]));
}
