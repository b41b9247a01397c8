using System;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Wire;

namespace Appliance.Machine;

/// <summary>
/// The order path: the pre-trade checks of host/MARGIN.md section 7 in their order, then the device. First failure
/// wins and names one reason. Cancels always pass.
/// </summary>
internal sealed class OrderGate
{
    private readonly MachineState state;

    public OrderGate(MachineState state) => this.state = state;

    /// <summary>True when the device was asked, so that something may have changed.</summary>
    public bool ApplyNew(in NewOrderSingleDecoder order, long stampNs, ref Decision decision)
    {
        state.Device.Hint(order.Account);
        decision.Account = order.Account;
        decision.SecurityId = order.SecurityID;
        decision.SeqNum = order.SeqNum;
        decision.ClOrdId = order.ClOrdID;
        OrderTerms terms = default;
        ReasonCode reason = CheckAccount(order.Account);
        if (reason == ReasonCode.None)
        {
            reason = CheckInstrument(order.SecurityID, order.Side, order.OrdType, order.TimeInForce, ref terms);
        }

        if (reason == ReasonCode.None)
        {
            reason = CheckId(order.Account, order.ClOrdID);
        }

        if (reason == ReasonCode.None)
        {
            terms.Account = order.Account;
            terms.ClOrdId = order.ClOrdID;
            terms.IsReduceOnly = (order.ExecInst & ExecInst.ReduceOnly) != 0;
            long price = order.OrdType == OrdType.Market ? 0 : order.PriceMantissa;
            reason = CheckTerms(order.OrderQtyMantissa, price, order.OrdType, stampNs, ref terms);
        }

        if (reason != ReasonCode.None)
        {
            Reject(reason, MachineCounter.OrdersRejected, ref decision);
            return false;
        }

        PrepareOrder(DeviceOp.CheckOrder, terms);
        ref readonly DeviceResult result = ref state.Execute();
        Answer(result, ref decision);
        if (result.IsAccepted)
        {
            Record(terms);
            bool isPlain = result.Verdict == DeviceVerdict.Accept;
            state.Counters.Add(
                isPlain ? MachineCounter.OrdersAccepted : MachineCounter.OrdersAcceptedReduceOnly);
        }
        else
        {
            Reject(result.Reason, MachineCounter.OrdersRejected, ref decision);
        }

        return true;
    }

    /// <summary>A replace is new minus old in one step; a refused one leaves the old order working.</summary>
    public bool ApplyReplace(in OrderCancelReplaceRequestDecoder order, long stampNs, ref Decision decision)
    {
        decision.Account = order.Account;
        decision.SecurityId = order.SecurityID;
        decision.SeqNum = order.SeqNum;
        decision.ClOrdId = order.ClOrdID;
        OrderTerms terms = default;
        int old = OrderTable.None;
        ReasonCode reason = CheckAccount(order.Account);
        if (reason == ReasonCode.None)
        {
            reason = CheckInstrument(order.SecurityID, order.Side, order.OrdType, order.TimeInForce, ref terms);
        }

        if (reason == ReasonCode.None)
        {
            reason = CheckReplaced(order, ref terms, out old);
        }

        if (reason == ReasonCode.None)
        {
            terms.Account = order.Account;
            terms.ClOrdId = order.ClOrdID;
            terms.IsReduceOnly = (order.ExecInst & ExecInst.ReduceOnly) != 0;
            long price = order.OrdType == OrdType.Market ? 0 : order.PriceMantissa;
            reason = CheckTerms(order.OrderQtyMantissa, price, order.OrdType, stampNs, ref terms);
        }

        if (reason != ReasonCode.None)
        {
            Reject(reason, MachineCounter.ReplacesRejected, ref decision);
            return false;
        }

        ref OrderRecord record = ref state.Orders[old];
        ref DeviceCommand command = ref PrepareOrder(DeviceOp.ReplaceOrder, terms);
        command.OldLots = record.Lots;
        command.OldReserve = record.ReserveMicro;

        // Until the venue confirms, either of the two may fill: the larger of both is what works.
        command.Lots = Math.Max(terms.Lots, record.Lots);
        command.Reserve = Math.Max(terms.ReserveMicro, record.ReserveMicro);
        (long lots, long reserve) = (command.Lots, command.Reserve);
        ref readonly DeviceResult result = ref state.Execute();
        Answer(result, ref decision);
        if (result.IsAccepted)
        {
            record.Lots = lots;
            record.ReserveMicro = reserve;
            record.PendingReserveMicro = terms.ReserveMicro;
            state.Orders.Rename(old, terms.ClOrdId);
            state.Counters.Add(MachineCounter.ReplacesAccepted);
        }
        else
        {
            Reject(result.Reason, MachineCounter.ReplacesRejected, ref decision);
        }

        return true;
    }

