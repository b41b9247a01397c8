using System;

namespace Appliance.Wire.Tests.Cases;

/// <summary>Writers and readers of every field of order-flow.xml, in the order of the schema.</summary>
internal static class OrderFlowCases
{
    internal static readonly MessageCase[] All =
    [
        new(
            "NewOrderSingle", "order-flow.xml", NewOrderSingleEncoder.FrameLength,
            WriteNewOrderSingle, ReadNewOrderSingle, NullsNewOrderSingle),
        new(
            "OrderCancelRequest", "order-flow.xml", OrderCancelRequestEncoder.FrameLength,
            WriteOrderCancelRequest, ReadOrderCancelRequest, NullsOrderCancelRequest),
        new(
            "OrderCancelReplaceRequest", "order-flow.xml", OrderCancelReplaceRequestEncoder.FrameLength,
            WriteOrderCancelReplaceRequest, ReadOrderCancelReplaceRequest, NullsOrderCancelReplaceRequest),
        new(
            "ExecutionReport", "order-flow.xml", ExecutionReportEncoder.FrameLength,
            WriteExecutionReport, ReadExecutionReport, NullsExecutionReport),
        new(
            "RiskVerdict", "order-flow.xml", RiskVerdictEncoder.FrameLength,
            WriteRiskVerdict, ReadRiskVerdict, NullsRiskVerdict),
    ];

    private static SbeStatus WriteNewOrderSingle(Span<byte> frame, ReadOnlySpan<ulong> v)
    {
        SbeStatus status = NewOrderSingleEncoder.TryWrap(frame, out NewOrderSingleEncoder e);
        if (status != SbeStatus.Ok || v.IsEmpty)
        {
            return status;
        }

        unchecked
        {
            e.ClOrdID = v[0];
            e.SendingTimeEpoch = v[1];
            e.PriceMantissa = (long)v[2];
            e.OrderQtyMantissa = (long)v[3];
            e.Account = (uint)v[4];
            e.SecurityID = (uint)v[5];
            e.SeqNum = (uint)v[6];
            e.Side = (Side)(byte)v[7];
            e.OrdType = (OrdType)(byte)v[8];
            e.TimeInForce = (TimeInForce)(byte)v[9];
            e.ExecInst = (ExecInst)(byte)v[10];
        }

        return status;
    }

    private static SbeStatus ReadNewOrderSingle(ReadOnlySpan<byte> frame, Span<ulong> v)
    {
        SbeStatus status = OpenNewOrderSingle(frame, out NewOrderSingleDecoder d);
        if (status != SbeStatus.Ok)
        {
            return status;
        }

        unchecked
        {
            v[0] = d.ClOrdID;
            v[1] = d.SendingTimeEpoch;
            v[2] = (ulong)d.PriceMantissa;
            v[3] = (ulong)d.OrderQtyMantissa;
            v[4] = d.Account;
            v[5] = d.SecurityID;
            v[6] = d.SeqNum;
            v[7] = (byte)d.Side;
            v[8] = (byte)d.OrdType;
            v[9] = (byte)d.TimeInForce;
            v[10] = (byte)d.ExecInst;
        }

        return status;
    }

    private static ulong NullsNewOrderSingle(ReadOnlySpan<byte> frame) =>
        OpenNewOrderSingle(frame, out NewOrderSingleDecoder d) != SbeStatus.Ok
            ? 0
            : (d.PriceIsNull ? 1UL << 2 : 0);

    private static SbeStatus OpenNewOrderSingle(ReadOnlySpan<byte> frame, out NewOrderSingleDecoder d)
    {
        d = default;
        SbeStatus status = MessageHeader.TryRead(frame, out MessageHeader h);
        return status == SbeStatus.Ok ? NewOrderSingleDecoder.TryWrap(frame[MessageHeader.Size..], h, out d) : status;
    }

    private static SbeStatus WriteOrderCancelRequest(Span<byte> frame, ReadOnlySpan<ulong> v)
    {
        SbeStatus status = OrderCancelRequestEncoder.TryWrap(frame, out OrderCancelRequestEncoder e);
        if (status != SbeStatus.Ok || v.IsEmpty)
        {
            return status;
        }

        unchecked
        {
            e.ClOrdID = v[0];
            e.OrigClOrdID = v[1];
            e.OrderID = v[2];
            e.SendingTimeEpoch = v[3];
            e.Account = (uint)v[4];
            e.SecurityID = (uint)v[5];
            e.SeqNum = (uint)v[6];
            e.Side = (Side)(byte)v[7];
        }

        return status;
    }

