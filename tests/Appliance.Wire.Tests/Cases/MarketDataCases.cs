using System;

namespace Appliance.Wire.Tests.Cases;

/// <summary>Writers and readers of every field of market-data.xml, in the order of the schema.</summary>
internal static class MarketDataCases
{
    internal static readonly MessageCase[] All =
    [
        new(
            "TopOfBook", "market-data.xml", TopOfBookEncoder.FrameLength,
            WriteTopOfBook, ReadTopOfBook, NullsTopOfBook),
        new("Trade", "market-data.xml", TradeEncoder.FrameLength, WriteTrade, ReadTrade, NullsTrade),
        new(
            "IndexPrice", "market-data.xml", IndexPriceEncoder.FrameLength,
            WriteIndexPrice, ReadIndexPrice, NullsIndexPrice),
        new(
            "MarkPrice", "market-data.xml", MarkPriceEncoder.FrameLength,
            WriteMarkPrice, ReadMarkPrice, NullsMarkPrice),
        new(
            "SecurityStatus", "market-data.xml", SecurityStatusEncoder.FrameLength,
            WriteSecurityStatus, ReadSecurityStatus, NullsSecurityStatus),
    ];

    private static SbeStatus WriteTopOfBook(Span<byte> frame, ReadOnlySpan<ulong> v)
    {
        SbeStatus status = TopOfBookEncoder.TryWrap(frame, out TopOfBookEncoder e);
        if (status != SbeStatus.Ok || v.IsEmpty)
        {
            return status;
        }

        unchecked
        {
            e.TransactTime = v[0];
            e.BidPxMantissa = (long)v[1];
            e.BidSizeMantissa = (long)v[2];
            e.OfferPxMantissa = (long)v[3];
            e.OfferSizeMantissa = (long)v[4];
            e.SendingTime = v[5];
            e.SecurityID = (uint)v[6];
            e.RptSeq = (uint)v[7];
            e.MatchEventIndicator = (MatchEventIndicator)(byte)v[8];
            e.SecurityTradingStatus = (SecurityTradingStatus)(byte)v[9];
        }

        return status;
    }

    private static SbeStatus ReadTopOfBook(ReadOnlySpan<byte> frame, Span<ulong> v)
    {
        SbeStatus status = OpenTopOfBook(frame, out TopOfBookDecoder d);
        if (status != SbeStatus.Ok)
        {
            return status;
        }

        unchecked
        {
            v[0] = d.TransactTime;
            v[1] = (ulong)d.BidPxMantissa;
            v[2] = (ulong)d.BidSizeMantissa;
            v[3] = (ulong)d.OfferPxMantissa;
            v[4] = (ulong)d.OfferSizeMantissa;
            v[5] = d.SendingTime;
            v[6] = d.SecurityID;
            v[7] = d.RptSeq;
            v[8] = (byte)d.MatchEventIndicator;
            v[9] = (byte)d.SecurityTradingStatus;
        }

        return status;
    }

    private static ulong NullsTopOfBook(ReadOnlySpan<byte> frame) =>
        OpenTopOfBook(frame, out TopOfBookDecoder d) != SbeStatus.Ok
            ? 0
            : (d.BidPxIsNull ? 1UL << 1 : 0)
            | (d.BidSizeIsNull ? 1UL << 2 : 0)
            | (d.OfferPxIsNull ? 1UL << 3 : 0)
            | (d.OfferSizeIsNull ? 1UL << 4 : 0);

    private static SbeStatus OpenTopOfBook(ReadOnlySpan<byte> frame, out TopOfBookDecoder d)
    {
        d = default;
        SbeStatus status = MessageHeader.TryRead(frame, out MessageHeader h);
        return status == SbeStatus.Ok ? TopOfBookDecoder.TryWrap(frame[MessageHeader.Size..], h, out d) : status;
    }

