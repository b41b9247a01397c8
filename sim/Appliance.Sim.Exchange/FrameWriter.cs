using System;
using System.Collections.Generic;
using System.Text;
using Appliance.Transport;
using Appliance.Wire;

namespace Appliance.Sim.Exchange;

/// <summary>
/// Writes every message the exchange sends into the buffer of the coming step and stamps it with simulated time,
/// one millisecond after the frame before or later. Prices and quantities come in ticks and lots.
/// </summary>
internal sealed class FrameWriter
{
    public const uint MarginAssetId = 1;

    private const long FrameSpacingNs = 1_000_000;
    private const long QuantityPerMicro = 100;

    private readonly IReadOnlyList<InstrumentSpec> instruments;
    private readonly ExchangeStatistics statistics;
    private readonly uint[] rptSeq;
    private long lastStampNs;
    private uint orderSeq, executionSeq, controlSeq;
    private ulong nextExecId = 1;
    private ulong nextCollateralId = 1;

    public FrameWriter(IReadOnlyList<InstrumentSpec> instruments, ExchangeStatistics statistics, FrameBuffer buffer)
    {
        this.instruments = instruments;
        this.statistics = statistics;
        Buffer = buffer;
        rptSeq = new uint[instruments.Count];
    }

    /// <summary>Where frames are written now.</summary>
    public FrameBuffer Buffer { get; set; }

    /// <summary>The next frame is stamped with this time or later.</summary>
    public void AdvanceTo(long utcNs) => lastStampNs = Math.Max(lastStampNs, utcNs - FrameSpacingNs);

    /// <summary>Stamps all frames of the buffer anew: they were left over and go out after later ones.</summary>
    public void RestampAll()
    {
        for (int i = 0; i < Buffer.Count; i++)
        {
            lastStampNs += FrameSpacingNs;
            Buffer.Restamp(i, lastStampNs);
        }
    }

    public void Definition(int instrument)
    {
        InstrumentSpec spec = instruments[instrument];
        Span<byte> text = stackalloc byte[32];
        InstrumentDefinitionEncoder.TryWrap(
            Claim(StreamIds.MarketData, InstrumentDefinitionEncoder.FrameLength), out InstrumentDefinitionEncoder e);
        e.LastUpdateTime = (ulong)lastStampNs;
        e.MinPriceIncrementMantissa = spec.TickMantissa;
        e.MinTradeVolMantissa = spec.LotMantissa;
        e.ContractMultiplierMantissa = spec.MultiplierMantissa;
        e.SecurityID = spec.SecurityId;
        e.UnderlyingIndexID = spec.SecurityId;
        e.ProductGroupID = 1;
        e.TotNumReports = (uint)instruments.Count;
        e.Symbol = text[..Encoding.ASCII.GetBytes(spec.Symbol, text)];
        e.Currency = text[..Encoding.ASCII.GetBytes(spec.Underlying, text)];
        e.SettlCurrency = "USDT"u8;
        e.InstrumentKind = InstrumentKind.PerpetualSwap;
        e.SecurityTradingStatus = SecurityTradingStatus.PreOpen;
        e.MatchEventIndicator = MatchEventIndicator.EndOfEvent;
        e.SecurityUpdateAction = MDUpdateAction.New;
        statistics.Definitions++;
    }

    public void Status(int instrument, SecurityTradingStatus status)
    {
        SecurityStatusEncoder.TryWrap(
            Claim(StreamIds.MarketData, SecurityStatusEncoder.FrameLength), out SecurityStatusEncoder e);
        e.TransactTime = (ulong)lastStampNs;
        e.SecurityID = instruments[instrument].SecurityId;
        e.SecurityTradingStatus = status;
        e.MatchEventIndicator = MatchEventIndicator.EndOfEvent;
    }

    public void Mark(int instrument, long priceTicks)
    {
        InstrumentSpec spec = instruments[instrument];
        MarkPriceEncoder.TryWrap(Claim(StreamIds.MarketData, MarkPriceEncoder.FrameLength), out MarkPriceEncoder e);
        e.TransactTime = (ulong)lastStampNs;
        e.MarkPxMantissa = priceTicks * spec.TickMantissa;
        e.IndexPxMantissa = priceTicks * spec.TickMantissa;
        e.SendingTime = (ulong)lastStampNs;
        e.SecurityID = spec.SecurityId;
        e.RptSeq = ++rptSeq[instrument];
        statistics.Marks++;
    }