    private static SbeStatus ReadOrderCancelRequest(ReadOnlySpan<byte> frame, Span<ulong> v)
    {
        SbeStatus status = OpenOrderCancelRequest(frame, out OrderCancelRequestDecoder d);
        if (status != SbeStatus.Ok)
        {
            return status;
        }

        unchecked
        {
            v[0] = d.ClOrdID;
            v[1] = d.OrigClOrdID;
            v[2] = d.OrderID;
            v[3] = d.SendingTimeEpoch;
            v[4] = d.Account;
            v[5] = d.SecurityID;
            v[6] = d.SeqNum;
            v[7] = (byte)d.Side;
        }

        return status;
    }

    private static ulong NullsOrderCancelRequest(ReadOnlySpan<byte> frame) =>
        OpenOrderCancelRequest(frame, out OrderCancelRequestDecoder d) != SbeStatus.Ok
            ? 0
            : (d.OrderIDIsNull ? 1UL << 2 : 0);

    private static SbeStatus OpenOrderCancelRequest(ReadOnlySpan<byte> frame, out OrderCancelRequestDecoder d)
    {
        d = default;
        SbeStatus status = MessageHeader.TryRead(frame, out MessageHeader h);
        return status == SbeStatus.Ok
            ? OrderCancelRequestDecoder.TryWrap(frame[MessageHeader.Size..], h, out d)
            : status;
    }

    private static SbeStatus WriteOrderCancelReplaceRequest(Span<byte> frame, ReadOnlySpan<ulong> v)
    {
        SbeStatus status = OrderCancelReplaceRequestEncoder.TryWrap(frame, out OrderCancelReplaceRequestEncoder e);
        if (status != SbeStatus.Ok || v.IsEmpty)
        {
            return status;
        }

        unchecked
        {
            e.ClOrdID = v[0];
            e.OrigClOrdID = v[1];
            e.OrderID = v[2];
            e.SendingTimeEpoch = v[3];
            e.PriceMantissa = (long)v[4];
            e.OrderQtyMantissa = (long)v[5];
            e.Account = (uint)v[6];
            e.SecurityID = (uint)v[7];
            e.SeqNum = (uint)v[8];
            e.Side = (Side)(byte)v[9];
            e.OrdType = (OrdType)(byte)v[10];
            e.TimeInForce = (TimeInForce)(byte)v[11];
            e.ExecInst = (ExecInst)(byte)v[12];
        }

        return status;
    }

    private static SbeStatus ReadOrderCancelReplaceRequest(ReadOnlySpan<byte> frame, Span<ulong> v)
    {
        SbeStatus status = OpenOrderCancelReplaceRequest(frame, out OrderCancelReplaceRequestDecoder d);
        if (status != SbeStatus.Ok)
        {
            return status;
        }

        unchecked
        {
            v[0] = d.ClOrdID;
            v[1] = d.OrigClOrdID;
            v[2] = d.OrderID;
            v[3] = d.SendingTimeEpoch;
            v[4] = (ulong)d.PriceMantissa;
            v[5] = (ulong)d.OrderQtyMantissa;
            v[6] = d.Account;
            v[7] = d.SecurityID;
            v[8] = d.SeqNum;
            v[9] = (byte)d.Side;
            v[10] = (byte)d.OrdType;
            v[11] = (byte)d.TimeInForce;
            v[12] = (byte)d.ExecInst;
        }

        return status;
    }

    private static ulong NullsOrderCancelReplaceRequest(ReadOnlySpan<byte> frame) =>
        OpenOrderCancelReplaceRequest(frame, out OrderCancelReplaceRequestDecoder d) != SbeStatus.Ok
            ? 0
            : (d.OrderIDIsNull ? 1UL << 2 : 0)
            | (d.PriceIsNull ? 1UL << 4 : 0);

    private static SbeStatus OpenOrderCancelReplaceRequest(
        ReadOnlySpan<byte> frame, out OrderCancelReplaceRequestDecoder d)
    {
        d = default;
        SbeStatus status = MessageHeader.TryRead(frame, out MessageHeader h);
        return status == SbeStatus.Ok
            ? OrderCancelReplaceRequestDecoder.TryWrap(frame[MessageHeader.Size..], h, out d)
            : status;
    }

    private static SbeStatus WriteExecutionReport(Span<byte> frame, ReadOnlySpan<ulong> v)
    {
        SbeStatus status = ExecutionReportEncoder.TryWrap(frame, out ExecutionReportEncoder e);
        if (status != SbeStatus.Ok || v.IsEmpty)
        {
            return status;
        }

        unchecked
        {
            e.TransactTime = v[0];
            e.OrderID = v[1];
            e.ClOrdID = v[2];
            e.ExecID = v[3];
            e.LastPxMantissa = (long)v[4];
            e.LastQtyMantissa = (long)v[5];
            e.LeavesQtyMantissa = (long)v[6];
            e.CumQtyMantissa = (long)v[7];
            e.CommissionMantissa = (long)v[8];
            e.Account = (uint)v[9];
            e.SecurityID = (uint)v[10];
            e.SeqNum = (uint)v[11];
            e.OrdRejReason = (RejectReason)(ushort)v[12];
            e.ExecType = (ExecType)(byte)v[13];
            e.OrdStatus = (OrdStatus)(byte)v[14];
            e.Side = (Side)(byte)v[15];
            e.AggressorIndicator = (Boolean)(byte)v[16];
        }

        return status;
    }

