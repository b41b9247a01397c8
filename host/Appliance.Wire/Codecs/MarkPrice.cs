using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Appliance.Wire;

/// <summary>The mark of one instrument: the price that margin is computed at. Template 13 of schema 701.</summary>
/// <remarks>
/// Every read is at a constant offset of a block that <see cref="TryWrap"/> checked once. Valid as long as the bytes
/// it was wrapped over; a decoder that was not wrapped has no bytes and must not be read.
/// </remarks>
public readonly ref struct MarkPriceDecoder
{
    public const ushort TemplateId = 13;
    public const ushort SchemaId = 701;

    /// <summary>Bytes of the block that this decoder reads; shorter ones are refused, longer ones accepted.</summary>
    public const ushort BlockLength = 64;

    public const sbyte MarkPxExponent = -9;
    public const sbyte IndexPxExponent = -9;
    public const long IndexPxMantissaNull = long.MinValue;
    public const sbyte FundingRateExponent = -9;
    public const long FundingRateMantissaNull = long.MinValue;
    public const sbyte OpenInterestExponent = -8;
    public const long OpenInterestMantissaNull = long.MinValue;

    private readonly ref byte block;

    private MarkPriceDecoder(ref byte block) => this.block = ref block;

    /// <summary>UTC nanoseconds since 1970.</summary>
    public ulong TransactTime => LittleEndian.UInt64(ref block, 0);

    /// <summary>Price in 1e-9.</summary>
    public long MarkPxMantissa => LittleEndian.Int64(ref block, 8);

    /// <summary>Price in 1e-9. IndexPxMantissaNull when absent.</summary>
    public long IndexPxMantissa => LittleEndian.Int64(ref block, 16);

    public bool IndexPxIsNull => IndexPxMantissa == IndexPxMantissaNull;

    /// <summary>Rate in 1e-9. FundingRateMantissaNull when absent.</summary>
    public long FundingRateMantissa => LittleEndian.Int64(ref block, 24);

    public bool FundingRateIsNull => FundingRateMantissa == FundingRateMantissaNull;

    /// <summary>Quantity in 1e-8. OpenInterestMantissaNull when absent.</summary>
    public long OpenInterestMantissa => LittleEndian.Int64(ref block, 32);

    public bool OpenInterestIsNull => OpenInterestMantissa == OpenInterestMantissaNull;

    /// <summary>UTC nanoseconds since 1970.</summary>
    public ulong SendingTime => LittleEndian.UInt64(ref block, 40);

    public uint SecurityID => LittleEndian.UInt32(ref block, 48);

    public uint RptSeq => LittleEndian.UInt32(ref block, 52);

    public PriceFlags PriceFlags => (PriceFlags)LittleEndian.UInt8(ref block, 56);

    /// <summary>Opens the body of a frame, the bytes after its header.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SbeStatus TryWrap(ReadOnlySpan<byte> body, scoped in MessageHeader h, out MarkPriceDecoder decoder)
    {
        SbeStatus status = h.CheckBlock(SchemaId, TemplateId, BlockLength, body.Length);
        decoder = status == SbeStatus.Ok ? new MarkPriceDecoder(ref MemoryMarshal.GetReference(body)) : default;
        return status;
    }
}

/// <summary>Writes a <see cref="MarkPriceDecoder"/> frame; fields, units and nulls are those of the decoder.</summary>
public readonly ref struct MarkPriceEncoder
{
    public const ushort TemplateId = MarkPriceDecoder.TemplateId;
    public const ushort SchemaId = MarkPriceDecoder.SchemaId;
    public const ushort SchemaVersion = 0;
    public const ushort BlockLength = MarkPriceDecoder.BlockLength;

    /// <summary>Bytes of the frame, header included.</summary>
    public const int FrameLength = MessageHeader.Size + BlockLength;

    private readonly ref byte block;

    private MarkPriceEncoder(ref byte block) => this.block = ref block;

    public ulong TransactTime
    {
        set => LittleEndian.Write(ref block, 0, value);
    }

    public long MarkPxMantissa
    {
        set => LittleEndian.Write(ref block, 8, value);
    }

    public long IndexPxMantissa
    {
        set => LittleEndian.Write(ref block, 16, value);
    }

    public long FundingRateMantissa
    {
        set => LittleEndian.Write(ref block, 24, value);
    }

    public long OpenInterestMantissa
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

    public PriceFlags PriceFlags
    {
        set => LittleEndian.Write(ref block, 56, (byte)value);
    }

    /// <summary>
    /// Writes header, zeros and nulls over the first <see cref="FrameLength"/> bytes; what follows stays as it is.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SbeStatus TryWrap(Span<byte> frame, out MarkPriceEncoder encoder)
    {
        if (frame.Length < FrameLength)
        {
            encoder = default;
            return SbeStatus.TruncatedBlock;
        }

        frame[..FrameLength].Clear();
        new MessageHeader(BlockLength, TemplateId, SchemaId, SchemaVersion).Write(frame);
        encoder = new MarkPriceEncoder(ref MemoryMarshal.GetReference(frame[MessageHeader.Size..]));
        encoder.IndexPxMantissa = MarkPriceDecoder.IndexPxMantissaNull;
        encoder.FundingRateMantissa = MarkPriceDecoder.FundingRateMantissaNull;
        encoder.OpenInterestMantissa = MarkPriceDecoder.OpenInterestMantissaNull;
        return SbeStatus.Ok;
    }
}
