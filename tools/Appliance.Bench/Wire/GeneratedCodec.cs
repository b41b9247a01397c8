using System;
using System.Runtime.CompilerServices;
using Appliance.Wire;

namespace Appliance.Bench.Wire;

/// <summary>The same work by the generated codecs, which check version and lengths of blocks besides.</summary>
internal static class GeneratedCodec
{
    /// <summary>Header, dispatch, every field; 0 where the frame cannot be read.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong Decode(ReadOnlySpan<byte> frame)
    {
        if (MessageHeader.TryRead(frame, out MessageHeader header) != SbeStatus.Ok)
        {
            return 0;
        }

        ReadOnlySpan<byte> body = frame[MessageHeader.Size..];
        return header.TemplateId switch
        {
            TopOfBookDecoder.TemplateId => DecodeTopOfBook(body, header),
            IncrementalRefreshBookDecoder.TemplateId => DecodeRefresh(body, header),
            _ => 0,
        };
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool EncodeTopOfBook(Span<byte> frame, ulong value)
    {
        if (TopOfBookEncoder.TryWrap(frame, out TopOfBookEncoder book) != SbeStatus.Ok)
        {
            return false;
        }

        book.TransactTime = value;
        book.BidPxMantissa = BenchValues.Signed(value);
        book.BidSizeMantissa = BenchValues.Signed(value);
        book.OfferPxMantissa = BenchValues.Signed(value);
        book.OfferSizeMantissa = BenchValues.Signed(value);
        book.SendingTime = value;
        book.SecurityID = BenchValues.Low(value);
        book.RptSeq = BenchValues.Low(value);
        book.MatchEventIndicator = (MatchEventIndicator)1;
        book.SecurityTradingStatus = (SecurityTradingStatus)2;
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool EncodeRefresh(Span<byte> frame, int entryCount, ulong value)
    {
        SbeStatus status = IncrementalRefreshBookEncoder.TryWrap(
            frame,
            entryCount,
            out IncrementalRefreshBookEncoder refresh,
            out IncrementalRefreshBookEncoder.NoMDEntriesWriter entries);
        if (status != SbeStatus.Ok)
        {
            return false;
        }

        refresh.TransactTime = value;
        refresh.MatchEventIndicator = (MatchEventIndicator)1;
        for (int i = 0; i < entries.Count; i++)
        {
            IncrementalRefreshBookEncoder.NoMDEntriesEntryEncoder entry = entries[i];
            entry.MDEntryPxMantissa = BenchValues.Signed(value);
            entry.MDEntrySizeMantissa = BenchValues.Signed(value);
            entry.SecurityID = BenchValues.Low(value);
            entry.RptSeq = BenchValues.Low(value);
            entry.MDPriceLevel = 1;
            entry.MDUpdateAction = (MDUpdateAction)1;
            entry.MDEntryType = (MDEntryType)1;
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong DecodeTopOfBook(ReadOnlySpan<byte> body, scoped in MessageHeader header)
    {
        if (TopOfBookDecoder.TryWrap(body, header, out TopOfBookDecoder book) != SbeStatus.Ok)
        {
            return 0;
        }

        return unchecked(book.TransactTime + (ulong)book.BidPxMantissa + (ulong)book.BidSizeMantissa
            + (ulong)book.OfferPxMantissa + (ulong)book.OfferSizeMantissa + book.SendingTime + book.SecurityID
            + book.RptSeq + (byte)book.MatchEventIndicator + (byte)book.SecurityTradingStatus);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong DecodeRefresh(ReadOnlySpan<byte> body, scoped in MessageHeader header)
    {
        if (IncrementalRefreshBookDecoder.TryWrap(
                body, header, out IncrementalRefreshBookDecoder refresh) != SbeStatus.Ok
            || refresh.TryGetNoMDEntries(
                out IncrementalRefreshBookDecoder.NoMDEntriesGroup entries, out _) != SbeStatus.Ok)
        {
            return 0;
        }

        ulong sum = unchecked(refresh.TransactTime + (byte)refresh.MatchEventIndicator);
        foreach (IncrementalRefreshBookDecoder.NoMDEntriesEntry entry in entries)
        {
            sum = unchecked(sum + (ulong)entry.MDEntryPxMantissa + (ulong)entry.MDEntrySizeMantissa + entry.SecurityID
                + entry.RptSeq + entry.MDPriceLevel + (byte)entry.MDUpdateAction + (byte)entry.MDEntryType);
        }

        return sum;
    }
}
