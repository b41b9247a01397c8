using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Appliance.Wire;

/// <summary>
/// What the appliance had decided when it applied the heartbeat with this token. Template 49 of schema 703.
/// </summary>
/// <remarks>
/// Every read is at a constant offset of a block that <see cref="TryWrap"/> checked once. Valid as long as the bytes
/// it was wrapped over; a decoder that was not wrapped has no bytes and must not be read.
/// </remarks>
public readonly ref struct StateReportDecoder
{
    public const ushort TemplateId = 49;
    public const ushort SchemaId = 703;

    /// <summary>Bytes of the block that this decoder reads; shorter ones are refused, longer ones accepted.</summary>
    public const ushort BlockLength = 72;

    public const sbyte TotalEquityExponent = -6;
    public const sbyte InsuranceFundExponent = -6;
    public const sbyte FeesCollectedExponent = -6;

    private readonly ref byte block;

    private StateReportDecoder(ref byte block) => this.block = ref block;

    /// <summary>UTC nanoseconds since 1970.</summary>
    public ulong TransactTime => LittleEndian.UInt64(ref block, 0);

    public ulong Sequence => LittleEndian.UInt64(ref block, 8);

    public ulong Token => LittleEndian.UInt64(ref block, 16);

    public ulong DecisionChain => LittleEndian.UInt64(ref block, 24);

    /// <summary>Amount in 1e-6.</summary>
    public long TotalEquityMantissa => LittleEndian.Int64(ref block, 32);

    /// <summary>Amount in 1e-6.</summary>
    public long InsuranceFundMantissa => LittleEndian.Int64(ref block, 40);

    /// <summary>Amount in 1e-6.</summary>
    public long FeesCollectedMantissa => LittleEndian.Int64(ref block, 48);

    public uint Epoch => LittleEndian.UInt32(ref block, 56);

    public uint GroupsInCall => LittleEndian.UInt32(ref block, 60);

    public uint GroupsInLiquidation => LittleEndian.UInt32(ref block, 64);

    /// <summary>Opens the body of a frame, the bytes after its header.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SbeStatus TryWrap(ReadOnlySpan<byte> body, scoped in MessageHeader h, out StateReportDecoder decoder)
    {
        SbeStatus status = h.CheckBlock(SchemaId, TemplateId, BlockLength, body.Length);
        decoder = status == SbeStatus.Ok ? new StateReportDecoder(ref MemoryMarshal.GetReference(body)) : default;
        return status;
    }
}

/// <summary>
/// Writes a <see cref="StateReportDecoder"/> frame; fields, units and nulls are those of the decoder.
/// </summary>
public readonly ref struct StateReportEncoder
{
    public const ushort TemplateId = StateReportDecoder.TemplateId;
    public const ushort SchemaId = StateReportDecoder.SchemaId;
    public const ushort SchemaVersion = 0;
    public const ushort BlockLength = StateReportDecoder.BlockLength;

    /// <summary>Bytes of the frame, header included.</summary>
    public const int FrameLength = MessageHeader.Size + BlockLength;

    private readonly ref byte block;

    private StateReportEncoder(ref byte block) => this.block = ref block;

    public ulong TransactTime
    {
        set => LittleEndian.Write(ref block, 0, value);
    }

    public ulong Sequence
    {
        set => LittleEndian.Write(ref block, 8, value);
    }

    public ulong Token
    {
        set => LittleEndian.Write(ref block, 16, value);
    }

    public ulong DecisionChain
    {
        set => LittleEndian.Write(ref block, 24, value);
    }

    public long TotalEquityMantissa
    {
        set => LittleEndian.Write(ref block, 32, value);
    }

    public long InsuranceFundMantissa
    {
        set => LittleEndian.Write(ref block, 40, value);
    }

    public long FeesCollectedMantissa
    {
        set => LittleEndian.Write(ref block, 48, value);
    }

    public uint Epoch
    {
        set => LittleEndian.Write(ref block, 56, value);
    }

    public uint GroupsInCall
    {
        set => LittleEndian.Write(ref block, 60, value);
    }

    public uint GroupsInLiquidation
    {
        set => LittleEndian.Write(ref block, 64, value);
    }

    /// <summary>
    /// Writes header, zeros and nulls over the first <see cref="FrameLength"/> bytes; what follows stays as it is.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SbeStatus TryWrap(Span<byte> frame, out StateReportEncoder encoder)
    {
        if (frame.Length < FrameLength)
        {
            encoder = default;
            return SbeStatus.TruncatedBlock;
        }

        frame[..FrameLength].Clear();
        new MessageHeader(BlockLength, TemplateId, SchemaId, SchemaVersion).Write(frame);
        encoder = new StateReportEncoder(ref MemoryMarshal.GetReference(frame[MessageHeader.Size..]));
        return SbeStatus.Ok;
    }
}
