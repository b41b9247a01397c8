using System;
using System.Collections.Generic;
using Appliance.Wire;

namespace Appliance.EndToEnd.Tests;

/// <summary>One order as the venue works it. Quantities in the wire's 1e-8.</summary>
internal readonly record struct WatchedOrder(uint Account, uint SecurityId, Side Side, ulong ClOrdId, long LeavesE8);

/// <summary>
/// Follows every order from the frames alone, with no help of either side: requests still without a verdict, and what
/// works at the venue by its own reports. At the end of a day the machine must hold exactly the same.
/// </summary>
internal sealed class OrderWatch
{
    private readonly Dictionary<(uint, ulong), WatchedOrder> pending = [];
    private readonly Dictionary<(uint, ulong), ulong> replaced = [];
    private readonly Dictionary<(uint, ulong), WatchedOrder> working = [];
    private readonly Dictionary<(uint, ulong, uint), int> open = [];

    public OrderWatch(FrameTap sent, FrameTap answered)
    {
        sent.Seen += (_, stampNs, bytes) => OnSent(stampNs, bytes);
        answered.Seen += (_, _, bytes) => OnAnswered(bytes);
    }

    public IReadOnlyCollection<WatchedOrder> Working => working.Values;

    /// <summary>Requests whose verdicts are not one: none yet, or more.</summary>
    public int WithoutOneVerdict => open.Count;

    public long Requests { get; private set; }

    /// <summary>Stamp of the last frame that reached the appliance.</summary>
    public long LastStampNs { get; private set; }

    /// <summary>The last mark of each instrument, 1e-9.</summary>
    public Dictionary<uint, long> Marks { get; } = [];

    private void OnSent(long stampNs, ReadOnlySpan<byte> frame)
    {
        LastStampNs = stampNs;
        if (MessageHeader.TryRead(frame, out MessageHeader header) != SbeStatus.Ok)
        {
            return;
        }

        ReadOnlySpan<byte> body = frame[MessageHeader.Size..];
        switch (header.TemplateId)
        {
            case NewOrderSingleDecoder.TemplateId:
                Assert.Equal(SbeStatus.Ok, NewOrderSingleDecoder.TryWrap(body, header, out var order));
                Ask(order.Account, order.ClOrdID, order.SeqNum);
                pending[(order.Account, order.ClOrdID)] = new WatchedOrder(
                    order.Account, order.SecurityID, order.Side, order.ClOrdID, order.OrderQtyMantissa);
                break;
            case OrderCancelReplaceRequestDecoder.TemplateId:
                Assert.Equal(SbeStatus.Ok, OrderCancelReplaceRequestDecoder.TryWrap(body, header, out var replace));
                Ask(replace.Account, replace.ClOrdID, replace.SeqNum);
                replaced[(replace.Account, replace.ClOrdID)] = replace.OrigClOrdID;
                break;
            case OrderCancelRequestDecoder.TemplateId:
                Assert.Equal(SbeStatus.Ok, OrderCancelRequestDecoder.TryWrap(body, header, out var cancel));
                Ask(cancel.Account, cancel.ClOrdID, cancel.SeqNum);
                break;
            case ExecutionReportDecoder.TemplateId:
                Assert.Equal(SbeStatus.Ok, ExecutionReportDecoder.TryWrap(body, header, out var report));
                OnReport(report);
                break;
            case MarkPriceDecoder.TemplateId:
                Assert.Equal(SbeStatus.Ok, MarkPriceDecoder.TryWrap(body, header, out var mark));
                Marks[mark.SecurityID] = mark.MarkPxMantissa;
                break;
            default:
                break;
        }
    }

    private void OnAnswered(ReadOnlySpan<byte> frame)
    {
        Assert.Equal(SbeStatus.Ok, MessageHeader.TryRead(frame, out MessageHeader header));
        ReadOnlySpan<byte> body = frame[MessageHeader.Size..];
        if (header.TemplateId == RiskVerdictDecoder.TemplateId)
        {
            Assert.Equal(SbeStatus.Ok, RiskVerdictDecoder.TryWrap(body, header, out var verdict));
            OnVerdict(verdict);
        }
        else if (header.TemplateId == LiquidationOrderDecoder.TemplateId)
        {
            Assert.Equal(SbeStatus.Ok, LiquidationOrderDecoder.TryWrap(body, header, out var order));
            working[(order.Account, order.ClOrdID)] = new WatchedOrder(
                order.Account, order.SecurityID, order.Side, order.ClOrdID, order.OrderQtyMantissa);
        }
    }

    private void OnVerdict(in RiskVerdictDecoder verdict)
    {
        Count((verdict.Account, verdict.ClOrdID, verdict.SeqNum), -1);
        (uint, ulong) key = (verdict.Account, verdict.ClOrdID);
        bool isAccept = verdict.Verdict is Verdict.Accept or Verdict.AcceptReduceOnly;
        if (pending.Remove(key, out WatchedOrder order) && isAccept)
        {
            working[key] = order;
        }

        if (!isAccept)
        {
            replaced.Remove(key);
        }
    }

    private void OnReport(in ExecutionReportDecoder report)
    {
        (uint Account, ulong) key = (report.Account, report.ClOrdID);
        switch (report.ExecType)
        {
            case ExecType.Trade when report.LeavesQtyMantissa > 0 && working.TryGetValue(key, out WatchedOrder order):
                working[key] = order with { LeavesE8 = report.LeavesQtyMantissa };
                break;
            case ExecType.Replaced:
                TakeOver(key);
                working[key] = new WatchedOrder(
                    report.Account, report.SecurityID, report.Side, report.ClOrdID, report.LeavesQtyMantissa);
                break;
            case ExecType.Trade:
            case ExecType.Canceled:
            case ExecType.Expired:
            case ExecType.Rejected:
                TakeOver(key);
                working.Remove(key);
                break;
            default:
                break;
        }
    }

    // Whatever is reported under the id of a replace, the order it replaced is no more.
    private void TakeOver((uint Account, ulong) key)
    {
        if (replaced.Remove(key, out ulong original))
        {
            working.Remove((key.Account, original));
        }
    }

    private void Ask(uint account, ulong clOrdId, uint seqNum)
    {
        Requests++;
        Count((account, clOrdId, seqNum), +1);
    }

    private void Count((uint, ulong, uint) request, int by)
    {
        int left = open.GetValueOrDefault(request) + by;
        if (left == 0)
        {
            open.Remove(request);
        }
        else
        {
            open[request] = left;
        }
    }
}
