using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Appliance.Wire;

/// <summary>The price of one index over its sources. Template 12 of schema 701.</summary>
/// <remarks>
/// Every read is at a constant offset of a block that <see cref="TryWrap"/> checked once. Valid as long as the bytes
/// it was wrapped over; a decoder that was not wrapped has no bytes and must not be read.
/// </remarks>
public readonly ref struct IndexPriceDecoder
{
    public const ushort TemplateId = 12;
    public const ushort SchemaId = 701;

    /// <summary>Bytes of the block that this decoder reads; shorter ones are refused, longer ones accepted.</summary>
    public const ushort BlockLength = 40;

    public const sbyte IndexPxExponent = -9;

    private readonly ref byte block;

    private IndexPriceDecoder(ref byte block) => this.block = ref block;

    /// <summary>UTC nanoseconds since 1970.</summary>
    public ulong TransactTime => LittleEndian.UInt64(ref block, 0);

    /// <summary>Price in 1e-9.</summary>
    public long IndexPxMantissa => LittleEndian.Int64(ref block, 8);

    /// <summary>UTC nanoseconds since 1970.</summary>
    public ulong SendingTime => LittleEndian.UInt64(ref block, 16);

    public uint IndexID => LittleEndian.UInt32(ref block, 24);

    public uint RptSeq => LittleEndian.UInt32(ref block, 28);

    public byte NumSources => LittleEndian.UInt8(ref block, 32);

    public PriceFlags PriceFlags => (PriceFlags)LittleEndian.UInt8(ref block, 33);

    /// <summary>Opens the body of a frame, the bytes after its header.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SbeStatus TryWrap(ReadOnlySpan<byte> body, scoped in MessageHeader h, out IndexPriceDecoder decoder)
    {
        SbeStatus status = h.CheckBlock(SchemaId, TemplateId, BlockLength, body.Length);
        decoder = status == SbeStatus.Ok ? new IndexPriceDecoder(ref MemoryMarshal.GetReference(body)) : default;
        return status;
    }
}

/// <summary>Writes a <see cref="IndexPriceDecoder"/> frame; fields, units and nulls are those of the decoder.</summary>
public readonly ref struct IndexPriceEncoder
{
    public const ushort TemplateId = IndexPriceDecoder.TemplateId;
    public const ushort SchemaId = IndexPriceDecoder.SchemaId;
    public const ushort SchemaVersion = 0;
    public const ushort BlockLength = IndexPriceDecoder.BlockLength;

    /// <summary>Bytes of the frame, header included.</summary>
    public const int FrameLength = MessageHeader.Size + BlockLength;

    private readonly ref byte block;

    private IndexPriceEncoder(ref byte block) => this.block = ref block;

    public ulong TransactTime
    {
        set => LittleEndian.Write(ref block, 0, value);
    }

    public long IndexPxMantissa
    {
        set => LittleEndian.Write(ref block, 8, value);
    }

    public ulong SendingTime
    {
        set => LittleEndian.Write(ref block, 16, value);
    }

    public uint IndexID
    {
        set => LittleEndian.Write(ref block, 24, value);
    }

    public uint RptSeq
    {
        set => LittleEndian.Write(ref block, 28, value);
    }

    public byte NumSources
    {
        set => LittleEndian.Write(ref block, 32, value);
    }

    public PriceFlags PriceFlags
    {
        set => LittleEndian.Write(ref block, 33, (byte)value);
    }

    /// <summary>
    /// Writes header, zeros and nulls over the first <see cref="FrameLength"/> bytes; what follows stays as it is.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SbeStatus TryWrap(Span<byte> frame, out IndexPriceEncoder encoder)
    {
        if (frame.Length < FrameLength)
        {
            encoder = default;
            return SbeStatus.TruncatedBlock;
        }

        frame[..FrameLength].Clear();
        new MessageHeader(BlockLength, TemplateId, SchemaId, SchemaVersion).Write(frame);
        encoder = new IndexPriceEncoder(ref MemoryMarshal.GetReference(frame[MessageHeader.Size..]));
        return SbeStatus.Ok;
    }
}