    private static SbeStatus WriteTrade(Span<byte> frame, ReadOnlySpan<ulong> v)
    {
        SbeStatus status = TradeEncoder.TryWrap(frame, out TradeEncoder e);
        if (status != SbeStatus.Ok || v.IsEmpty)
        {
            return status;
        }

        unchecked
        {
            e.TransactTime = v[0];
            e.LastPxMantissa = (long)v[1];
            e.LastQtyMantissa = (long)v[2];
            e.TradeID = v[3];
            e.SendingTime = v[4];
            e.SecurityID = (uint)v[5];
            e.RptSeq = (uint)v[6];
            e.MatchEventIndicator = (MatchEventIndicator)(byte)v[7];
            e.AggressorSide = (AggressorSide)(byte)v[8];
        }

        return status;
    }

    private static SbeStatus ReadTrade(ReadOnlySpan<byte> frame, Span<ulong> v)
    {
        SbeStatus status = OpenTrade(frame, out TradeDecoder d);
        if (status != SbeStatus.Ok)
        {
            return status;
        }

        unchecked
        {
            v[0] = d.TransactTime;
            v[1] = (ulong)d.LastPxMantissa;
            v[2] = (ulong)d.LastQtyMantissa;
            v[3] = d.TradeID;
            v[4] = d.SendingTime;
            v[5] = d.SecurityID;
            v[6] = d.RptSeq;
            v[7] = (byte)d.MatchEventIndicator;
            v[8] = (byte)d.AggressorSide;
        }

        return status;
    }

    private static ulong NullsTrade(ReadOnlySpan<byte> frame) => 0;

    private static SbeStatus OpenTrade(ReadOnlySpan<byte> frame, out TradeDecoder d)
    {
        d = default;
        SbeStatus status = MessageHeader.TryRead(frame, out MessageHeader h);
        return status == SbeStatus.Ok ? TradeDecoder.TryWrap(frame[MessageHeader.Size..], h, out d) : status;
    }

    private static SbeStatus WriteIndexPrice(Span<byte> frame, ReadOnlySpan<ulong> v)
    {
        SbeStatus status = IndexPriceEncoder.TryWrap(frame, out IndexPriceEncoder e);
        if (status != SbeStatus.Ok || v.IsEmpty)
        {
            return status;
        }

        unchecked
        {
            e.TransactTime = v[0];
            e.IndexPxMantissa = (long)v[1];
            e.SendingTime = v[2];
            e.IndexID = (uint)v[3];
            e.RptSeq = (uint)v[4];
            e.NumSources = (byte)v[5];
            e.PriceFlags = (PriceFlags)(byte)v[6];
        }

        return status;
    }

    private static SbeStatus ReadIndexPrice(ReadOnlySpan<byte> frame, Span<ulong> v)
    {
        SbeStatus status = OpenIndexPrice(frame, out IndexPriceDecoder d);
        if (status != SbeStatus.Ok)
        {
            return status;
        }

        unchecked
        {
            v[0] = d.TransactTime;
            v[1] = (ulong)d.IndexPxMantissa;
            v[2] = d.SendingTime;
            v[3] = d.IndexID;
            v[4] = d.RptSeq;
            v[5] = d.NumSources;
            v[6] = (byte)d.PriceFlags;
        }

        return status;
    }

    private static ulong NullsIndexPrice(ReadOnlySpan<byte> frame) => 0;

    private static SbeStatus OpenIndexPrice(ReadOnlySpan<byte> frame, out IndexPriceDecoder d)
    {
        d = default;
        SbeStatus status = MessageHeader.TryRead(frame, out MessageHeader h);
        return status == SbeStatus.Ok ? IndexPriceDecoder.TryWrap(frame[MessageHeader.Size..], h, out d) : status;
    }

