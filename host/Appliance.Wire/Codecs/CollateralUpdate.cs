using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Appliance.Wire;

/// <summary>Collateral of an account paid in, taken out or restated. Template 40 of schema 703.</summary>
/// <remarks>
/// Every read is at a constant offset of a block that <see cref="TryWrap"/> checked once. Valid as long as the bytes
/// it was wrapped over; a decoder that was not wrapped has no bytes and must not be read.
/// </remarks>
public readonly ref struct CollateralUpdateDecoder
{
    public const ushort TemplateId = 40;
    public const ushort SchemaId = 703;

    /// <summary>Bytes of the block that this decoder reads; shorter ones are refused, longer ones accepted.</summary>
    public const ushort BlockLength = 48;

    public const sbyte QuantityExponent = -8;
    public const sbyte BalanceExponent = -8;

    private readonly ref byte block;

    private CollateralUpdateDecoder(ref byte block) => this.block = ref block;

    /// <summary>UTC nanoseconds since 1970.</summary>
    public ulong TransactTime => LittleEndian.UInt64(ref block, 0);

    public ulong CollAsgnID => LittleEndian.UInt64(ref block, 8);

    /// <summary>Quantity in 1e-8.</summary>
    public long QuantityMantissa => LittleEndian.Int64(ref block, 16);

    /// <summary>Quantity in 1e-8.</summary>
    public long BalanceMantissa => LittleEndian.Int64(ref block, 24);

    public uint Account => LittleEndian.UInt32(ref block, 32);

    public uint SeqNum => LittleEndian.UInt32(ref block, 36);

    public uint AssetID => LittleEndian.UInt32(ref block, 40);

    public CollateralAction CollAsgnTransType => (CollateralAction)LittleEndian.UInt8(ref block, 44);

    /// <summary>Opens the body of a frame, the bytes after its header.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SbeStatus TryWrap(
        ReadOnlySpan<byte> body, scoped in MessageHeader h, out CollateralUpdateDecoder decoder)
    {
        SbeStatus status = h.CheckBlock(SchemaId, TemplateId, BlockLength, body.Length);
        decoder = status == SbeStatus.Ok ? new CollateralUpdateDecoder(ref MemoryMarshal.GetReference(body)) : default;
        return status;
    }
}

/// <summary>
/// Writes a <see cref="CollateralUpdateDecoder"/> frame; fields, units and nulls are those of the decoder.
/// </summary>
public readonly ref struct CollateralUpdateEncoder
{
    public const ushort TemplateId = CollateralUpdateDecoder.TemplateId;
    public const ushort SchemaId = CollateralUpdateDecoder.SchemaId;
    public const ushort SchemaVersion = 0;
    public const ushort BlockLength = CollateralUpdateDecoder.BlockLength;

    /// <summary>Bytes of the frame, header included.</summary>
    public const int FrameLength = MessageHeader.Size + BlockLength;

    private readonly ref byte block;

    private CollateralUpdateEncoder(ref byte block) => this.block = ref block;

    public ulong TransactTime
    {
        set => LittleEndian.Write(ref block, 0, value);
    }

    public ulong CollAsgnID
    {
        set => LittleEndian.Write(ref block, 8, value);
    }

    public long QuantityMantissa
    {
        set => LittleEndian.Write(ref block, 16, value);
    }

    public long BalanceMantissa
    {
        set => LittleEndian.Write(ref block, 24, value);
    }

    public uint Account
    {
        set => LittleEndian.Write(ref block, 32, value);
    }

    public uint SeqNum
    {
        set => LittleEndian.Write(ref block, 36, value);
    }

    public uint AssetID
    {
        set => LittleEndian.Write(ref block, 40, value);
    }

    public CollateralAction CollAsgnTransType
    {
        set => LittleEndian.Write(ref block, 44, (byte)value);
    }

    /// <summary>
    /// Writes header, zeros and nulls over the first <see cref="FrameLength"/> bytes; what follows stays as it is.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SbeStatus TryWrap(Span<byte> frame, out CollateralUpdateEncoder encoder)
    {
        if (frame.Length < FrameLength)
        {
            encoder = default;
            return SbeStatus.TruncatedBlock;
        }

        frame[..FrameLength].Clear();
        new MessageHeader(BlockLength, TemplateId, SchemaId, SchemaVersion).Write(frame);
        encoder = new CollateralUpdateEncoder(ref MemoryMarshal.GetReference(frame[MessageHeader.Size..]));
        return SbeStatus.Ok;
    }
}
