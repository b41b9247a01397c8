using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Appliance.Wire;

/// <summary>
/// An order to be judged before it goes to the venue; a null price is a market order. Template 20 of schema 702.
/// </summary>
/// <remarks>
/// Every read is at a constant offset of a block that <see cref="TryWrap"/> checked once. Valid as long as the bytes
/// it was wrapped over; a decoder that was not wrapped has no bytes and must not be read.
/// </remarks>
public readonly ref struct NewOrderSingleDecoder
{
    public const ushort TemplateId = 20;
    public const ushort SchemaId = 702;

    /// <summary>Bytes of the block that this decoder reads; shorter ones are refused, longer ones accepted.</summary>
    public const ushort BlockLength = 48;

    public const sbyte PriceExponent = -9;
    public const long PriceMantissaNull = long.MinValue;
    public const sbyte OrderQtyExponent = -8;

    private readonly ref byte block;

    private NewOrderSingleDecoder(ref byte block) => this.block = ref block;

    public ulong ClOrdID => LittleEndian.UInt64(ref block, 0);

    /// <summary>UTC nanoseconds since 1970.</summary>
    public ulong SendingTimeEpoch => LittleEndian.UInt64(ref block, 8);

    /// <summary>Price in 1e-9. PriceMantissaNull when absent.</summary>
    public long PriceMantissa => LittleEndian.Int64(ref block, 16);

    public bool PriceIsNull => PriceMantissa == PriceMantissaNull;

    /// <summary>Quantity in 1e-8.</summary>
    public long OrderQtyMantissa => LittleEndian.Int64(ref block, 24);

    public uint Account => LittleEndian.UInt32(ref block, 32);

    public uint SecurityID => LittleEndian.UInt32(ref block, 36);

    public uint SeqNum => LittleEndian.UInt32(ref block, 40);

    public Side Side => (Side)LittleEndian.UInt8(ref block, 44);

    public OrdType OrdType => (OrdType)LittleEndian.UInt8(ref block, 45);

    public TimeInForce TimeInForce => (TimeInForce)LittleEndian.UInt8(ref block, 46);

    public ExecInst ExecInst => (ExecInst)LittleEndian.UInt8(ref block, 47);

    /// <summary>Opens the body of a frame, the bytes after its header.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SbeStatus TryWrap(
        ReadOnlySpan<byte> body, scoped in MessageHeader h, out NewOrderSingleDecoder decoder)
    {
        SbeStatus status = h.CheckBlock(SchemaId, TemplateId, BlockLength, body.Length);
        decoder = status == SbeStatus.Ok ? new NewOrderSingleDecoder(ref MemoryMarshal.GetReference(body)) : default;
        return status;
    }
}

/// <summary>
/// Writes a <see cref="NewOrderSingleDecoder"/> frame; fields, units and nulls are those of the decoder.
/// </summary>
public readonly ref struct NewOrderSingleEncoder
{
    public const ushort TemplateId = NewOrderSingleDecoder.TemplateId;
    public const ushort SchemaId = NewOrderSingleDecoder.SchemaId;
    public const ushort SchemaVersion = 0;
    public const ushort BlockLength = NewOrderSingleDecoder.BlockLength;

    /// <summary>Bytes of the frame, header included.</summary>
    public const int FrameLength = MessageHeader.Size + BlockLength;

    private readonly ref byte block;

    private NewOrderSingleEncoder(ref byte block) => this.block = ref block;

    public ulong ClOrdID
    {
        set => LittleEndian.Write(ref block, 0, value);
    }

    public ulong SendingTimeEpoch
    {
        set => LittleEndian.Write(ref block, 8, value);
    }

    public long PriceMantissa
    {
        set => LittleEndian.Write(ref block, 16, value);
    }

    public long OrderQtyMantissa
    {
        set => LittleEndian.Write(ref block, 24, value);
    }

    public uint Account
    {
        set => LittleEndian.Write(ref block, 32, value);
    }

    public uint SecurityID
    {
        set => LittleEndian.Write(ref block, 36, value);
    }

    public uint SeqNum
    {
        set => LittleEndian.Write(ref block, 40, value);
    }

    public Side Side
    {
        set => LittleEndian.Write(ref block, 44, (byte)value);
    }

    public OrdType OrdType
    {
        set => LittleEndian.Write(ref block, 45, (byte)value);
    }

    public TimeInForce TimeInForce
    {
        set => LittleEndian.Write(ref block, 46, (byte)value);
    }

    public ExecInst ExecInst
    {
        set => LittleEndian.Write(ref block, 47, (byte)value);
    }

    /// <summary>
    /// Writes header, zeros and nulls over the first <see cref="FrameLength"/> bytes; what follows stays as it is.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SbeStatus TryWrap(Span<byte> frame, out NewOrderSingleEncoder encoder)
    {
        if (frame.Length < FrameLength)
        {
            encoder = default;
            return SbeStatus.TruncatedBlock;
        }

        frame[..FrameLength].Clear();
        new MessageHeader(BlockLength, TemplateId, SchemaId, SchemaVersion).Write(frame);
        encoder = new NewOrderSingleEncoder(ref MemoryMarshal.GetReference(frame[MessageHeader.Size..]));
        encoder.PriceMantissa = NewOrderSingleDecoder.PriceMantissaNull;
        return SbeStatus.Ok;
    }
}
