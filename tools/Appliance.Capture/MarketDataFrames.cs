using System;
using System.Text;
using Appliance.Core;
using Appliance.Transport;
using Appliance.Wire;

namespace Appliance.Capture;

/// <summary>
/// Writes the venue's messages as frames of the own schemas, none longer than <see cref="Limits.FrameBytesMax"/>: a
/// book change of many levels becomes several frames of one stamp, and only the last one ends the event. RptSeq
/// counts quotes, trades and levels together, from 1. Every method is false when the sink refused a frame.
/// </summary>
internal sealed class MarketDataFrames
{
    private const long NsPerMs = 1_000_000;
    private const long QtyOne = 100_000_000;

    private static readonly int EntriesMax = EntriesIn(Limits.FrameBytesMax);

    private readonly IFrameSink sink;
    private readonly InstrumentSpec instrument;
    private readonly byte[] frame = new byte[Limits.FrameBytesMax];
    private uint rptSeq;

    public MarketDataFrames(IFrameSink sink, InstrumentSpec instrument)
    {
        Check.That(EntriesMax > 0);
        this.sink = sink;
        this.instrument = instrument;
    }

    public bool Definition(long stampNs)
    {
        Check.That(InstrumentDefinitionEncoder.TryWrap(frame, out InstrumentDefinitionEncoder encoder) == SbeStatus.Ok);
        encoder.LastUpdateTime = (ulong)stampNs;
        encoder.MinPriceIncrementMantissa = instrument.TickMantissa;
        encoder.MinTradeVolMantissa = instrument.LotMantissa;
        encoder.ContractMultiplierMantissa = QtyOne;
        encoder.SecurityID = InstrumentSpec.SecurityId;
        encoder.UnderlyingIndexID = InstrumentSpec.SecurityId;
        encoder.ProductGroupID = InstrumentSpec.SecurityId;
        encoder.TotNumReports = 1;
        encoder.Symbol = Encoding.ASCII.GetBytes(instrument.Symbol);
        encoder.Currency = "USDT"u8;
        encoder.SettlCurrency = "USDT"u8;
        encoder.InstrumentKind = InstrumentKind.PerpetualSwap;
        encoder.PutOrCall = OptionType.NotApplicable;
        encoder.SecurityTradingStatus = SecurityTradingStatus.ReadyToTrade;
        encoder.MatchEventIndicator = MatchEventIndicator.EndOfEvent;
        encoder.SecurityUpdateAction = MDUpdateAction.New;
        return Offer(stampNs, InstrumentDefinitionEncoder.FrameLength);
    }

    public bool TopOfBook(VenueMessage message)
    {
        Check.That(TopOfBookEncoder.TryWrap(frame, out TopOfBookEncoder encoder) == SbeStatus.Ok);
        encoder.TransactTime = (ulong)(message.TransactMs * NsPerMs);
        encoder.SendingTime = (ulong)(message.EventMs * NsPerMs);

        // The venue writes an empty side as zeros; the frame's nulls stay then.
        if (message.BidPx > 0 && message.BidQty > 0)
        {
            encoder.BidPxMantissa = message.BidPx;
            encoder.BidSizeMantissa = message.BidQty;
        }

        if (message.OfferPx > 0 && message.OfferQty > 0)
        {
            encoder.OfferPxMantissa = message.OfferPx;
            encoder.OfferSizeMantissa = message.OfferQty;
        }

        encoder.SecurityID = InstrumentSpec.SecurityId;
        encoder.RptSeq = NextRptSeq();
        encoder.MatchEventIndicator = MatchEventIndicator.LastQuoteMsg | MatchEventIndicator.EndOfEvent;
        encoder.SecurityTradingStatus = SecurityTradingStatus.ReadyToTrade;
        return Offer(message.StampNs, TopOfBookEncoder.FrameLength);
    }

    public bool Trade(VenueMessage message)
    {
        Check.That(TradeEncoder.TryWrap(frame, out TradeEncoder encoder) == SbeStatus.Ok);
        encoder.TransactTime = (ulong)(message.TransactMs * NsPerMs);
        encoder.SendingTime = (ulong)(message.EventMs * NsPerMs);
        encoder.LastPxMantissa = message.Price;
        encoder.LastQtyMantissa = message.Qty;
        encoder.TradeID = (ulong)message.TradeId;
        encoder.SecurityID = InstrumentSpec.SecurityId;
        encoder.RptSeq = NextRptSeq();
        encoder.MatchEventIndicator = MatchEventIndicator.LastTradeMsg | MatchEventIndicator.EndOfEvent;
        encoder.AggressorSide = message.BuyerIsMaker ? AggressorSide.Sell : AggressorSide.Buy;
        return Offer(message.StampNs, TradeEncoder.FrameLength);
    }

    /// <summary>Levels of a change or of a whole book; no levels, no frame.</summary>
    public bool Book(VenueMessage message)
    {
        int count = message.Levels.Count;
        for (int first = 0; first < count; first += EntriesMax)
        {
            if (!BookPart(message, first, Math.Min(EntriesMax, count - first)))
            {
                return false;
            }
        }

        return true;
    }

    private static int EntriesIn(int frameBytes)
    {
        int entryBytes = IncrementalRefreshBookEncoder.FrameLength(1) - IncrementalRefreshBookEncoder.FrameLength(0);
        return (frameBytes - IncrementalRefreshBookEncoder.FrameLength(0)) / entryBytes;
    }

    private bool BookPart(VenueMessage message, int first, int count)
    {
        bool isSnapshot = message.Kind == VenueKind.Snapshot;
        bool isLast = first + count == message.Levels.Count;
        SbeStatus status = IncrementalRefreshBookEncoder.TryWrap(
            frame, count, out IncrementalRefreshBookEncoder encoder, out var entries);
        Check.That(status == SbeStatus.Ok);
        encoder.TransactTime = (ulong)(message.TransactMs * NsPerMs);
        encoder.MatchEventIndicator =
            (isSnapshot ? MatchEventIndicator.RecoveryMsg : MatchEventIndicator.None)
            | (isLast ? MatchEventIndicator.LastQuoteMsg | MatchEventIndicator.EndOfEvent : MatchEventIndicator.None);
        for (int index = 0; index < count; index++)
        {
            VenueLevel level = message.Levels[first + index];
            var entry = entries[index];
            entry.MDEntryPxMantissa = level.PriceMantissa;
            entry.MDEntrySizeMantissa = level.QtyMantissa;
            entry.SecurityID = InstrumentSpec.SecurityId;
            entry.RptSeq = NextRptSeq();
            entry.MDEntryType = level.IsBid ? MDEntryType.Bid : MDEntryType.Offer;
            entry.MDUpdateAction = level.QtyMantissa == 0 ? MDUpdateAction.Delete
                : isSnapshot ? MDUpdateAction.New : MDUpdateAction.Change;
        }

        return Offer(message.StampNs, IncrementalRefreshBookEncoder.FrameLength(count));
    }

    private uint NextRptSeq() => unchecked(++rptSeq);

    private bool Offer(long stampNs, int frameBytes) =>
        sink.TryOffer(StreamIds.MarketData, stampNs, 0, frame.AsSpan(0, frameBytes));
}
