using System;
using System.Runtime.CompilerServices;
using Appliance.Core;
using Appliance.Machine;
using Appliance.Wire;

namespace Appliance.Pipeline;

/// <summary>Turns decisions and outputs into SBE frames, in a buffer of its own.</summary>
internal sealed class OutputEncoder
{
    private readonly byte[] frame = new byte[Limits.FrameBytesMax];

    /// <summary>The answer to an order-entry message. Undecided is a refusal, except for cancels, which pass.</summary>
    /// <param name="isDecided">False: whatever the slot says was not decided in time, and is not looked at.</param>
    public ReadOnlySpan<byte> Verdict(ref EventSlot slot, bool isDecided) =>
        Answer(isDecided ? slot.Decision : Closed(ref slot), slot.StampNs);

    /// <summary>The answer to an order that was refused before it got a sequence.</summary>
    public ReadOnlySpan<byte> Refusal(in RefusalRecord refusal)
    {
        Decision decision = new()
        {
            Verdict = GateVerdict.Reject,
            Reason = refusal.Reason,
            Account = refusal.Account,
            SecurityId = refusal.SecurityId,
            SeqNum = refusal.SeqNum,
            ClOrdId = refusal.ClOrdId,
        };
        return Answer(decision, refusal.StampNs);
    }

    /// <summary>One output, and the stream it belongs to.</summary>
    public ReadOnlySpan<byte> Output(in OutputRecord output) => output.Kind switch
    {
        OutputKind.MarginCall => MarginCall(output),
        OutputKind.LiquidationOrder => Liquidation(output),
        OutputKind.CancelOrder => Cancel(output),
        OutputKind.FundMovement => Fund(output),
        _ => Report(output),
    };

    private ReadOnlySpan<byte> Answer(scoped in Decision decision, long stampNs)
    {
        Check.That(RiskVerdictEncoder.TryWrap(frame, out RiskVerdictEncoder verdict) == SbeStatus.Ok);
        verdict.Verdict = (Wire.Verdict)decision.Verdict;
        verdict.OrdRejReason = (RejectReason)decision.Reason;
        verdict.TransactTime = Bits(stampNs);
        verdict.ReceiveTime = Bits(stampNs);
        verdict.ClOrdID = decision.ClOrdId;
        verdict.Account = decision.Account;
        verdict.SecurityID = decision.SecurityId;
        verdict.SeqNum = decision.SeqNum;
        verdict.ParamEpoch = decision.Epoch;
        verdict.MarginRequiredMantissa = decision.RequirementMicro;
        verdict.MarginExcessMantissa = decision.ExcessMicro;
        return frame.AsSpan(0, RiskVerdictEncoder.FrameLength);
    }

    // Nobody decided: the gate stays shut, and says to whom, so that the sender knows which order it was.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Decision Closed(ref EventSlot slot)
    {
        ReadOnlySpan<byte> bytes = EventSlot.Frame(ref slot);
        Check.That(MessageHeader.TryRead(bytes, out MessageHeader header) == SbeStatus.Ok);
        ReadOnlySpan<byte> body = bytes[MessageHeader.Size..];
        Decision decision = new() { Verdict = GateVerdict.Reject, Reason = ReasonCode.Undecided };
        if (NewOrderSingleDecoder.TryWrap(body, header, out NewOrderSingleDecoder order) == SbeStatus.Ok)
        {
            (decision.ClOrdId, decision.SeqNum) = (order.ClOrdID, order.SeqNum);
            (decision.Account, decision.SecurityId) = (order.Account, order.SecurityID);
        }
        else if (OrderCancelReplaceRequestDecoder.TryWrap(body, header, out var replace) == SbeStatus.Ok)
        {
            (decision.ClOrdId, decision.SeqNum) = (replace.ClOrdID, replace.SeqNum);
            (decision.Account, decision.SecurityId) = (replace.Account, replace.SecurityID);
        }
        else if (OrderCancelRequestDecoder.TryWrap(body, header, out var cancel) == SbeStatus.Ok)
        {
            (decision.Verdict, decision.Reason) = (GateVerdict.Accept, ReasonCode.None);
            (decision.ClOrdId, decision.SeqNum) = (cancel.ClOrdID, cancel.SeqNum);
            (decision.Account, decision.SecurityId) = (cancel.Account, cancel.SecurityID);
        }

        return decision;
    }