    /// <summary>Cancels pass whatever the state; the reserve is given back when the venue confirms.</summary>
    public void ApplyCancel(in OrderCancelRequestDecoder cancel, ref Decision decision)
    {
        decision.Account = cancel.Account;
        decision.SecurityId = cancel.SecurityID;
        decision.SeqNum = cancel.SeqNum;
        decision.ClOrdId = cancel.ClOrdID;
        decision.Verdict = GateVerdict.Accept;
        state.Counters.Add(MachineCounter.Cancels);
    }

    private ReasonCode CheckAccount(uint account)
    {
        // The backstop's positions are the appliance's own; nobody sends orders in its name.
        if (account == state.Config.BackstopAccount && state.Accounts.IsOpen(account))
        {
            return ReasonCode.AccountBlocked;
        }

        if (!state.Accounts.IsOpen(account))
        {
            return ReasonCode.UnknownAccount;
        }

        return state.Accounts[account].IsBlocked ? ReasonCode.AccountBlocked : ReasonCode.None;
    }

    private ReasonCode CheckInstrument(
        uint securityId, Side side, OrdType type, TimeInForce timeInForce, ref OrderTerms terms)
    {
        InstrumentState? instrument = state.Instruments.Find(securityId);
        if (instrument is null)
        {
            return ReasonCode.UnknownInstrument;
        }

        if (!instrument.IsTradable)
        {
            return ReasonCode.InstrumentHalted;
        }

        bool isKnown = side is Side.Buy or Side.Sell
            && timeInForce is TimeInForce.Day or TimeInForce.GoodTillCancel
                or TimeInForce.ImmediateOrCancel or TimeInForce.FillOrKill;
        if (!isKnown)
        {
            return ReasonCode.FieldOutOfRange;
        }

        terms.Instrument = instrument;
        terms.Side = side == Side.Buy ? 1 : -1;
        return type is OrdType.Limit or OrdType.Market ? ReasonCode.None : ReasonCode.OrderTypeNotSupported;
    }

    private ReasonCode CheckId(uint account, ulong clOrdId)
    {
        // The top bit belongs to the appliance's own closing orders.
        if (clOrdId >= 1UL << 63)
        {
            return ReasonCode.FieldOutOfRange;
        }

        if (state.Orders.Find(account, clOrdId) != OrderTable.None)
        {
            return ReasonCode.DuplicateClOrdId;
        }

        return state.Orders.IsFull ? ReasonCode.OrderCapacity : ReasonCode.None;
    }

    private ReasonCode CheckReplaced(in OrderCancelReplaceRequestDecoder order, ref OrderTerms terms, out int old)
    {
        old = state.Orders.Find(order.Account, order.OrigClOrdID);
        if (old == OrderTable.None)
        {
            return ReasonCode.UnknownOrder;
        }

        ref OrderRecord record = ref state.Orders[old];
        if (record.IsClosing || record.IsCancelSent || record.HasAlias)
        {
            return ReasonCode.OrderNotWorking;
        }

        if (record.Instrument != terms.Instrument.Index || record.Side != terms.Side)
        {
            return ReasonCode.WrongSide;
        }

        terms.OldLots = record.Lots;
        terms.FilledLots = record.FilledLots;

        // A replace takes no new record, so a full table does not stand in its way.
        ReasonCode reason = CheckId(order.Account, order.ClOrdID);
        return reason == ReasonCode.OrderCapacity ? ReasonCode.None : reason;
    }

    // Quantity, price, collar, notional, freshness, phase: in this order.
    private ReasonCode CheckTerms(
        long quantityE8, long priceE9, OrdType type, long stampNs, ref OrderTerms terms)
    {
        InstrumentState instrument = terms.Instrument;
        ReasonCode reason = CheckQuantity(quantityE8, instrument, ref terms);
        if (reason == ReasonCode.None)
        {
            reason = type == OrdType.Market
                ? SetCollarPrice(instrument, ref terms)
                : CheckPrice(priceE9, instrument, ref terms);
        }

        if (reason != ReasonCode.None)
        {
            return reason;
        }

        long mark = instrument.MarkMicro;
        Int128 notional = (Int128)terms.Lots * Math.Max(terms.LimitMicro, mark);
        if (notional > (Int128)instrument.Config.NotionalMaxMicro)
        {
            return ReasonCode.MaxNotional;
        }

        if (IsBeyondPositionLimit(terms))
        {
            return ReasonCode.PositionLimit;
        }

        if (!instrument.IsMarkUsable(stampNs))
        {
            return ReasonCode.StaleMark;
        }

        long fee = FixedPoint.MulCeil(terms.LimitMicro, state.Config.FeeReserveQ32);
        terms.FeeMicro = terms.Lots * fee;
        terms.ReserveMicro = fee + FixedPoint.Pos(terms.Side > 0 ? terms.LimitMicro - mark : mark - terms.LimitMicro);
        return CheckPhase(terms);
    }

