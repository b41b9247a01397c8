using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Appliance.Wire;

/// <summary>
/// Money into (positive) or out of (negative) the insurance fund, and the balance after it. Template 50 of schema
/// 703.
/// </summary>
/// <remarks>
/// Every read is at a constant offset of a block that <see cref="TryWrap"/> checked once. Valid as long as the bytes
/// it was wrapped over; a decoder that was not wrapped has no bytes and must not be read.
/// </remarks>
public readonly ref struct FundMovementDecoder
{
    public const ushort TemplateId = 50;
    public const ushort SchemaId = 703;

    /// <summary>Bytes of the block that this decoder reads; shorter ones are refused, longer ones accepted.</summary>
    public const ushort BlockLength = 40;

    public const sbyte AmountExponent = -6;
    public const sbyte BalanceExponent = -6;

    private readonly ref byte block;

    private FundMovementDecoder(ref byte block) => this.block = ref block;

    /// <summary>UTC nanoseconds since 1970.</summary>
    public ulong TransactTime => LittleEndian.UInt64(ref block, 0);

    /// <summary>Amount in 1e-6.</summary>
    public long AmountMantissa => LittleEndian.Int64(ref block, 8);

    /// <summary>Amount in 1e-6.</summary>
    public long BalanceMantissa => LittleEndian.Int64(ref block, 16);

    public uint Account => LittleEndian.UInt32(ref block, 24);

    public uint SecurityID => LittleEndian.UInt32(ref block, 28);

    public FundMovementKind FundMovementKind => (FundMovementKind)LittleEndian.UInt8(ref block, 32);

    /// <summary>Opens the body of a frame, the bytes after its header.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SbeStatus TryWrap(ReadOnlySpan<byte> body, scoped in MessageHeader h, out FundMovementDecoder decoder)
    {
        SbeStatus status = h.CheckBlock(SchemaId, TemplateId, BlockLength, body.Length);
        decoder = status == SbeStatus.Ok ? new FundMovementDecoder(ref MemoryMarshal.GetReference(body)) : default;
        return status;
    }
}

/// <summary>
/// Writes a <see cref="FundMovementDecoder"/> frame; fields, units and nulls are those of the decoder.
/// </summary>
public readonly ref struct FundMovementEncoder
{
    public const ushort TemplateId = FundMovementDecoder.TemplateId;
    public const ushort SchemaId = FundMovementDecoder.SchemaId;
    public const ushort SchemaVersion = 0;
    public const ushort BlockLength = FundMovementDecoder.BlockLength;

    /// <summary>Bytes of the frame, header included.</summary>
    public const int FrameLength = MessageHeader.Size + BlockLength;

    private readonly ref byte block;

    private FundMovementEncoder(ref byte block) => this.block = ref block;

    public ulong TransactTime
    {
        set => LittleEndian.Write(ref block, 0, value);
    }

    public long AmountMantissa
    {
        set => LittleEndian.Write(ref block, 8, value);
    }

    public long BalanceMantissa
    {
        set => LittleEndian.Write(ref block, 16, value);
    }

    public uint Account
    {
        set => LittleEndian.Write(ref block, 24, value);
    }

    public uint SecurityID
    {
        set => LittleEndian.Write(ref block, 28, value);
    }

    public FundMovementKind FundMovementKind
    {
        set => LittleEndian.Write(ref block, 32, (byte)value);
    }

    /// <summary>
    /// Writes header, zeros and nulls over the first <see cref="FrameLength"/> bytes; what follows stays as it is.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SbeStatus TryWrap(Span<byte> frame, out FundMovementEncoder encoder)
    {
        if (frame.Length < FrameLength)
        {
            encoder = default;
            return SbeStatus.TruncatedBlock;
        }

        frame[..FrameLength].Clear();
        new MessageHeader(BlockLength, TemplateId, SchemaId, SchemaVersion).Write(frame);
        encoder = new FundMovementEncoder(ref MemoryMarshal.GetReference(frame[MessageHeader.Size..]));
        return SbeStatus.Ok;
    }
}