    // Stamps are any 64 bits: they are passed on, not judged.
    private static ulong Bits(long stampNs) => unchecked((ulong)stampNs);

    private ReadOnlySpan<byte> MarginCall(in OutputRecord output)
    {
        Check.That(MarginCallEncoder.TryWrap(frame, out MarginCallEncoder call) == SbeStatus.Ok);
        call.TransactTime = Bits(output.StampNs);
        call.MarginReqmtRptID = output.Token;
        call.EquityMantissa = output.EquityMicro;
        call.InitialMarginMantissa = output.InitialMicro;
        call.MaintenanceMarginMantissa = output.MaintenanceMicro;
        call.MarginExcessMantissa = output.AmountMicro;
        if (output.DueNs != 0)
        {
            call.DueTime = Bits(output.DueNs);
        }

        call.Account = output.Account;
        call.ParamEpoch = output.Epoch;
        call.MarginCallType = (MarginCallType)output.Detail;
        bool isLiquidation = output.Detail == (byte)MarginCallType.Liquidation;
        call.RiskFlags = isLiquidation ? RiskFlags.BelowMaintenance | RiskFlags.LiquidationOnly : RiskFlags.None;
        return frame.AsSpan(0, MarginCallEncoder.FrameLength);
    }

    private ReadOnlySpan<byte> Liquidation(in OutputRecord output)
    {
        Check.That(LiquidationOrderEncoder.TryWrap(frame, out LiquidationOrderEncoder order) == SbeStatus.Ok);
        order.TransactTime = Bits(output.StampNs);
        order.ClOrdID = output.ClOrdId;
        order.MarginReqmtRptID = output.Token;
        order.PriceMantissa = output.PriceE9;
        order.OrderQtyMantissa = output.QuantityE8;
        order.BankruptcyPxMantissa = output.BankruptcyPriceE9;
        order.Account = output.Account;
        order.SecurityID = output.SecurityId;
        order.Side = output.Side > 0 ? Side.Buy : Side.Sell;
        order.OrdType = OrdType.Limit;
        order.TimeInForce = TimeInForce.ImmediateOrCancel;
        order.LiquidationReason = (LiquidationReason)output.Detail;
        return frame.AsSpan(0, LiquidationOrderEncoder.FrameLength);
    }

    private ReadOnlySpan<byte> Cancel(in OutputRecord output)
    {
        Check.That(OrderCancelRequestEncoder.TryWrap(frame, out OrderCancelRequestEncoder cancel) == SbeStatus.Ok);
        cancel.ClOrdID = output.ClOrdId;
        cancel.OrigClOrdID = output.OrigClOrdId;
        cancel.SendingTimeEpoch = Bits(output.StampNs);
        cancel.Account = output.Account;
        cancel.SecurityID = output.SecurityId;
        cancel.Side = output.Side > 0 ? Side.Buy : Side.Sell;
        return frame.AsSpan(0, OrderCancelRequestEncoder.FrameLength);
    }

    private ReadOnlySpan<byte> Fund(in OutputRecord output)
    {
        Check.That(FundMovementEncoder.TryWrap(frame, out FundMovementEncoder movement) == SbeStatus.Ok);
        movement.TransactTime = Bits(output.StampNs);
        movement.AmountMantissa = output.AmountMicro;
        movement.BalanceMantissa = output.BalanceMicro;
        movement.Account = output.Account;
        movement.SecurityID = output.SecurityId;
        movement.FundMovementKind = (FundMovementKind)output.Detail;
        return frame.AsSpan(0, FundMovementEncoder.FrameLength);
    }

    private ReadOnlySpan<byte> Report(in OutputRecord output)
    {
        Check.That(output.Kind == OutputKind.StateReport);
        Check.That(StateReportEncoder.TryWrap(frame, out StateReportEncoder report) == SbeStatus.Ok);
        report.TransactTime = Bits(output.StampNs);
        report.Sequence = (ulong)output.CauseSequence;
        report.Token = output.Token;
        report.DecisionChain = output.DecisionChain;
        report.TotalEquityMantissa = output.EquityMicro;
        report.InsuranceFundMantissa = output.BalanceMicro;
        report.FeesCollectedMantissa = output.AmountMicro;
        report.Epoch = output.Epoch;
        report.GroupsInCall = output.InCall;
        report.GroupsInLiquidation = output.InLiquidation;
        return frame.AsSpan(0, StateReportEncoder.FrameLength);
    }
}
