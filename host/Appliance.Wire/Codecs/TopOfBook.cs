using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Appliance.Wire;

/// <summary>Best bid and offer of one instrument; a null side is empty. Template 10 of schema 701.</summary>
/// <remarks>
/// Every read is at a constant offset of a block that <see cref="TryWrap"/> checked once. Valid as long as the bytes
/// it was wrapped over; a decoder that was not wrapped has no bytes and must not be read.
/// </remarks>
public readonly ref struct TopOfBookDecoder
{
    public const ushort TemplateId = 10;
    public const ushort SchemaId = 701;

    /// <summary>Bytes of the block that this decoder reads; shorter ones are refused, longer ones accepted.</summary>
    public const ushort BlockLength = 64;

    public const sbyte BidPxExponent = -9;
    public const long BidPxMantissaNull = long.MinValue;
    public const sbyte BidSizeExponent = -8;
    public const long BidSizeMantissaNull = long.MinValue;
    public const sbyte OfferPxExponent = -9;
    public const long OfferPxMantissaNull = long.MinValue;
    public const sbyte OfferSizeExponent = -8;
    public const long OfferSizeMantissaNull = long.MinValue;

    private readonly ref byte block;

    private TopOfBookDecoder(ref byte block) => this.block = ref block;

    /// <summary>UTC nanoseconds since 1970.</summary>
    public ulong TransactTime => LittleEndian.UInt64(ref block, 0);

    /// <summary>Price in 1e-9. BidPxMantissaNull when absent.</summary>
    public long BidPxMantissa => LittleEndian.Int64(ref block, 8);

    public bool BidPxIsNull => BidPxMantissa == BidPxMantissaNull;

    /// <summary>Quantity in 1e-8. BidSizeMantissaNull when absent.</summary>
    public long BidSizeMantissa => LittleEndian.Int64(ref block, 16);

    public bool BidSizeIsNull => BidSizeMantissa == BidSizeMantissaNull;

    /// <summary>Price in 1e-9. OfferPxMantissaNull when absent.</summary>
    public long OfferPxMantissa => LittleEndian.Int64(ref block, 24);

    public bool OfferPxIsNull => OfferPxMantissa == OfferPxMantissaNull;

    /// <summary>Quantity in 1e-8. OfferSizeMantissaNull when absent.</summary>
    public long OfferSizeMantissa => LittleEndian.Int64(ref block, 32);

    public bool OfferSizeIsNull => OfferSizeMantissa == OfferSizeMantissaNull;

    /// <summary>UTC nanoseconds since 1970.</summary>
    public ulong SendingTime => LittleEndian.UInt64(ref block, 40);

    public uint SecurityID => LittleEndian.UInt32(ref block, 48);

    public uint RptSeq => LittleEndian.UInt32(ref block, 52);

    public MatchEventIndicator MatchEventIndicator => (MatchEventIndicator)LittleEndian.UInt8(ref block, 56);

    public SecurityTradingStatus SecurityTradingStatus => (SecurityTradingStatus)LittleEndian.UInt8(ref block, 57);

    /// <summary>Opens the body of a frame, the bytes after its header.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SbeStatus TryWrap(ReadOnlySpan<byte> body, scoped in MessageHeader h, out TopOfBookDecoder decoder)
    {
        SbeStatus status = h.CheckBlock(SchemaId, TemplateId, BlockLength, body.Length);
        decoder = status == SbeStatus.Ok ? new TopOfBookDecoder(ref MemoryMarshal.GetReference(body)) : default;
        return status;
    }
}

/// <summary>Writes a <see cref="TopOfBookDecoder"/> frame; fields, units and nulls are those of the decoder.</summary>
public readonly ref struct TopOfBookEncoder
{
    public const ushort TemplateId = TopOfBookDecoder.TemplateId;
    public const ushort SchemaId = TopOfBookDecoder.SchemaId;
    public const ushort SchemaVersion = 0;
    public const ushort BlockLength = TopOfBookDecoder.BlockLength;

    /// <summary>Bytes of the frame, header included.</summary>
    public const int FrameLength = MessageHeader.Size + BlockLength;

    private readonly ref byte block;

    private TopOfBookEncoder(ref byte block) => this.block = ref block;

    public ulong TransactTime
    {
        set => LittleEndian.Write(ref block, 0, value);
    }

    public long BidPxMantissa
    {
        set => LittleEndian.Write(ref block, 8, value);
    }

    public long BidSizeMantissa
    {
        set => LittleEndian.Write(ref block, 16, value);
    }

    public long OfferPxMantissa
    {
        set => LittleEndian.Write(ref block, 24, value);
    }

    public long OfferSizeMantissa
    {
        set => LittleEndian.Write(ref block, 32, value);
    }

    public ulong SendingTime
    {
        set => LittleEndian.Write(ref block, 40, value);
    }

    public uint SecurityID
    {
        set => LittleEndian.Write(ref block, 48, value);
    }

    public uint RptSeq
    {
        set => LittleEndian.Write(ref block, 52, value);
    }

    public MatchEventIndicator MatchEventIndicator
    {
        set => LittleEndian.Write(ref block, 56, (byte)value);
    }

    public SecurityTradingStatus SecurityTradingStatus
    {
        set => LittleEndian.Write(ref block, 57, (byte)value);
    }

    /// <summary>
    /// Writes header, zeros and nulls over the first <see cref="FrameLength"/> bytes; what follows stays as it is.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SbeStatus TryWrap(Span<byte> frame, out TopOfBookEncoder encoder)
    {
        if (frame.Length < FrameLength)
        {
            encoder = default;
            return SbeStatus.TruncatedBlock;
        }

        frame[..FrameLength].Clear();
        new MessageHeader(BlockLength, TemplateId, SchemaId, SchemaVersion).Write(frame);
        encoder = new TopOfBookEncoder(ref MemoryMarshal.GetReference(frame[MessageHeader.Size..]));
        encoder.BidPxMantissa = TopOfBookDecoder.BidPxMantissaNull;
        encoder.BidSizeMantissa = TopOfBookDecoder.BidSizeMantissaNull;
        encoder.OfferPxMantissa = TopOfBookDecoder.OfferPxMantissaNull;
        encoder.OfferSizeMantissa = TopOfBookDecoder.OfferSizeMantissaNull;
        return SbeStatus.Ok;
    }
}
