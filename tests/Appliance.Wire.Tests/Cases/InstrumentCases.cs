using System;

namespace Appliance.Wire.Tests.Cases;

/// <summary>Writers and readers of every field of market-data.xml, in the order of the schema.</summary>
internal static class InstrumentCases
{
    internal static readonly MessageCase[] All =
    [
        new(
            "InstrumentDefinition", "market-data.xml", InstrumentDefinitionEncoder.FrameLength,
            WriteInstrumentDefinition, ReadInstrumentDefinition, NullsInstrumentDefinition),
    ];

    private static SbeStatus WriteInstrumentDefinition(Span<byte> frame, ReadOnlySpan<ulong> v)
    {
        SbeStatus status = InstrumentDefinitionEncoder.TryWrap(frame, out InstrumentDefinitionEncoder e);
        if (status != SbeStatus.Ok || v.IsEmpty)
        {
            return status;
        }

        unchecked
        {
            e.LastUpdateTime = v[0];
            e.ExpirationTime = v[1];
            e.StrikePriceMantissa = (long)v[2];
            e.MinPriceIncrementMantissa = (long)v[3];
            e.MinTradeVolMantissa = (long)v[4];
            e.ContractMultiplierMantissa = (long)v[5];
            e.SecurityID = (uint)v[6];
            e.UnderlyingIndexID = (uint)v[7];
            e.ProductGroupID = (uint)v[8];
            e.TotNumReports = (uint)v[9];
            e.Symbol = TestText.Of(v[10], 32);
            e.Currency = TestText.Of(v[11], 8);
            e.SettlCurrency = TestText.Of(v[12], 8);
            e.InstrumentKind = (InstrumentKind)(byte)v[13];
            e.PutOrCall = (OptionType)(byte)v[14];
            e.SecurityTradingStatus = (SecurityTradingStatus)(byte)v[15];
            e.MatchEventIndicator = (MatchEventIndicator)(byte)v[16];
            e.SecurityUpdateAction = (MDUpdateAction)(byte)v[17];
        }

        return status;
    }

    private static SbeStatus ReadInstrumentDefinition(ReadOnlySpan<byte> frame, Span<ulong> v)
    {
        SbeStatus status = OpenInstrumentDefinition(frame, out InstrumentDefinitionDecoder d);
        if (status != SbeStatus.Ok)
        {
            return status;
        }

        unchecked
        {
            v[0] = d.LastUpdateTime;
            v[1] = d.ExpirationTime;
            v[2] = (ulong)d.StrikePriceMantissa;
            v[3] = (ulong)d.MinPriceIncrementMantissa;
            v[4] = (ulong)d.MinTradeVolMantissa;
            v[5] = (ulong)d.ContractMultiplierMantissa;
            v[6] = d.SecurityID;
            v[7] = d.UnderlyingIndexID;
            v[8] = d.ProductGroupID;
            v[9] = d.TotNumReports;
            v[10] = TestText.Hash(d.Symbol);
            v[11] = TestText.Hash(d.Currency);
            v[12] = TestText.Hash(d.SettlCurrency);
            v[13] = (byte)d.InstrumentKind;
            v[14] = (byte)d.PutOrCall;
            v[15] = (byte)d.SecurityTradingStatus;
            v[16] = (byte)d.MatchEventIndicator;
            v[17] = (byte)d.SecurityUpdateAction;
        }

        return status;
    }

    private static ulong NullsInstrumentDefinition(ReadOnlySpan<byte> frame) =>
        OpenInstrumentDefinition(frame, out InstrumentDefinitionDecoder d) != SbeStatus.Ok
            ? 0
            : (d.ExpirationTimeIsNull ? 1UL << 1 : 0)
            | (d.StrikePriceIsNull ? 1UL << 2 : 0)
            | (d.UnderlyingIndexIDIsNull ? 1UL << 7 : 0);

    private static SbeStatus OpenInstrumentDefinition(ReadOnlySpan<byte> frame, out InstrumentDefinitionDecoder d)
    {
        d = default;
        SbeStatus status = MessageHeader.TryRead(frame, out MessageHeader h);
        return status == SbeStatus.Ok
            ? InstrumentDefinitionDecoder.TryWrap(frame[MessageHeader.Size..], h, out d)
            : status;
    }
}
