using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Appliance.Wire;

/// <summary>One execution printed by a venue. Template 11 of schema 701.</summary>
/// <remarks>
/// Every read is at a constant offset of a block that <see cref="TryWrap"/> checked once. Valid as long as the bytes
/// it was wrapped over; a decoder that was not wrapped has no bytes and must not be read.
/// </remarks>
public readonly ref struct TradeDecoder
{
    public const ushort TemplateId = 11;
    public const ushort SchemaId = 701;

    /// <summary>Bytes of the block that this decoder reads; shorter ones are refused, longer ones accepted.</summary>
    public const ushort BlockLength = 56;

    public const sbyte LastPxExponent = -9;
    public const sbyte LastQtyExponent = -8;

    private readonly ref byte block;

    private TradeDecoder(ref byte block) => this.block = ref block;

    /// <summary>UTC nanoseconds since 1970.</summary>
    public ulong TransactTime => LittleEndian.UInt64(ref block, 0);

    /// <summary>Price in 1e-9.</summary>
    public long LastPxMantissa => LittleEndian.Int64(ref block, 8);

    /// <summary>Quantity in 1e-8.</summary>
    public long LastQtyMantissa => LittleEndian.Int64(ref block, 16);

    public ulong TradeID => LittleEndian.UInt64(ref block, 24);

    /// <summary>UTC nanoseconds since 1970.</summary>
    public ulong SendingTime => LittleEndian.UInt64(ref block, 32);

    public uint SecurityID => LittleEndian.UInt32(ref block, 40);

    public uint RptSeq => LittleEndian.UInt32(ref block, 44);

    public MatchEventIndicator MatchEventIndicator => (MatchEventIndicator)LittleEndian.UInt8(ref block, 48);

    public AggressorSide AggressorSide => (AggressorSide)LittleEndian.UInt8(ref block, 49);

    /// <summary>Opens the body of a frame, the bytes after its header.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SbeStatus TryWrap(ReadOnlySpan<byte> body, scoped in MessageHeader h, out TradeDecoder decoder)
    {
        SbeStatus status = h.CheckBlock(SchemaId, TemplateId, BlockLength, body.Length);
        decoder = status == SbeStatus.Ok ? new TradeDecoder(ref MemoryMarshal.GetReference(body)) : default;
        return status;
    }
}

/// <summary>Writes a <see cref="TradeDecoder"/> frame; fields, units and nulls are those of the decoder.</summary>
public readonly ref struct TradeEncoder
{
    public const ushort TemplateId = TradeDecoder.TemplateId;
    public const ushort SchemaId = TradeDecoder.SchemaId;
    public const ushort SchemaVersion = 0;
    public const ushort BlockLength = TradeDecoder.BlockLength;

    /// <summary>Bytes of the frame, header included.</summary>
    public const int FrameLength = MessageHeader.Size + BlockLength;

    private readonly ref byte block;

    private TradeEncoder(ref byte block) => this.block = ref block;

    public ulong TransactTime
    {
        set => LittleEndian.Write(ref block, 0, value);
    }

    public long LastPxMantissa
    {
        set => LittleEndian.Write(ref block, 8, value);
    }

    public long LastQtyMantissa
    {
        set => LittleEndian.Write(ref block, 16, value);
    }

    public ulong TradeID
    {
        set => LittleEndian.Write(ref block, 24, value);
    }

    public ulong SendingTime
    {
        set => LittleEndian.Write(ref block, 32, value);
    }

    public uint SecurityID
    {
        set => LittleEndian.Write(ref block, 40, value);
    }

    public uint RptSeq
    {
        set => LittleEndian.Write(ref block, 44, value);
    }

    public MatchEventIndicator MatchEventIndicator
    {
        set => LittleEndian.Write(ref block, 48, (byte)value);
    }

    public AggressorSide AggressorSide
    {
        set => LittleEndian.Write(ref block, 49, (byte)value);
    }

    /// <summary>
    /// Writes header, zeros and nulls over the first <see cref="FrameLength"/> bytes; what follows stays as it is.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SbeStatus TryWrap(Span<byte> frame, out TradeEncoder encoder)
    {
        if (frame.Length < FrameLength)
        {
            encoder = default;
            return SbeStatus.TruncatedBlock;
        }

        frame[..FrameLength].Clear();
        new MessageHeader(BlockLength, TemplateId, SchemaId, SchemaVersion).Write(frame);
        encoder = new TradeEncoder(ref MemoryMarshal.GetReference(frame[MessageHeader.Size..]));
        return SbeStatus.Ok;
    }
}
