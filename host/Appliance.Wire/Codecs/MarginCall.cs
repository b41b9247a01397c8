using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Appliance.Wire;

/// <summary>An account crossed one of its margin thresholds, in either direction. Template 42 of schema 703.</summary>
/// <remarks>
/// Every read is at a constant offset of a block that <see cref="TryWrap"/> checked once. Valid as long as the bytes
/// it was wrapped over; a decoder that was not wrapped has no bytes and must not be read.
/// </remarks>
public readonly ref struct MarginCallDecoder
{
    public const ushort TemplateId = 42;
    public const ushort SchemaId = 703;

    /// <summary>Bytes of the block that this decoder reads; shorter ones are refused, longer ones accepted.</summary>
    public const ushort BlockLength = 72;

    public const sbyte EquityExponent = -6;
    public const sbyte InitialMarginExponent = -6;
    public const sbyte MaintenanceMarginExponent = -6;
    public const sbyte MarginExcessExponent = -6;
    public const ulong DueTimeNull = ulong.MaxValue;

    private readonly ref byte block;

    private MarginCallDecoder(ref byte block) => this.block = ref block;

    /// <summary>UTC nanoseconds since 1970.</summary>
    public ulong TransactTime => LittleEndian.UInt64(ref block, 0);

    public ulong MarginReqmtRptID => LittleEndian.UInt64(ref block, 8);

    /// <summary>Amount in 1e-6.</summary>
    public long EquityMantissa => LittleEndian.Int64(ref block, 16);

    /// <summary>Amount in 1e-6.</summary>
    public long InitialMarginMantissa => LittleEndian.Int64(ref block, 24);

    /// <summary>Amount in 1e-6.</summary>
    public long MaintenanceMarginMantissa => LittleEndian.Int64(ref block, 32);

    /// <summary>Amount in 1e-6.</summary>
    public long MarginExcessMantissa => LittleEndian.Int64(ref block, 40);

    /// <summary>UTC nanoseconds since 1970. DueTimeNull when absent.</summary>
    public ulong DueTime => LittleEndian.UInt64(ref block, 48);

    public bool DueTimeIsNull => DueTime == DueTimeNull;

    public uint Account => LittleEndian.UInt32(ref block, 56);

    public uint ParamEpoch => LittleEndian.UInt32(ref block, 60);

    public RiskFlags RiskFlags => (RiskFlags)LittleEndian.UInt16(ref block, 64);

    public MarginCallType MarginCallType => (MarginCallType)LittleEndian.UInt8(ref block, 66);

    /// <summary>Opens the body of a frame, the bytes after its header.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SbeStatus TryWrap(ReadOnlySpan<byte> body, scoped in MessageHeader h, out MarginCallDecoder decoder)
    {
        SbeStatus status = h.CheckBlock(SchemaId, TemplateId, BlockLength, body.Length);
        decoder = status == SbeStatus.Ok ? new MarginCallDecoder(ref MemoryMarshal.GetReference(body)) : default;
        return status;
    }
}

/// <summary>Writes a <see cref="MarginCallDecoder"/> frame; fields, units and nulls are those of the decoder.</summary>
public readonly ref struct MarginCallEncoder
{
    public const ushort TemplateId = MarginCallDecoder.TemplateId;
    public const ushort SchemaId = MarginCallDecoder.SchemaId;
    public const ushort SchemaVersion = 0;
    public const ushort BlockLength = MarginCallDecoder.BlockLength;

    /// <summary>Bytes of the frame, header included.</summary>
    public const int FrameLength = MessageHeader.Size + BlockLength;

    private readonly ref byte block;

    private MarginCallEncoder(ref byte block) => this.block = ref block;

    public ulong TransactTime
    {
        set => LittleEndian.Write(ref block, 0, value);
    }

    public ulong MarginReqmtRptID
    {
        set => LittleEndian.Write(ref block, 8, value);
    }

    public long EquityMantissa
    {
        set => LittleEndian.Write(ref block, 16, value);
    }

    public long InitialMarginMantissa
    {
        set => LittleEndian.Write(ref block, 24, value);
    }

    public long MaintenanceMarginMantissa
    {
        set => LittleEndian.Write(ref block, 32, value);
    }

    public long MarginExcessMantissa
    {
        set => LittleEndian.Write(ref block, 40, value);
    }

    public ulong DueTime
    {
        set => LittleEndian.Write(ref block, 48, value);
    }

    public uint Account
    {
        set => LittleEndian.Write(ref block, 56, value);
    }

    public uint ParamEpoch
    {
        set => LittleEndian.Write(ref block, 60, value);
    }

    public RiskFlags RiskFlags
    {
        set => LittleEndian.Write(ref block, 64, (ushort)value);
    }

    public MarginCallType MarginCallType
    {
        set => LittleEndian.Write(ref block, 66, (byte)value);
    }

    /// <summary>
    /// Writes header, zeros and nulls over the first <see cref="FrameLength"/> bytes; what follows stays as it is.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SbeStatus TryWrap(Span<byte> frame, out MarginCallEncoder encoder)
    {
        if (frame.Length < FrameLength)
        {
            encoder = default;
            return SbeStatus.TruncatedBlock;
        }

        frame[..FrameLength].Clear();
        new MessageHeader(BlockLength, TemplateId, SchemaId, SchemaVersion).Write(frame);
        encoder = new MarginCallEncoder(ref MemoryMarshal.GetReference(frame[MessageHeader.Size..]));
        encoder.DueTime = MarginCallDecoder.DueTimeNull;
        return SbeStatus.Ok;
    }
}
