using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Appliance.Wire;

/// <summary>Asks to change price or quantity of a working order. Template 22 of schema 702.</summary>
/// <remarks>
/// Every read is at a constant offset of a block that <see cref="TryWrap"/> checked once. Valid as long as the bytes
/// it was wrapped over; a decoder that was not wrapped has no bytes and must not be read.
/// </remarks>
public readonly ref struct OrderCancelReplaceRequestDecoder
{
    public const ushort TemplateId = 22;
    public const ushort SchemaId = 702;

    /// <summary>Bytes of the block that this decoder reads; shorter ones are refused, longer ones accepted.</summary>
    public const ushort BlockLength = 64;

    public const ulong OrderIDNull = ulong.MaxValue;
    public const sbyte PriceExponent = -9;
    public const long PriceMantissaNull = long.MinValue;
    public const sbyte OrderQtyExponent = -8;

    private readonly ref byte block;

    private OrderCancelReplaceRequestDecoder(ref byte block) => this.block = ref block;

    public ulong ClOrdID => LittleEndian.UInt64(ref block, 0);

    public ulong OrigClOrdID => LittleEndian.UInt64(ref block, 8);

    /// <summary>Identifier. OrderIDNull when absent.</summary>
    public ulong OrderID => LittleEndian.UInt64(ref block, 16);

    public bool OrderIDIsNull => OrderID == OrderIDNull;

    /// <summary>UTC nanoseconds since 1970.</summary>
    public ulong SendingTimeEpoch => LittleEndian.UInt64(ref block, 24);

    /// <summary>Price in 1e-9. PriceMantissaNull when absent.</summary>
    public long PriceMantissa => LittleEndian.Int64(ref block, 32);

    public bool PriceIsNull => PriceMantissa == PriceMantissaNull;

    /// <summary>Quantity in 1e-8.</summary>
    public long OrderQtyMantissa => LittleEndian.Int64(ref block, 40);

    public uint Account => LittleEndian.UInt32(ref block, 48);

    public uint SecurityID => LittleEndian.UInt32(ref block, 52);

    public uint SeqNum => LittleEndian.UInt32(ref block, 56);

    public Side Side => (Side)LittleEndian.UInt8(ref block, 60);

    public OrdType OrdType => (OrdType)LittleEndian.UInt8(ref block, 61);

    public TimeInForce TimeInForce => (TimeInForce)LittleEndian.UInt8(ref block, 62);

    public ExecInst ExecInst => (ExecInst)LittleEndian.UInt8(ref block, 63);

    /// <summary>Opens the body of a frame, the bytes after its header.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SbeStatus TryWrap(
        ReadOnlySpan<byte> body, scoped in MessageHeader h, out OrderCancelReplaceRequestDecoder decoder)
    {
        SbeStatus status = h.CheckBlock(SchemaId, TemplateId, BlockLength, body.Length);
        decoder = status == SbeStatus.Ok
            ? new OrderCancelReplaceRequestDecoder(ref MemoryMarshal.GetReference(body))
            : default;
        return status;
    }
}

/// <summary>
/// Writes a <see cref="OrderCancelReplaceRequestDecoder"/> frame; fields, units and nulls are those of the decoder.
/// </summary>
public readonly ref struct OrderCancelReplaceRequestEncoder
{
    public const ushort TemplateId = OrderCancelReplaceRequestDecoder.TemplateId;
    public const ushort SchemaId = OrderCancelReplaceRequestDecoder.SchemaId;
    public const ushort SchemaVersion = 0;
    public const ushort BlockLength = OrderCancelReplaceRequestDecoder.BlockLength;

    /// <summary>Bytes of the frame, header included.</summary>
    public const int FrameLength = MessageHeader.Size + BlockLength;

    private readonly ref byte block;

    private OrderCancelReplaceRequestEncoder(ref byte block) => this.block = ref block;

    public ulong ClOrdID
    {
        set => LittleEndian.Write(ref block, 0, value);
    }

    public ulong OrigClOrdID
    {
        set => LittleEndian.Write(ref block, 8, value);
    }

    public ulong OrderID
    {
        set => LittleEndian.Write(ref block, 16, value);
    }

    public ulong SendingTimeEpoch
    {
        set => LittleEndian.Write(ref block, 24, value);
    }

    public long PriceMantissa
    {
        set => LittleEndian.Write(ref block, 32, value);
    }

    public long OrderQtyMantissa
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

    public ExecInst ExecInst
    {
        set => LittleEndian.Write(ref block, 63, (byte)value);
    }

    /// <summary>
    /// Writes header, zeros and nulls over the first <see cref="FrameLength"/> bytes; what follows stays as it is.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SbeStatus TryWrap(Span<byte> frame, out OrderCancelReplaceRequestEncoder encoder)
    {
        if (frame.Length < FrameLength)
        {
            encoder = default;
            return SbeStatus.TruncatedBlock;
        }

        frame[..FrameLength].Clear();
        new MessageHeader(BlockLength, TemplateId, SchemaId, SchemaVersion).Write(frame);
        encoder = new OrderCancelReplaceRequestEncoder(ref MemoryMarshal.GetReference(frame[MessageHeader.Size..]));
        encoder.OrderID = OrderCancelReplaceRequestDecoder.OrderIDNull;
        encoder.PriceMantissa = OrderCancelReplaceRequestDecoder.PriceMantissaNull;
        return SbeStatus.Ok;
    }
}
