using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Appliance.Wire;

/// <summary>An instrument as listed, changed or delisted. Template 14 of schema 701.</summary>
/// <remarks>
/// Every read is at a constant offset of a block that <see cref="TryWrap"/> checked once. Valid as long as the bytes
/// it was wrapped over; a decoder that was not wrapped has no bytes and must not be read.
/// </remarks>
public readonly ref struct InstrumentDefinitionDecoder
{
    public const ushort TemplateId = 14;
    public const ushort SchemaId = 701;

    /// <summary>Bytes of the block that this decoder reads; shorter ones are refused, longer ones accepted.</summary>
    public const ushort BlockLength = 120;

    public const ulong ExpirationTimeNull = ulong.MaxValue;
    public const sbyte StrikePriceExponent = -9;
    public const long StrikePriceMantissaNull = long.MinValue;
    public const sbyte MinPriceIncrementExponent = -9;
    public const sbyte MinTradeVolExponent = -8;
    public const sbyte ContractMultiplierExponent = -8;
    public const uint UnderlyingIndexIDNull = uint.MaxValue;

    private readonly ref byte block;

    private InstrumentDefinitionDecoder(ref byte block) => this.block = ref block;

    /// <summary>UTC nanoseconds since 1970.</summary>
    public ulong LastUpdateTime => LittleEndian.UInt64(ref block, 0);

    /// <summary>UTC nanoseconds since 1970. ExpirationTimeNull when absent.</summary>
    public ulong ExpirationTime => LittleEndian.UInt64(ref block, 8);

    public bool ExpirationTimeIsNull => ExpirationTime == ExpirationTimeNull;

    /// <summary>Price in 1e-9. StrikePriceMantissaNull when absent.</summary>
    public long StrikePriceMantissa => LittleEndian.Int64(ref block, 16);

    public bool StrikePriceIsNull => StrikePriceMantissa == StrikePriceMantissaNull;

    /// <summary>Price in 1e-9.</summary>
    public long MinPriceIncrementMantissa => LittleEndian.Int64(ref block, 24);

    /// <summary>Quantity in 1e-8.</summary>
    public long MinTradeVolMantissa => LittleEndian.Int64(ref block, 32);

    /// <summary>Quantity in 1e-8.</summary>
    public long ContractMultiplierMantissa => LittleEndian.Int64(ref block, 40);

    public uint SecurityID => LittleEndian.UInt32(ref block, 48);

    /// <summary>Identifier. UnderlyingIndexIDNull when absent.</summary>
    public uint UnderlyingIndexID => LittleEndian.UInt32(ref block, 52);

    public bool UnderlyingIndexIDIsNull => UnderlyingIndexID == UnderlyingIndexIDNull;

    public uint ProductGroupID => LittleEndian.UInt32(ref block, 56);

    public uint TotNumReports => LittleEndian.UInt32(ref block, 60);

    /// <summary>Up to 32 bytes of text; ends at the first NUL.</summary>
    public ReadOnlySpan<byte> Symbol => LittleEndian.Text(ref block, 64, 32);

    /// <summary>Up to 8 bytes of text; ends at the first NUL.</summary>
    public ReadOnlySpan<byte> Currency => LittleEndian.Text(ref block, 96, 8);

    /// <summary>Up to 8 bytes of text; ends at the first NUL.</summary>
    public ReadOnlySpan<byte> SettlCurrency => LittleEndian.Text(ref block, 104, 8);

    public InstrumentKind InstrumentKind => (InstrumentKind)LittleEndian.UInt8(ref block, 112);

    public OptionType PutOrCall => (OptionType)LittleEndian.UInt8(ref block, 113);

    public SecurityTradingStatus SecurityTradingStatus => (SecurityTradingStatus)LittleEndian.UInt8(ref block, 114);

    public MatchEventIndicator MatchEventIndicator => (MatchEventIndicator)LittleEndian.UInt8(ref block, 115);

    public MDUpdateAction SecurityUpdateAction => (MDUpdateAction)LittleEndian.UInt8(ref block, 116);

    /// <summary>Opens the body of a frame, the bytes after its header.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SbeStatus TryWrap(
        ReadOnlySpan<byte> body, scoped in MessageHeader h, out InstrumentDefinitionDecoder decoder)
    {
        SbeStatus status = h.CheckBlock(SchemaId, TemplateId, BlockLength, body.Length);
        decoder = status == SbeStatus.Ok
            ? new InstrumentDefinitionDecoder(ref MemoryMarshal.GetReference(body))
            : default;
        return status;
    }
}

