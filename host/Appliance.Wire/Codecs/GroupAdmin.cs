using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Appliance.Wire;

/// <summary>Opens, closes or restrains one margin group of an account. Template 47 of schema 703.</summary>
/// <remarks>
/// Every read is at a constant offset of a block that <see cref="TryWrap"/> checked once. Valid as long as the bytes
/// it was wrapped over; a decoder that was not wrapped has no bytes and must not be read.
/// </remarks>
public readonly ref struct GroupAdminDecoder
{
    public const ushort TemplateId = 47;
    public const ushort SchemaId = 703;

    /// <summary>Bytes of the block that this decoder reads; shorter ones are refused, longer ones accepted.</summary>
    public const ushort BlockLength = 32;

    private readonly ref byte block;

    private GroupAdminDecoder(ref byte block) => this.block = ref block;

    /// <summary>UTC nanoseconds since 1970.</summary>
    public ulong TransactTime => LittleEndian.UInt64(ref block, 0);

    public uint Account => LittleEndian.UInt32(ref block, 8);

    public uint GroupID => LittleEndian.UInt32(ref block, 12);

    public uint SeqNum => LittleEndian.UInt32(ref block, 16);

    public GroupAdminAction GroupAdminAction => (GroupAdminAction)LittleEndian.UInt8(ref block, 20);

    public GroupKind GroupKind => (GroupKind)LittleEndian.UInt8(ref block, 21);

    /// <summary>Opens the body of a frame, the bytes after its header.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SbeStatus TryWrap(ReadOnlySpan<byte> body, scoped in MessageHeader h, out GroupAdminDecoder decoder)
    {
        SbeStatus status = h.CheckBlock(SchemaId, TemplateId, BlockLength, body.Length);
        decoder = status == SbeStatus.Ok ? new GroupAdminDecoder(ref MemoryMarshal.GetReference(body)) : default;
        return status;
    }
}

/// <summary>Writes a <see cref="GroupAdminDecoder"/> frame; fields, units and nulls are those of the decoder.</summary>
public readonly ref struct GroupAdminEncoder
{
    public const ushort TemplateId = GroupAdminDecoder.TemplateId;
    public const ushort SchemaId = GroupAdminDecoder.SchemaId;
    public const ushort SchemaVersion = 0;
    public const ushort BlockLength = GroupAdminDecoder.BlockLength;

    /// <summary>Bytes of the frame, header included.</summary>
    public const int FrameLength = MessageHeader.Size + BlockLength;

    private readonly ref byte block;

    private GroupAdminEncoder(ref byte block) => this.block = ref block;

    public ulong TransactTime
    {
        set => LittleEndian.Write(ref block, 0, value);
    }

    public uint Account
    {
        set => LittleEndian.Write(ref block, 8, value);
    }

    public uint GroupID
    {
        set => LittleEndian.Write(ref block, 12, value);
    }

    public uint SeqNum
    {
        set => LittleEndian.Write(ref block, 16, value);
    }

    public GroupAdminAction GroupAdminAction
    {
        set => LittleEndian.Write(ref block, 20, (byte)value);
    }

    public GroupKind GroupKind
    {
        set => LittleEndian.Write(ref block, 21, (byte)value);
    }

    /// <summary>
    /// Writes header, zeros and nulls over the first <see cref="FrameLength"/> bytes; what follows stays as it is.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SbeStatus TryWrap(Span<byte> frame, out GroupAdminEncoder encoder)
    {
        if (frame.Length < FrameLength)
        {
            encoder = default;
            return SbeStatus.TruncatedBlock;
        }

        frame[..FrameLength].Clear();
        new MessageHeader(BlockLength, TemplateId, SchemaId, SchemaVersion).Write(frame);
        encoder = new GroupAdminEncoder(ref MemoryMarshal.GetReference(frame[MessageHeader.Size..]));
        return SbeStatus.Ok;
    }
}