    private static SbeStatus ReadExecutionReport(ReadOnlySpan<byte> frame, Span<ulong> v)
    {
        SbeStatus status = OpenExecutionReport(frame, out ExecutionReportDecoder d);
        if (status != SbeStatus.Ok)
        {
            return status;
        }

        unchecked
        {
            v[0] = d.TransactTime;
            v[1] = d.OrderID;
            v[2] = d.ClOrdID;
            v[3] = d.ExecID;
            v[4] = (ulong)d.LastPxMantissa;
            v[5] = (ulong)d.LastQtyMantissa;
            v[6] = (ulong)d.LeavesQtyMantissa;
            v[7] = (ulong)d.CumQtyMantissa;
            v[8] = (ulong)d.CommissionMantissa;
            v[9] = d.Account;
            v[10] = d.SecurityID;
            v[11] = d.SeqNum;
            v[12] = (ushort)d.OrdRejReason;
            v[13] = (byte)d.ExecType;
            v[14] = (byte)d.OrdStatus;
            v[15] = (byte)d.Side;
            v[16] = (byte)d.AggressorIndicator;
        }

        return status;
    }

    private static ulong NullsExecutionReport(ReadOnlySpan<byte> frame) =>
        OpenExecutionReport(frame, out ExecutionReportDecoder d) != SbeStatus.Ok
            ? 0
            : (d.LastPxIsNull ? 1UL << 4 : 0)
            | (d.LastQtyIsNull ? 1UL << 5 : 0)
            | (d.CommissionIsNull ? 1UL << 8 : 0);

    private static SbeStatus OpenExecutionReport(ReadOnlySpan<byte> frame, out ExecutionReportDecoder d)
    {
        d = default;
        SbeStatus status = MessageHeader.TryRead(frame, out MessageHeader h);
        return status == SbeStatus.Ok ? ExecutionReportDecoder.TryWrap(frame[MessageHeader.Size..], h, out d) : status;
    }

    private static SbeStatus WriteRiskVerdict(Span<byte> frame, ReadOnlySpan<ulong> v)
    {
        SbeStatus status = RiskVerdictEncoder.TryWrap(frame, out RiskVerdictEncoder e);
        if (status != SbeStatus.Ok || v.IsEmpty)
        {
            return status;
        }

        unchecked
        {
            e.TransactTime = v[0];
            e.ClOrdID = v[1];
            e.MarginRequiredMantissa = (long)v[2];
            e.MarginExcessMantissa = (long)v[3];
            e.ReceiveTime = v[4];
            e.Account = (uint)v[5];
            e.SecurityID = (uint)v[6];
            e.SeqNum = (uint)v[7];
            e.ParamEpoch = (uint)v[8];
            e.OrdRejReason = (RejectReason)(ushort)v[9];
            e.Verdict = (Verdict)(byte)v[10];
        }

        return status;
    }

    private static SbeStatus ReadRiskVerdict(ReadOnlySpan<byte> frame, Span<ulong> v)
    {
        SbeStatus status = OpenRiskVerdict(frame, out RiskVerdictDecoder d);
        if (status != SbeStatus.Ok)
        {
            return status;
        }

        unchecked
        {
            v[0] = d.TransactTime;
            v[1] = d.ClOrdID;
            v[2] = (ulong)d.MarginRequiredMantissa;
            v[3] = (ulong)d.MarginExcessMantissa;
            v[4] = d.ReceiveTime;
            v[5] = d.Account;
            v[6] = d.SecurityID;
            v[7] = d.SeqNum;
            v[8] = d.ParamEpoch;
            v[9] = (ushort)d.OrdRejReason;
            v[10] = (byte)d.Verdict;
        }

        return status;
    }

    private static ulong NullsRiskVerdict(ReadOnlySpan<byte> frame) => 0;

    private static SbeStatus OpenRiskVerdict(ReadOnlySpan<byte> frame, out RiskVerdictDecoder d)
    {
        d = default;
        SbeStatus status = MessageHeader.TryRead(frame, out MessageHeader h);
        return status == SbeStatus.Ok ? RiskVerdictDecoder.TryWrap(frame[MessageHeader.Size..], h, out d) : status;
    }
}