    private static ReasonCode CheckQuantity(long quantityE8, InstrumentState instrument, ref OrderTerms terms)
    {
        if (quantityE8 <= 0)
        {
            return ReasonCode.FieldOutOfRange;
        }

        if (quantityE8 % instrument.LotE8 != 0)
        {
            return ReasonCode.QtyNotLotMultiple;
        }

        long total = quantityE8 / instrument.LotE8;
        terms.Lots = total - terms.FilledLots;
        bool isWithin = total >= instrument.Config.LotsMin && total <= instrument.Config.LotsMax && terms.Lots > 0;
        return isWithin ? ReasonCode.None : ReasonCode.QtyOutOfBounds;
    }

    private static ReasonCode CheckPrice(long priceE9, InstrumentState instrument, ref OrderTerms terms)
    {
        if (priceE9 <= 0)
        {
            return ReasonCode.FieldOutOfRange;
        }

        if (priceE9 % instrument.TickE9 != 0)
        {
            return ReasonCode.PriceNotTickMultiple;
        }

        if (instrument.MarkMicro == 0)
        {
            return ReasonCode.StaleMark;
        }

        if (!instrument.TryValue(priceE9, out terms.LimitMicro))
        {
            return ReasonCode.PriceCollar;
        }

        long band = FixedPoint.MulCeil(instrument.MarkMicro, instrument.Config.CollarQ32);
        return Math.Abs(terms.LimitMicro - instrument.MarkMicro) <= band ? ReasonCode.None : ReasonCode.PriceCollar;
    }

    // With all working orders filled on one side: max(Q + B, S - Q) after this order.
    private bool IsBeyondPositionLimit(in OrderTerms terms)
    {
        long limit = terms.Instrument.Config.PositionMaxLots;
        if (limit >= Limits.GroupLotsMax)
        {
            return false;
        }

        PositionReading now = state.Device.ReadPosition(terms.Account, terms.Instrument.Index);
        long added = terms.Lots - terms.OldLots;
        long reached = terms.Side > 0
            ? now.Position + now.WorkingBuys + added
            : now.WorkingSells + added - now.Position;
        return reached > limit;
    }

    // A market order is margined as if it filled at the collar.
    private static ReasonCode SetCollarPrice(InstrumentState instrument, ref OrderTerms terms)
    {
        long band = FixedPoint.MulCeil(instrument.MarkMicro, instrument.Config.CollarQ32);
        terms.LimitMicro = Math.Max(1, instrument.MarkMicro + (terms.Side * band));
        return instrument.MarkMicro == 0 ? ReasonCode.StaleMark : ReasonCode.None;
    }

    private ReasonCode CheckPhase(in OrderTerms terms)
    {
        ref AccountState account = ref state.Accounts[terms.Account];
        if (account.Phase == MarginPhase.Liquidating)
        {
            return ReasonCode.InLiquidation;
        }

        if (account.Phase == MarginPhase.Defaulted)
        {
            return ReasonCode.Defaulted;
        }

        return account.IsReduceOnly && !terms.IsReduceOnly ? ReasonCode.ReduceOnly : ReasonCode.None;
    }

    private ref DeviceCommand PrepareOrder(DeviceOp op, in OrderTerms terms)
    {
        ref DeviceCommand command = ref state.Prepare(op, terms.Account);
        command.Instrument = terms.Instrument.Index;
        command.Side = (sbyte)terms.Side;
        command.Lots = terms.Lots;
        command.Value = terms.LimitMicro;
        command.Reserve = terms.ReserveMicro;
        command.Fee = terms.FeeMicro;
        command.Flags = terms.IsReduceOnly ? DeviceCommandFlags.ReduceOnly : DeviceCommandFlags.None;
        return ref command;
    }

    private void Record(in OrderTerms terms)
    {
        ref int head = ref state.Accounts[terms.Account].OrdersHead;
        ref OrderRecord record = ref state.Orders[state.Orders.Add(terms.Account, terms.ClOrdId, ref head)];
        record.Instrument = terms.Instrument.Index;
        record.Side = (sbyte)terms.Side;
        record.Lots = terms.Lots;
        record.ReserveMicro = terms.ReserveMicro;
    }

    private static void Answer(in DeviceResult result, ref Decision decision)
    {
        decision.Verdict = (GateVerdict)result.Verdict;
        decision.Epoch = result.Epoch;
        decision.RequirementMicro = result.Requirement;
        decision.ExcessMicro = result.EquityInitial - result.Requirement;
    }

    private void Reject(ReasonCode reason, MachineCounter counter, ref Decision decision)
    {
        // A device that refuses without a reason, or did not answer, is at fault: still a refusal.
        reason = reason == ReasonCode.None ? ReasonCode.DeviceFault : reason;
        decision.Verdict = GateVerdict.Reject;
        decision.Reason = reason;
        state.Counters.Add(counter);
        state.Counters.Refuse(reason);
    }
}