    public void Top(int instrument, OrderBook book)
    {
        InstrumentSpec spec = instruments[instrument];
        TopOfBookEncoder.TryWrap(Claim(StreamIds.MarketData, TopOfBookEncoder.FrameLength), out TopOfBookEncoder e);
        e.TransactTime = (ulong)lastStampNs;
        if (book.BestBid > 0)
        {
            e.BidPxMantissa = book.BestBid * spec.TickMantissa;
            e.BidSizeMantissa = book.BestLots(Side.Buy) * spec.LotMantissa;
        }

        if (book.BestAsk > 0)
        {
            e.OfferPxMantissa = book.BestAsk * spec.TickMantissa;
            e.OfferSizeMantissa = book.BestLots(Side.Sell) * spec.LotMantissa;
        }

        e.SendingTime = (ulong)lastStampNs;
        e.SecurityID = spec.SecurityId;
        e.RptSeq = ++rptSeq[instrument];
        e.MatchEventIndicator = MatchEventIndicator.EndOfEvent;
        e.SecurityTradingStatus = SecurityTradingStatus.ReadyToTrade;
        statistics.TopsOfBook++;
    }

    public void OpenGroup(uint account)
    {
        GroupAdminEncoder.TryWrap(Claim(StreamIds.Control, GroupAdminEncoder.FrameLength), out GroupAdminEncoder e);
        e.TransactTime = (ulong)lastStampNs;
        e.Account = account;
        e.GroupID = account;
        e.SeqNum = ++controlSeq;
        e.GroupAdminAction = GroupAdminAction.Open;
        e.GroupKind = GroupKind.Cross;
        statistics.Groups++;
    }

    public void Collateral(uint account, CollateralAction action, long micro)
    {
        CollateralUpdateEncoder.TryWrap(
            Claim(StreamIds.Control, CollateralUpdateEncoder.FrameLength), out CollateralUpdateEncoder e);
        e.TransactTime = (ulong)lastStampNs;
        e.CollAsgnID = nextCollateralId++;
        e.QuantityMantissa = micro * QuantityPerMicro;
        e.Account = account;
        e.SeqNum = ++controlSeq;
        e.AssetID = MarginAssetId;
        e.CollAsgnTransType = action;
        statistics.Collaterals++;
    }

    public void NewOrder(in OrderTicket ticket)
    {
        NewOrderSingleEncoder.TryWrap(
            Claim(StreamIds.OrderEntry, NewOrderSingleEncoder.FrameLength), out NewOrderSingleEncoder e);
        e.ClOrdID = ticket.Id;
        e.SendingTimeEpoch = (ulong)lastStampNs;
        e.OrderQtyMantissa = ticket.QtyMantissa;
        e.Account = ticket.Account;
        e.SecurityID = ticket.SecurityId;
        e.SeqNum = ++orderSeq;
        e.Side = ticket.Side;
        e.OrdType = ticket.IsMarket ? OrdType.Market : OrdType.Limit;
        e.TimeInForce = ticket.Immediate ? TimeInForce.ImmediateOrCancel : TimeInForce.Day;
        e.ExecInst = ticket.ReduceOnly ? ExecInst.ReduceOnly : ExecInst.None;
        if (!ticket.IsMarket)
        {
            e.PriceMantissa = ticket.PriceMantissa;
        }

        statistics.NewOrders++;
    }

    public void Cancel(ulong id, in Order target)
    {
        OrderCancelRequestEncoder.TryWrap(
            Claim(StreamIds.OrderEntry, OrderCancelRequestEncoder.FrameLength), out OrderCancelRequestEncoder e);
        e.ClOrdID = id;
        e.OrigClOrdID = target.Id;
        e.SendingTimeEpoch = (ulong)lastStampNs;
        e.Account = target.Account;
        e.SecurityID = instruments[target.Instrument].SecurityId;
        e.SeqNum = ++orderSeq;
        e.Side = target.Side;
        statistics.Cancels++;
    }

