using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Appliance.Wire;

/// <summary>The answer of the appliance to one order message. Template 24 of schema 702.</summary>
/// <remarks>
/// Every read is at a constant offset of a block that <see cref="TryWrap"/> checked once. Valid as long as the bytes
/// it was wrapped over; a decoder that was not wrapped has no bytes and must not be read.
/// </remarks>
public readonly ref struct RiskVerdictDecoder
{
    public const ushort TemplateId = 24;
    public const ushort SchemaId = 702;

    /// <summary>Bytes of the block that this decoder reads; shorter ones are refused, longer ones accepted.</summary>
    public const ushort BlockLength = 64;

    public const sbyte MarginRequiredExponent = -6;
    public const sbyte MarginExcessExponent = -6;

    private readonly ref byte block;

    private RiskVerdictDecoder(ref byte block) => this.block = ref block;

    /// <summary>UTC nanoseconds since 1970.</summary>
    public ulong TransactTime => LittleEndian.UInt64(ref block, 0);

    public ulong ClOrdID => LittleEndian.UInt64(ref block, 8);

    /// <summary>Amount in 1e-6.</summary>
    public long MarginRequiredMantissa => LittleEndian.Int64(ref block, 16);

    /// <summary>Amount in 1e-6.</summary>
    public long MarginExcessMantissa => LittleEndian.Int64(ref block, 24);

    /// <summary>UTC nanoseconds since 1970.</summary>
    public ulong ReceiveTime => LittleEndian.UInt64(ref block, 32);

    public uint Account => LittleEndian.UInt32(ref block, 40);

    public uint SecurityID => LittleEndian.UInt32(ref block, 44);

    public uint SeqNum => LittleEndian.UInt32(ref block, 48);

    public uint ParamEpoch => LittleEndian.UInt32(ref block, 52);

    public RejectReason OrdRejReason => (RejectReason)LittleEndian.UInt16(ref block, 56);

    public Verdict Verdict => (Verdict)LittleEndian.UInt8(ref block, 58);

    /// <summary>Opens the body of a frame, the bytes after its header.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SbeStatus TryWrap(ReadOnlySpan<byte> body, scoped in MessageHeader h, out RiskVerdictDecoder decoder)
    {
        SbeStatus status = h.CheckBlock(SchemaId, TemplateId, BlockLength, body.Length);
        decoder = status == SbeStatus.Ok ? new RiskVerdictDecoder(ref MemoryMarshal.GetReference(body)) : default;
        return status;
    }
}

/// <summary>
/// Writes a <see cref="RiskVerdictDecoder"/> frame; fields, units and nulls are those of the decoder.
/// </summary>
public readonly ref struct RiskVerdictEncoder
{
    public const ushort TemplateId = RiskVerdictDecoder.TemplateId;
    public const ushort SchemaId = RiskVerdictDecoder.SchemaId;
    public const ushort SchemaVersion = 0;
    public const ushort BlockLength = RiskVerdictDecoder.BlockLength;

    /// <summary>Bytes of the frame, header included.</summary>
    public const int FrameLength = MessageHeader.Size + BlockLength;

    private readonly ref byte block;

    private RiskVerdictEncoder(ref byte block) => this.block = ref block;

    public ulong TransactTime
    {
        set => LittleEndian.Write(ref block, 0, value);
    }

    public ulong ClOrdID
    {
        set => LittleEndian.Write(ref block, 8, value);
    }

    public long MarginRequiredMantissa
    {
        set => LittleEndian.Write(ref block, 16, value);
    }

    public long MarginExcessMantissa
    {
        set => LittleEndian.Write(ref block, 24, value);
    }

    public ulong ReceiveTime
    {
        set => LittleEndian.Write(ref block, 32, value);
    }

    public uint Account
    {
        set => LittleEndian.Write(ref block, 40, value);
    }

    public uint SecurityID
    {
        set => LittleEndian.Write(ref block, 44, value);
    }

    public uint SeqNum
    {
        set => LittleEndian.Write(ref block, 48, value);
    }

    public uint ParamEpoch
    {
        set => LittleEndian.Write(ref block, 52, value);
    }

    public RejectReason OrdRejReason
    {
        set => LittleEndian.Write(ref block, 56, (ushort)value);
    }

    public Verdict Verdict
    {
        set => LittleEndian.Write(ref block, 58, (byte)value);
    }

    /// <summary>
    /// Writes header, zeros and nulls over the first <see cref="FrameLength"/> bytes; what follows stays as it is.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SbeStatus TryWrap(Span<byte> frame, out RiskVerdictEncoder encoder)
    {
        if (frame.Length < FrameLength)
        {
            encoder = default;
            return SbeStatus.TruncatedBlock;
        }

        frame[..FrameLength].Clear();
        new MessageHeader(BlockLength, TemplateId, SchemaId, SchemaVersion).Write(frame);
        encoder = new RiskVerdictEncoder(ref MemoryMarshal.GetReference(frame[MessageHeader.Size..]));
        return SbeStatus.Ok;
    }
}