    private static SbeStatus WriteMarkPrice(Span<byte> frame, ReadOnlySpan<ulong> v)
    {
        SbeStatus status = MarkPriceEncoder.TryWrap(frame, out MarkPriceEncoder e);
        if (status != SbeStatus.Ok || v.IsEmpty)
        {
            return status;
        }

        unchecked
        {
            e.TransactTime = v[0];
            e.MarkPxMantissa = (long)v[1];
            e.IndexPxMantissa = (long)v[2];
            e.FundingRateMantissa = (long)v[3];
            e.OpenInterestMantissa = (long)v[4];
            e.SendingTime = v[5];
            e.SecurityID = (uint)v[6];
            e.RptSeq = (uint)v[7];
            e.PriceFlags = (PriceFlags)(byte)v[8];
        }

        return status;
    }

    private static SbeStatus ReadMarkPrice(ReadOnlySpan<byte> frame, Span<ulong> v)
    {
        SbeStatus status = OpenMarkPrice(frame, out MarkPriceDecoder d);
        if (status != SbeStatus.Ok)
        {
            return status;
        }

        unchecked
        {
            v[0] = d.TransactTime;
            v[1] = (ulong)d.MarkPxMantissa;
            v[2] = (ulong)d.IndexPxMantissa;
            v[3] = (ulong)d.FundingRateMantissa;
            v[4] = (ulong)d.OpenInterestMantissa;
            v[5] = d.SendingTime;
            v[6] = d.SecurityID;
            v[7] = d.RptSeq;
            v[8] = (byte)d.PriceFlags;
        }

        return status;
    }

    private static ulong NullsMarkPrice(ReadOnlySpan<byte> frame) =>
        OpenMarkPrice(frame, out MarkPriceDecoder d) != SbeStatus.Ok
            ? 0
            : (d.IndexPxIsNull ? 1UL << 2 : 0)
            | (d.FundingRateIsNull ? 1UL << 3 : 0)
            | (d.OpenInterestIsNull ? 1UL << 4 : 0);

    private static SbeStatus OpenMarkPrice(ReadOnlySpan<byte> frame, out MarkPriceDecoder d)
    {
        d = default;
        SbeStatus status = MessageHeader.TryRead(frame, out MessageHeader h);
        return status == SbeStatus.Ok ? MarkPriceDecoder.TryWrap(frame[MessageHeader.Size..], h, out d) : status;
    }

    private static SbeStatus WriteSecurityStatus(Span<byte> frame, ReadOnlySpan<ulong> v)
    {
        SbeStatus status = SecurityStatusEncoder.TryWrap(frame, out SecurityStatusEncoder e);
        if (status != SbeStatus.Ok || v.IsEmpty)
        {
            return status;
        }

        unchecked
        {
            e.TransactTime = v[0];
            e.SecurityID = (uint)v[1];
            e.SecurityTradingStatus = (SecurityTradingStatus)(byte)v[2];
            e.MatchEventIndicator = (MatchEventIndicator)(byte)v[3];
        }

        return status;
    }

    private static SbeStatus ReadSecurityStatus(ReadOnlySpan<byte> frame, Span<ulong> v)
    {
        SbeStatus status = OpenSecurityStatus(frame, out SecurityStatusDecoder d);
        if (status != SbeStatus.Ok)
        {
            return status;
        }

        unchecked
        {
            v[0] = d.TransactTime;
            v[1] = d.SecurityID;
            v[2] = (byte)d.SecurityTradingStatus;
            v[3] = (byte)d.MatchEventIndicator;
        }

        return status;
    }

    private static ulong NullsSecurityStatus(ReadOnlySpan<byte> frame) => 0;

    private static SbeStatus OpenSecurityStatus(ReadOnlySpan<byte> frame, out SecurityStatusDecoder d)
    {
        d = default;
        SbeStatus status = MessageHeader.TryRead(frame, out MessageHeader h);
        return status == SbeStatus.Ok ? SecurityStatusDecoder.TryWrap(frame[MessageHeader.Size..], h, out d) : status;
    }
}
