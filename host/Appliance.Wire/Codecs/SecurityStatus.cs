using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Appliance.Wire;

/// <summary>A change of the trading status of one instrument. Template 16 of schema 701.</summary>
/// <remarks>
/// Every read is at a constant offset of a block that <see cref="TryWrap"/> checked once. Valid as long as the bytes
/// it was wrapped over; a decoder that was not wrapped has no bytes and must not be read.
/// </remarks>
public readonly ref struct SecurityStatusDecoder
{
    public const ushort TemplateId = 16;
    public const ushort SchemaId = 701;

    /// <summary>Bytes of the block that this decoder reads; shorter ones are refused, longer ones accepted.</summary>
    public const ushort BlockLength = 16;

    private readonly ref byte block;

    private SecurityStatusDecoder(ref byte block) => this.block = ref block;

    /// <summary>UTC nanoseconds since 1970.</summary>
    public ulong TransactTime => LittleEndian.UInt64(ref block, 0);

    public uint SecurityID => LittleEndian.UInt32(ref block, 8);

    public SecurityTradingStatus SecurityTradingStatus => (SecurityTradingStatus)LittleEndian.UInt8(ref block, 12);

    public MatchEventIndicator MatchEventIndicator => (MatchEventIndicator)LittleEndian.UInt8(ref block, 13);

    /// <summary>Opens the body of a frame, the bytes after its header.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SbeStatus TryWrap(
        ReadOnlySpan<byte> body, scoped in MessageHeader h, out SecurityStatusDecoder decoder)
    {
        SbeStatus status = h.CheckBlock(SchemaId, TemplateId, BlockLength, body.Length);
        decoder = status == SbeStatus.Ok ? new SecurityStatusDecoder(ref MemoryMarshal.GetReference(body)) : default;
        return status;
    }
}

/// <summary>
/// Writes a <see cref="SecurityStatusDecoder"/> frame; fields, units and nulls are those of the decoder.
/// </summary>
public readonly ref struct SecurityStatusEncoder
{
    public const ushort TemplateId = SecurityStatusDecoder.TemplateId;
    public const ushort SchemaId = SecurityStatusDecoder.SchemaId;
    public const ushort SchemaVersion = 0;
    public const ushort BlockLength = SecurityStatusDecoder.BlockLength;

    /// <summary>Bytes of the frame, header included.</summary>
    public const int FrameLength = MessageHeader.Size + BlockLength;

    private readonly ref byte block;

    private SecurityStatusEncoder(ref byte block) => this.block = ref block;

    public ulong TransactTime
    {
        set => LittleEndian.Write(ref block, 0, value);
    }

    public uint SecurityID
    {
        set => LittleEndian.Write(ref block, 8, value);
    }

    public SecurityTradingStatus SecurityTradingStatus
    {
        set => LittleEndian.Write(ref block, 12, (byte)value);
    }

    public MatchEventIndicator MatchEventIndicator
    {
        set => LittleEndian.Write(ref block, 13, (byte)value);
    }

    /// <summary>
    /// Writes header, zeros and nulls over the first <see cref="FrameLength"/> bytes; what follows stays as it is.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SbeStatus TryWrap(Span<byte> frame, out SecurityStatusEncoder encoder)
    {
        if (frame.Length < FrameLength)
        {
            encoder = default;
            return SbeStatus.TruncatedBlock;
        }

        frame[..FrameLength].Clear();
        new MessageHeader(BlockLength, TemplateId, SchemaId, SchemaVersion).Write(frame);
        encoder = new SecurityStatusEncoder(ref MemoryMarshal.GetReference(frame[MessageHeader.Size..]));
        return SbeStatus.Ok;
    }
}
