using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Appliance.Wire;

/// <summary>What became of an order at the venue. Template 23 of schema 702.</summary>
/// <remarks>
/// Every read is at a constant offset of a block that <see cref="TryWrap"/> checked once. Valid as long as the bytes
/// it was wrapped over; a decoder that was not wrapped has no bytes and must not be read.
/// </remarks>
public readonly ref struct ExecutionReportDecoder
{
    public const ushort TemplateId = 23;
    public const ushort SchemaId = 702;

    /// <summary>Bytes of the block that this decoder reads; shorter ones are refused, longer ones accepted.</summary>
    public const ushort BlockLength = 96;

    public const sbyte LastPxExponent = -9;
    public const long LastPxMantissaNull = long.MinValue;
    public const sbyte LastQtyExponent = -8;
    public const long LastQtyMantissaNull = long.MinValue;
    public const sbyte LeavesQtyExponent = -8;
    public const sbyte CumQtyExponent = -8;
    public const sbyte CommissionExponent = -6;
    public const long CommissionMantissaNull = long.MinValue;

    private readonly ref byte block;

    private ExecutionReportDecoder(ref byte block) => this.block = ref block;

    /// <summary>UTC nanoseconds since 1970.</summary>
    public ulong TransactTime => LittleEndian.UInt64(ref block, 0);

    public ulong OrderID => LittleEndian.UInt64(ref block, 8);

    public ulong ClOrdID => LittleEndian.UInt64(ref block, 16);

    public ulong ExecID => LittleEndian.UInt64(ref block, 24);

    /// <summary>Price in 1e-9. LastPxMantissaNull when absent.</summary>
    public long LastPxMantissa => LittleEndian.Int64(ref block, 32);

    public bool LastPxIsNull => LastPxMantissa == LastPxMantissaNull;

    /// <summary>Quantity in 1e-8. LastQtyMantissaNull when absent.</summary>
    public long LastQtyMantissa => LittleEndian.Int64(ref block, 40);

    public bool LastQtyIsNull => LastQtyMantissa == LastQtyMantissaNull;

    /// <summary>Quantity in 1e-8.</summary>
    public long LeavesQtyMantissa => LittleEndian.Int64(ref block, 48);

    /// <summary>Quantity in 1e-8.</summary>
    public long CumQtyMantissa => LittleEndian.Int64(ref block, 56);

    /// <summary>Amount in 1e-6. CommissionMantissaNull when absent.</summary>
    public long CommissionMantissa => LittleEndian.Int64(ref block, 64);

    public bool CommissionIsNull => CommissionMantissa == CommissionMantissaNull;

    public uint Account => LittleEndian.UInt32(ref block, 72);

    public uint SecurityID => LittleEndian.UInt32(ref block, 76);

    public uint SeqNum => LittleEndian.UInt32(ref block, 80);

    public RejectReason OrdRejReason => (RejectReason)LittleEndian.UInt16(ref block, 84);

    public ExecType ExecType => (ExecType)LittleEndian.UInt8(ref block, 86);

    public OrdStatus OrdStatus => (OrdStatus)LittleEndian.UInt8(ref block, 87);

    public Side Side => (Side)LittleEndian.UInt8(ref block, 88);

    public Boolean AggressorIndicator => (Boolean)LittleEndian.UInt8(ref block, 89);

    /// <summary>Opens the body of a frame, the bytes after its header.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SbeStatus TryWrap(
        ReadOnlySpan<byte> body, scoped in MessageHeader h, out ExecutionReportDecoder decoder)
    {
        SbeStatus status = h.CheckBlock(SchemaId, TemplateId, BlockLength, body.Length);
        decoder = status == SbeStatus.Ok ? new ExecutionReportDecoder(ref MemoryMarshal.GetReference(body)) : default;
        return status;
    }
}

/// <summary>
/// Writes a <see cref="ExecutionReportDecoder"/> frame; fields, units and nulls are those of the decoder.
/// </summary>
public readonly ref struct ExecutionReportEncoder
{
    public const ushort TemplateId = ExecutionReportDecoder.TemplateId;
    public const ushort SchemaId = ExecutionReportDecoder.SchemaId;
    public const ushort SchemaVersion = 0;
    public const ushort BlockLength = ExecutionReportDecoder.BlockLength;

    /// <summary>Bytes of the frame, header included.</summary>
    public const int FrameLength = MessageHeader.Size + BlockLength;

    private readonly ref byte block;

    private ExecutionReportEncoder(ref byte block) => this.block = ref block;

    public ulong TransactTime
    {
        set => LittleEndian.Write(ref block, 0, value);
    }

    public ulong OrderID
    {
        set => LittleEndian.Write(ref block, 8, value);
    }

    public ulong ClOrdID
    {
        set => LittleEndian.Write(ref block, 16, value);
    }

    public ulong ExecID
    {
        set => LittleEndian.Write(ref block, 24, value);
    }

    public long LastPxMantissa
    {
        set => LittleEndian.Write(ref block, 32, value);
    }

    public long LastQtyMantissa
    {
        set => LittleEndian.Write(ref block, 40, value);
    }

    public long LeavesQtyMantissa
    {
        set => LittleEndian.Write(ref block, 48, value);
    }

    public long CumQtyMantissa
    {
        set => LittleEndian.Write(ref block, 56, value);
    }

    public long CommissionMantissa
    {
        set => LittleEndian.Write(ref block, 64, value);
    }

    public uint Account
    {
        set => LittleEndian.Write(ref block, 72, value);
    }

    public uint SecurityID
    {
        set => LittleEndian.Write(ref block, 76, value);
    }

    public uint SeqNum
    {
        set => LittleEndian.Write(ref block, 80, value);
    }

    public RejectReason OrdRejReason
    {
        set => LittleEndian.Write(ref block, 84, (ushort)value);
    }

    public ExecType ExecType
    {
        set => LittleEndian.Write(ref block, 86, (byte)value);
    }

    public OrdStatus OrdStatus
    {
        set => LittleEndian.Write(ref block, 87, (byte)value);
    }

    public Side Side
    {
        set => LittleEndian.Write(ref block, 88, (byte)value);
    }

    public Boolean AggressorIndicator
    {
        set => LittleEndian.Write(ref block, 89, (byte)value);
    }

    /// <summary>
    /// Writes header, zeros and nulls over the first <see cref="FrameLength"/> bytes; what follows stays as it is.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SbeStatus TryWrap(Span<byte> frame, out ExecutionReportEncoder encoder)
    {
        if (frame.Length < FrameLength)
        {
            encoder = default;
            return SbeStatus.TruncatedBlock;
        }

        frame[..FrameLength].Clear();
        new MessageHeader(BlockLength, TemplateId, SchemaId, SchemaVersion).Write(frame);
        encoder = new ExecutionReportEncoder(ref MemoryMarshal.GetReference(frame[MessageHeader.Size..]));
        encoder.LastPxMantissa = ExecutionReportDecoder.LastPxMantissaNull;
        encoder.LastQtyMantissa = ExecutionReportDecoder.LastQtyMantissaNull;
        encoder.CommissionMantissa = ExecutionReportDecoder.CommissionMantissaNull;
        return SbeStatus.Ok;
    }
}
