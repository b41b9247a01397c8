using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Appliance.Wire;

/// <summary>
/// Ends a batch of a source; the appliance answers with a StateReport that carries the token. Template 48 of schema
/// 703.
/// </summary>
/// <remarks>
/// Every read is at a constant offset of a block that <see cref="TryWrap"/> checked once. Valid as long as the bytes
/// it was wrapped over; a decoder that was not wrapped has no bytes and must not be read.
/// </remarks>
public readonly ref struct HeartbeatDecoder
{
    public const ushort TemplateId = 48;
    public const ushort SchemaId = 703;

    /// <summary>Bytes of the block that this decoder reads; shorter ones are refused, longer ones accepted.</summary>
    public const ushort BlockLength = 24;

    private readonly ref byte block;

    private HeartbeatDecoder(ref byte block) => this.block = ref block;

    /// <summary>UTC nanoseconds since 1970.</summary>
    public ulong TransactTime => LittleEndian.UInt64(ref block, 0);

    public ulong Token => LittleEndian.UInt64(ref block, 8);

    public uint SeqNum => LittleEndian.UInt32(ref block, 16);

    /// <summary>Opens the body of a frame, the bytes after its header.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SbeStatus TryWrap(ReadOnlySpan<byte> body, scoped in MessageHeader h, out HeartbeatDecoder decoder)
    {
        SbeStatus status = h.CheckBlock(SchemaId, TemplateId, BlockLength, body.Length);
        decoder = status == SbeStatus.Ok ? new HeartbeatDecoder(ref MemoryMarshal.GetReference(body)) : default;
        return status;
    }
}

/// <summary>Writes a <see cref="HeartbeatDecoder"/> frame; fields, units and nulls are those of the decoder.</summary>
public readonly ref struct HeartbeatEncoder
{
    public const ushort TemplateId = HeartbeatDecoder.TemplateId;
    public const ushort SchemaId = HeartbeatDecoder.SchemaId;
    public const ushort SchemaVersion = 0;
    public const ushort BlockLength = HeartbeatDecoder.BlockLength;

    /// <summary>Bytes of the frame, header included.</summary>
    public const int FrameLength = MessageHeader.Size + BlockLength;

    private readonly ref byte block;

    private HeartbeatEncoder(ref byte block) => this.block = ref block;

    public ulong TransactTime
    {
        set => LittleEndian.Write(ref block, 0, value);
    }

    public ulong Token
    {
        set => LittleEndian.Write(ref block, 8, value);
    }

    public uint SeqNum
    {
        set => LittleEndian.Write(ref block, 16, value);
    }

    /// <summary>
    /// Writes header, zeros and nulls over the first <see cref="FrameLength"/> bytes; what follows stays as it is.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SbeStatus TryWrap(Span<byte> frame, out HeartbeatEncoder encoder)
    {
        if (frame.Length < FrameLength)
        {
            encoder = default;
            return SbeStatus.TruncatedBlock;
        }

        frame[..FrameLength].Clear();
        new MessageHeader(BlockLength, TemplateId, SchemaId, SchemaVersion).Write(frame);
        encoder = new HeartbeatEncoder(ref MemoryMarshal.GetReference(frame[MessageHeader.Size..]));
        return SbeStatus.Ok;
    }
}