    public void Replace(in Order request, long totalLots)
    {
        InstrumentSpec spec = instruments[request.Instrument];
        OrderCancelReplaceRequestEncoder.TryWrap(
            Claim(StreamIds.OrderEntry, OrderCancelReplaceRequestEncoder.FrameLength),
            out OrderCancelReplaceRequestEncoder e);
        e.ClOrdID = request.Id;
        e.OrigClOrdID = request.TargetId;
        e.SendingTimeEpoch = (ulong)lastStampNs;
        e.PriceMantissa = request.PriceTicks * spec.TickMantissa;
        e.OrderQtyMantissa = totalLots * spec.LotMantissa;
        e.Account = request.Account;
        e.SecurityID = spec.SecurityId;
        e.SeqNum = ++orderSeq;
        e.Side = request.Side;
        e.OrdType = OrdType.Limit;
        e.TimeInForce = TimeInForce.Day;
        statistics.Replaces++;
    }

    /// <summary>Both halves of a trade are written by one call each.</summary>
    public void Trade(in Order order, long lots, long priceTicks, long commissionMicro, bool isAggressor)
    {
        InstrumentSpec spec = instruments[order.Instrument];
        ExecutionReportEncoder e = Report(order, ExecType.Trade, order.LeavesLots);
        e.OrdStatus = order.LeavesLots == 0 ? OrdStatus.Filled : OrdStatus.PartiallyFilled;
        e.LastPxMantissa = priceTicks * spec.TickMantissa;
        e.LastQtyMantissa = lots * spec.LotMantissa;
        e.CommissionMantissa = commissionMicro;
        e.AggressorIndicator = isAggressor ? Wire.Boolean.True : Wire.Boolean.False;
    }

    /// <summary>The order is over: canceled, expired or rejected.</summary>
    public void Ended(in Order order, ExecType type) => Report(order, type, 0).OrdStatus = (OrdStatus)type;

    /// <summary>The order goes on under the id of the replace request, which is the id of this report.</summary>
    public void Replaced(in Order order) =>
        Report(order, ExecType.Replaced, order.LeavesLots).OrdStatus = OrdStatus.Replaced;

    public void Heartbeat(ulong token)
    {
        HeartbeatEncoder.TryWrap(Claim(StreamIds.Control, HeartbeatEncoder.FrameLength), out HeartbeatEncoder e);
        e.TransactTime = (ulong)lastStampNs;
        e.Token = token;
        e.SeqNum = ++controlSeq;
    }

    private ExecutionReportEncoder Report(in Order order, ExecType type, long leavesLots)
    {
        InstrumentSpec spec = instruments[order.Instrument];
        ExecutionReportEncoder.TryWrap(
            Claim(StreamIds.Executions, ExecutionReportEncoder.FrameLength), out ExecutionReportEncoder e);
        e.TransactTime = (ulong)lastStampNs;
        e.OrderID = order.Id;
        e.ClOrdID = order.Id;
        e.ExecID = nextExecId++;
        e.LeavesQtyMantissa = leavesLots * spec.LotMantissa;
        e.CumQtyMantissa = order.CumLots * spec.LotMantissa;
        e.Account = order.Account;
        e.SecurityID = spec.SecurityId;
        e.SeqNum = ++executionSeq;
        e.ExecType = type;
        e.Side = order.Side;
        statistics.Reports++;
        return e;
    }

    private Span<byte> Claim(ushort streamId, int length)
    {
        lastStampNs += FrameSpacingNs;
        statistics.Frames++;
        return Buffer.Claim(streamId, lastStampNs, length, streamId == StreamIds.OrderEntry);
    }
}

/// <summary>A NewOrderSingle as it goes on the wire: what misbehaviour bends, it bends here.</summary>
internal record struct OrderTicket
{
    public ulong Id;
    public long PriceMantissa;
    public long QtyMantissa;
    public uint Account;
    public uint SecurityId;
    public Side Side;
    public bool IsMarket;
    public bool Immediate;
    public bool ReduceOnly;
}
