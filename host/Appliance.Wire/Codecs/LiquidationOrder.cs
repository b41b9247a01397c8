using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Appliance.Wire;

/// <summary>
/// An order of the appliance against the position of an account in liquidation. Template 43 of schema 703.
/// </summary>
/// <remarks>
/// Every read is at a constant offset of a block that <see cref="TryWrap"/> checked once. Valid as long as the bytes
/// it was wrapped over; a decoder that was not wrapped has no bytes and must not be read.
/// </remarks>
public readonly ref struct LiquidationOrderDecoder
{
    public const ushort TemplateId = 43;
    public const ushort SchemaId = 703;

    /// <summary>Bytes of the block that this decoder reads; shorter ones are refused, longer ones accepted.</summary>
    public const ushort BlockLength = 64;

    public const sbyte PriceExponent = -9;
    public const long PriceMantissaNull = long.MinValue;
    public const sbyte OrderQtyExponent = -8;
    public const sbyte BankruptcyPxExponent = -9;
    public const long BankruptcyPxMantissaNull = long.MinValue;

    private readonly ref byte block;

    private LiquidationOrderDecoder(ref byte block) => this.block = ref block;

    /// <summary>UTC nanoseconds since 1970.</summary>
    public ulong TransactTime => LittleEndian.UInt64(ref block, 0);

    public ulong ClOrdID => LittleEndian.UInt64(ref block, 8);

    public ulong MarginReqmtRptID => LittleEndian.UInt64(ref block, 16);

    /// <summary>Price in 1e-9. PriceMantissaNull when absent.</summary>
    public long PriceMantissa => LittleEndian.Int64(ref block, 24);

    public bool PriceIsNull => PriceMantissa == PriceMantissaNull;

    /// <summary>Quantity in 1e-8.</summary>
    public long OrderQtyMantissa => LittleEndian.Int64(ref block, 32);

    /// <summary>Price in 1e-9. BankruptcyPxMantissaNull when absent.</summary>
    public long BankruptcyPxMantissa => LittleEndian.Int64(ref block, 40);

    public bool BankruptcyPxIsNull => BankruptcyPxMantissa == BankruptcyPxMantissaNull;

    public uint Account => LittleEndian.UInt32(ref block, 48);

    public uint SecurityID => LittleEndian.UInt32(ref block, 52);

    public uint SeqNum => LittleEndian.UInt32(ref block, 56);

    public Side Side => (Side)LittleEndian.UInt8(ref block, 60);

    public OrdType OrdType => (OrdType)LittleEndian.UInt8(ref block, 61);

    public TimeInForce TimeInForce => (TimeInForce)LittleEndian.UInt8(ref block, 62);

    public LiquidationReason LiquidationReason => (LiquidationReason)LittleEndian.UInt8(ref block, 63);

    /// <summary>Opens the body of a frame, the bytes after its header.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SbeStatus TryWrap(
        ReadOnlySpan<byte> body, scoped in MessageHeader h, out LiquidationOrderDecoder decoder)
    {
        SbeStatus status = h.CheckBlock(SchemaId, TemplateId, BlockLength, body.Length);
        decoder = status == SbeStatus.Ok ? new LiquidationOrderDecoder(ref MemoryMarshal.GetReference(body)) : default;
        return status;
    }
}

/// <summary>
/// Writes a <see cref="LiquidationOrderDecoder"/> frame; fields, units and nulls are those of the decoder.
/// </summary>
public readonly ref struct LiquidationOrderEncoder
{
    public const ushort TemplateId = LiquidationOrderDecoder.TemplateId;
    public const ushort SchemaId = LiquidationOrderDecoder.SchemaId;
    public const ushort SchemaVersion = 0;
    public const ushort BlockLength = LiquidationOrderDecoder.BlockLength;

    /// <summary>Bytes of the frame, header included.</summary>
    public const int FrameLength = MessageHeader.Size + BlockLength;

    private readonly ref byte block;

    private LiquidationOrderEncoder(ref byte block) => this.block = ref block;

    public ulong TransactTime
    {
        set => LittleEndian.Write(ref block, 0, value);
    }

    public ulong ClOrdID
    {
        set => LittleEndian.Write(ref block, 8, value);
    }

    public ulong MarginReqmtRptID
    {
        set => LittleEndian.Write(ref block, 16, value);
    }

    public long PriceMantissa
    {
        set => LittleEndian.Write(ref block, 24, value);
    }

    public long OrderQtyMantissa
    {
        set => LittleEndian.Write(ref block, 32, value);
    }

    public long BankruptcyPxMantissa
    {
        set => LittleEndian.Write(ref block, 40, value);
    }

    public uint Account
    {
        set => LittleEndian.Write(ref block, 48, value);
    }

    public uint SecurityID
    {
        set => LittleEndian.Write(ref block, 52, value);
    }

    public uint SeqNum
    {
        set => LittleEndian.Write(ref block, 56, value);
    }

    public Side Side
    {
        set => LittleEndian.Write(ref block, 60, (byte)value);
    }

    public OrdType OrdType
    {
        set => LittleEndian.Write(ref block, 61, (byte)value);
    }

    public TimeInForce TimeInForce
    {
        set => LittleEndian.Write(ref block, 62, (byte)value);
    }

    public LiquidationReason LiquidationReason
    {
        set => LittleEndian.Write(ref block, 63, (byte)value);
    }

    /// <summary>
    /// Writes header, zeros and nulls over the first <see cref="FrameLength"/> bytes; what follows stays as it is.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SbeStatus TryWrap(Span<byte> frame, out LiquidationOrderEncoder encoder)
    {
        if (frame.Length < FrameLength)
        {
            encoder = default;
            return SbeStatus.TruncatedBlock;
        }

        frame[..FrameLength].Clear();
        new MessageHeader(BlockLength, TemplateId, SchemaId, SchemaVersion).Write(frame);
        encoder = new LiquidationOrderEncoder(ref MemoryMarshal.GetReference(frame[MessageHeader.Size..]));
        encoder.PriceMantissa = LiquidationOrderDecoder.PriceMantissaNull;
        encoder.BankruptcyPxMantissa = LiquidationOrderDecoder.BankruptcyPxMantissaNull;
        return SbeStatus.Ok;
    }
}