/// <summary>
/// Writes a <see cref="InstrumentDefinitionDecoder"/> frame; fields, units and nulls are those of the decoder.
/// </summary>
public readonly ref struct InstrumentDefinitionEncoder
{
    public const ushort TemplateId = InstrumentDefinitionDecoder.TemplateId;
    public const ushort SchemaId = InstrumentDefinitionDecoder.SchemaId;
    public const ushort SchemaVersion = 0;
    public const ushort BlockLength = InstrumentDefinitionDecoder.BlockLength;

    /// <summary>Bytes of the frame, header included.</summary>
    public const int FrameLength = MessageHeader.Size + BlockLength;

    private readonly ref byte block;

    private InstrumentDefinitionEncoder(ref byte block) => this.block = ref block;

    public ulong LastUpdateTime
    {
        set => LittleEndian.Write(ref block, 0, value);
    }

    public ulong ExpirationTime
    {
        set => LittleEndian.Write(ref block, 8, value);
    }

    public long StrikePriceMantissa
    {
        set => LittleEndian.Write(ref block, 16, value);
    }

    public long MinPriceIncrementMantissa
    {
        set => LittleEndian.Write(ref block, 24, value);
    }

    public long MinTradeVolMantissa
    {
        set => LittleEndian.Write(ref block, 32, value);
    }

    public long ContractMultiplierMantissa
    {
        set => LittleEndian.Write(ref block, 40, value);
    }

    public uint SecurityID
    {
        set => LittleEndian.Write(ref block, 48, value);
    }

    public uint UnderlyingIndexID
    {
        set => LittleEndian.Write(ref block, 52, value);
    }

    public uint ProductGroupID
    {
        set => LittleEndian.Write(ref block, 56, value);
    }

    public uint TotNumReports
    {
        set => LittleEndian.Write(ref block, 60, value);
    }

    public ReadOnlySpan<byte> Symbol
    {
        set => LittleEndian.WriteText(ref block, 64, 32, value);
    }

    public ReadOnlySpan<byte> Currency
    {
        set => LittleEndian.WriteText(ref block, 96, 8, value);
    }

    public ReadOnlySpan<byte> SettlCurrency
    {
        set => LittleEndian.WriteText(ref block, 104, 8, value);
    }

    public InstrumentKind InstrumentKind
    {
        set => LittleEndian.Write(ref block, 112, (byte)value);
    }

    public OptionType PutOrCall
    {
        set => LittleEndian.Write(ref block, 113, (byte)value);
    }

    public SecurityTradingStatus SecurityTradingStatus
    {
        set => LittleEndian.Write(ref block, 114, (byte)value);
    }

    public MatchEventIndicator MatchEventIndicator
    {
        set => LittleEndian.Write(ref block, 115, (byte)value);
    }

    public MDUpdateAction SecurityUpdateAction
    {
        set => LittleEndian.Write(ref block, 116, (byte)value);
    }

    /// <summary>
    /// Writes header, zeros and nulls over the first <see cref="FrameLength"/> bytes; what follows stays as it is.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SbeStatus TryWrap(Span<byte> frame, out InstrumentDefinitionEncoder encoder)
    {
        if (frame.Length < FrameLength)
        {
            encoder = default;
            return SbeStatus.TruncatedBlock;
        }

        frame[..FrameLength].Clear();
        new MessageHeader(BlockLength, TemplateId, SchemaId, SchemaVersion).Write(frame);
        encoder = new InstrumentDefinitionEncoder(ref MemoryMarshal.GetReference(frame[MessageHeader.Size..]));
        encoder.ExpirationTime = InstrumentDefinitionDecoder.ExpirationTimeNull;
        encoder.StrikePriceMantissa = InstrumentDefinitionDecoder.StrikePriceMantissaNull;
        encoder.UnderlyingIndexID = InstrumentDefinitionDecoder.UnderlyingIndexIDNull;
        return SbeStatus.Ok;
    }
}
