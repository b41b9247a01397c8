using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Appliance.Core;

namespace Appliance.Wire;

/// <summary>
/// The 8 bytes before every block: four little-endian 16-bit numbers. Whatever they hold is taken as it is; only a
/// decoder, which knows its own schema, template and block, says whether they fit.
/// </summary>
public readonly struct MessageHeader
{
    /// <summary>Bytes of the header itself.</summary>
    public const int Size = 8;

    public MessageHeader(ushort blockLength, ushort templateId, ushort schemaId, ushort version)
    {
        BlockLength = blockLength;
        TemplateId = templateId;
        SchemaId = schemaId;
        Version = version;
    }

    /// <summary>Bytes of the root block, groups excluded.</summary>
    public ushort BlockLength { get; }

    public ushort TemplateId { get; }

    public ushort SchemaId { get; }

    /// <summary>Version of the schema that the sender wrote with.</summary>
    public ushort Version { get; }

    /// <summary>Reads the header of a frame of any bytes; the body is what follows <see cref="Size"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SbeStatus TryRead(ReadOnlySpan<byte> frame, out MessageHeader header)
    {
        if (frame.Length < Size)
        {
            header = default;
            return SbeStatus.NeedMoreHeader;
        }

        ref byte start = ref MemoryMarshal.GetReference(frame);
        header = new MessageHeader(
            LittleEndian.UInt16(ref start, 0),
            LittleEndian.UInt16(ref start, 2),
            LittleEndian.UInt16(ref start, 4),
            LittleEndian.UInt16(ref start, 6));
        return SbeStatus.Ok;
    }

    /// <summary>Writes the header; the caller has checked that the frame holds it.</summary>
    public void Write(Span<byte> frame)
    {
        Check.That(frame.Length >= Size);
        ref byte start = ref MemoryMarshal.GetReference(frame);
        LittleEndian.Write(ref start, 0, BlockLength);
        LittleEndian.Write(ref start, 2, TemplateId);
        LittleEndian.Write(ref start, 4, SchemaId);
        LittleEndian.Write(ref start, 6, Version);
    }

    // The one check before the unchecked reads of a block: right message, block not shorter than what will be read
    // and not longer than what is there. A longer block of a newer version passes; its tail is never looked at.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal SbeStatus CheckBlock(ushort schemaId, ushort templateId, int blockBytesMin, int bodyBytes)
    {
        if (SchemaId != schemaId)
        {
            return SbeStatus.UnknownSchema;
        }

        if (TemplateId != templateId)
        {
            return SbeStatus.UnknownTemplate;
        }

        return CheckBlock(blockBytesMin, bodyBytes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal SbeStatus CheckBlock(int blockBytesMin, int bodyBytes)
    {
        if (BlockLength < blockBytesMin)
        {
            return SbeStatus.BlockTooShort;
        }

        return bodyBytes < BlockLength ? SbeStatus.TruncatedBlock : SbeStatus.Ok;
    }
}
