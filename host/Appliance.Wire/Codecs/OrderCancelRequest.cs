using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Appliance.Wire;

/// <summary>Asks to cancel a working order. Template 21 of schema 702.</summary>
/// <remarks>
/// Every read is at a constant offset of a block that <see cref="TryWrap"/> checked once. Valid as long as the bytes
/// it was wrapped over; a decoder that was not wrapped has no bytes and must not be read.
/// </remarks>
public readonly ref struct OrderCancelRequestDecoder
{
    public const ushort TemplateId = 21;
    public const ushort SchemaId = 702;

    /// <summary>Bytes of the block that this decoder reads; shorter ones are refused, longer ones accepted.</summary>
    public const ushort BlockLength = 48;

    public const ulong OrderIDNull = ulong.MaxValue;

    private readonly ref byte block;

    private OrderCancelRequestDecoder(ref byte block) => this.block = ref block;

    public ulong ClOrdID => LittleEndian.UInt64(ref block, 0);

    public ulong OrigClOrdID => LittleEndian.UInt64(ref block, 8);

    /// <summary>Identifier. OrderIDNull when absent.</summary>
    public ulong OrderID => LittleEndian.UInt64(ref block, 16);

    public bool OrderIDIsNull => OrderID == OrderIDNull;

    /// <summary>UTC nanoseconds since 1970.</summary>
    public ulong SendingTimeEpoch => LittleEndian.UInt64(ref block, 24);

    public uint Account => LittleEndian.UInt32(ref block, 32);

    public uint SecurityID => LittleEndian.UInt32(ref block, 36);

    public uint SeqNum => LittleEndian.UInt32(ref block, 40);

    public Side Side => (Side)LittleEndian.UInt8(ref block, 44);

    /// <summary>Opens the body of a frame, the bytes after its header.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SbeStatus TryWrap(
        ReadOnlySpan<byte> body, scoped in MessageHeader h, out OrderCancelRequestDecoder decoder)
    {
        SbeStatus status = h.CheckBlock(SchemaId, TemplateId, BlockLength, body.Length);
        decoder = status == SbeStatus.Ok
            ? new OrderCancelRequestDecoder(ref MemoryMarshal.GetReference(body))
            : default;
        return status;
    }
}

/// <summary>
/// Writes a <see cref="OrderCancelRequestDecoder"/> frame; fields, units and nulls are those of the decoder.
/// </summary>
public readonly ref struct OrderCancelRequestEncoder
{
    public const ushort TemplateId = OrderCancelRequestDecoder.TemplateId;
    public const ushort SchemaId = OrderCancelRequestDecoder.SchemaId;
    public const ushort SchemaVersion = 0;
    public const ushort BlockLength = OrderCancelRequestDecoder.BlockLength;

    /// <summary>Bytes of the frame, header included.</summary>
    public const int FrameLength = MessageHeader.Size + BlockLength;

    private readonly ref byte block;

    private OrderCancelRequestEncoder(ref byte block) => this.block = ref block;

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

    /// <summary>
    /// Writes header, zeros and nulls over the first <see cref="FrameLength"/> bytes; what follows stays as it is.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SbeStatus TryWrap(Span<byte> frame, out OrderCancelRequestEncoder encoder)
    {
        if (frame.Length < FrameLength)
        {
            encoder = default;
            return SbeStatus.TruncatedBlock;
        }

        frame[..FrameLength].Clear();
        new MessageHeader(BlockLength, TemplateId, SchemaId, SchemaVersion).Write(frame);
        encoder = new OrderCancelRequestEncoder(ref MemoryMarshal.GetReference(frame[MessageHeader.Size..]));
        encoder.OrderID = OrderCancelRequestDecoder.OrderIDNull;
        return SbeStatus.Ok;
    }
}
