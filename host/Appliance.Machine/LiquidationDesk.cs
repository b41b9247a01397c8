using System;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Wire;

namespace Appliance.Machine;

/// <summary>
/// Closes positions of one account: cancels what works, sizes one instrument at a time, prices the order at its limit
/// and sends it; or hands everything to the backstop when there is too little left to close at a price.
/// </summary>
internal sealed class LiquidationDesk
{
    private readonly MachineState state;
    private readonly ClosingSettlement settlement;
    private readonly PositionReading[] positions = new PositionReading[Limits.GroupInstrumentsMax];
    private readonly Candidate[] candidates = new Candidate[Limits.GroupInstrumentsMax];

    public LiquidationDesk(MachineState state)
    {
        this.state = state;
        settlement = new ClosingSettlement(state);
    }

    /// <summary>
    /// Cancels working orders, then sends one closing order: the first instrument in order that has a size and may be
    /// closed now. True when nothing was sent because a budget is used up.
    /// </summary>
    public bool CloseNext(uint account, long stampNs)
    {
        CancelWorking(account, stampNs);
        bool isUsedUp = false;

        // Read here: a hand-over that stopped half way has moved positions since the review began.
        DeviceResult now = state.ReadGroup(account);
        int count = RankInstruments(account, now);
        foreach (ref readonly Candidate candidate in candidates.AsSpan(0, count))
        {
            ref DeviceCommand size = ref state.Prepare(DeviceOp.SizeLiquidation, account);
            size.Instrument = candidate.Instrument;
            size.Value = candidate.CostPerLot;
            long lots = Math.Min(state.Execute().Amount, Limits.OrderLotsMax);
            if (lots <= 0)
            {
                continue;
            }

            long held = Math.Abs(candidate.Position);
            long allowed = state.Throttle.Allow(
                account, candidate.Instrument, held, lots, stampNs, out bool isThisUsedUp);
            isUsedUp |= isThisUsedUp;
            if (allowed > 0 && TrySend(account, candidate, allowed, now, stampNs))
            {
                state.Throttle.Sent(account, candidate.Instrument, held, allowed, stampNs);
                return false;
            }
        }

        return isUsedUp;
    }

    /// <summary>
    /// Moves all positions to the backstop at the mark, and what equity is left; a negative rest is the fund's. False
    /// when a mark is missing or the backstop has no room: then nothing has moved that does not balance.
    /// </summary>
    public bool TryHandOver(uint account, long stampNs)
    {
        CancelWorking(account, stampNs);
        int count = state.Device.ReadPositions(account, positions);
        bool isWhole = true;
        bool hasPositions = false;
        foreach (PositionReading position in positions.AsSpan(0, count))
        {
            hasPositions |= position.Position != 0;
            isWhole &= position.Position == 0 || TryTransfer(account, position, stampNs);
        }

        if (!isWhole)
        {
            state.Counters.Add(MachineCounter.BackstopRefused);
            return false;
        }

        bool isFirst = state.Accounts[account].Phase != MarginPhase.Defaulted;
        long moved = SettleRest(account, isFirst, stampNs);
        if (isFirst || hasPositions || moved != 0)
        {
            settlement.Report(FundMovementKind.BackstopTransfer, account, 0, moved, stampNs);
            state.Counters.Add(MachineCounter.BackstopTransfers);
        }

        return true;
    }

    /// <summary>True while a working order of the account has not been told to cancel, for want of room.</summary>
    public bool HasOrdersToCancel(uint account)
    {
        int order = state.Accounts[account].OrdersHead;
        while (order != OrderTable.None && (state.Orders[order].IsCancelSent || state.Orders[order].IsClosing))
        {
            order = state.Orders[order].Next;
        }

        return order != OrderTable.None;
    }

    /// <summary>
    /// Orders already on their way to be cancelled are not cancelled again; what does not fit waits for the next
    /// review.
    /// </summary>
    public void CancelWorking(uint account, long stampNs)
    {
        int order = state.Accounts[account].OrdersHead;
        for (; order != OrderTable.None && state.Outputs.Remaining > 4; order = state.Orders[order].Next)
        {
            ref OrderRecord record = ref state.Orders[order];
            if (record.IsCancelSent || record.IsClosing)
            {
                continue;
            }

            record.IsCancelSent = true;
            ref OutputRecord output = ref state.Outputs.Next();
            output.Kind = OutputKind.CancelOrder;
            output.Account = account;
            output.SecurityId = state.Instruments[record.Instrument].Config.SecurityId;
            output.StampNs = stampNs;
            output.Side = record.Side;
            output.ClOrdId = state.NextClosingOrderId++;
            output.OrigClOrdId = record.ClOrdId;
        }
    }

    // Greatest (margin freed by closing all of it) - cost first, ties to the lower index.
    private int RankInstruments(uint account, in DeviceResult now)
    {
        int held = state.Device.ReadPositions(account, positions);
        int count = 0;
        foreach (PositionReading position in positions.AsSpan(0, held))
        {
            if (position.Position == 0)
            {
                continue;
            }

            Candidate candidate = Appraise(account, position, now);
            int at = count++;
            for (; at > 0 && candidates[at - 1].Gain < candidate.Gain; at--)
            {
                candidates[at] = candidates[at - 1];
            }

            candidates[at] = candidate;
        }

        return count;
    }

    private Candidate Appraise(uint account, PositionReading position, in DeviceResult now)
    {
        long lots = Math.Abs(position.Position);
        long freed = now.Maintenance - MaintenanceAfter(account, position.Instrument, lots);
        long cost = LiquidationPricing.CostPerLot(
            state.Instruments[position.Instrument].MarkMicro,
            lots,
            now.Equity,
            FixedPoint.Pos(freed),
            now.Maintenance,
            state.Snapshot.Parameters);
        Int128 gain = freed - ((Int128)cost * lots);
        return new Candidate(position.Instrument, position.Position, cost, gain);
    }

    private long MaintenanceAfter(uint account, int instrument, long lots)
    {
        ref DeviceCommand close = ref state.Prepare(DeviceOp.EvaluateClose, account);
        close.Instrument = instrument;
        close.Lots = lots;
        return state.Execute().Amount;
    }

    private bool TrySend(uint account, in Candidate candidate, long lots, in DeviceResult now, long stampNs)
    {
        InstrumentState instrument = state.Instruments[candidate.Instrument];
        bool isSell = candidate.Position > 0;
        if (state.Orders.IsFull || !instrument.IsTradable || !instrument.IsMarkUsable(stampNs))
        {
            return false;
        }

        long freed = FixedPoint.Pos(now.Maintenance - MaintenanceAfter(account, candidate.Instrument, lots));
        Int128 markValue = (Int128)(isSell ? lots : -lots) * instrument.MarkMicro;
        Int128 bankruptcy = LiquidationPricing.BankruptcyValue(markValue, now.Equity, freed, now.Maintenance);
        Int128 limit = LiquidationPricing.LimitValue(
            markValue, now.Equity, freed, now.Maintenance, state.Snapshot.Parameters);
        long bankruptcyPerLot = LiquidationPricing.PerLot(bankruptcy, lots, isSell);
        long limitPerLot = LiquidationPricing.ToTick(
            LiquidationPricing.PerLot(limit, lots, isSell), instrument.TickValueMicro, isSell);
        ref DeviceCommand reserve = ref state.Prepare(DeviceOp.ReserveOrder, account);
        reserve.Instrument = candidate.Instrument;
        reserve.Side = (sbyte)(isSell ? -1 : 1);
        reserve.Lots = lots;
        reserve.Value = limitPerLot;
        if (!state.Execute().IsAccepted)
        {
            return false;
        }

        Record(account, candidate.Instrument, isSell, lots, bankruptcyPerLot);
        Report(account, instrument, isSell, lots, limitPerLot, bankruptcyPerLot, stampNs);
        return true;
    }

    private void Record(uint account, int instrument, bool isSell, long lots, long bankruptcyPerLot)
    {
        ref AccountState own = ref state.Accounts[account];
        int index = state.Orders.Add(account, state.NextClosingOrderId, ref own.OrdersHead);
        ref OrderRecord record = ref state.Orders[index];
        record.Instrument = instrument;
        record.Side = (sbyte)(isSell ? -1 : 1);
        record.Lots = lots;
        record.BankruptcyMicro = bankruptcyPerLot;
        record.IsClosing = true;
        own.ClosingOrders++;
    }

    private void Report(
        uint account, InstrumentState instrument, bool isSell, long lots, long limit, long bankruptcy, long stampNs)
    {
        state.Counters.Add(MachineCounter.LiquidationOrders);
        ref OutputRecord output = ref state.Outputs.Next();
        output.Kind = OutputKind.LiquidationOrder;
        output.Detail = (byte)LiquidationReason.MaintenanceBreach;
        output.Account = account;
        output.SecurityId = instrument.Config.SecurityId;
        output.StampNs = stampNs;
        output.Side = (sbyte)(isSell ? -1 : 1);
        output.ClOrdId = state.NextClosingOrderId++;
        output.Token = state.NextReportId++;
        output.QuantityE8 = instrument.QuantityE8(lots);
        output.PriceE9 = instrument.PriceE9(limit);
        output.BankruptcyPriceE9 = instrument.PriceE9(bankruptcy);
    }

    // Both legs at the mark or neither.
    private bool TryTransfer(uint account, PositionReading position, long stampNs)
    {
        InstrumentState instrument = state.Instruments[position.Instrument];
        uint backstop = state.Config.BackstopAccount;
        long mark = instrument.MarkMicro;
        long lots = Math.Abs(position.Position);
        sbyte side = (sbyte)Math.Sign(position.Position);
        if (!instrument.IsMarkUsable(stampNs) || !TryTrade(backstop, position.Instrument, side, lots, mark))
        {
            return false;
        }

        if (TryTrade(account, position.Instrument, (sbyte)-side, lots, mark))
        {
            return true;
        }

        Check.That(TryTrade(backstop, position.Instrument, (sbyte)-side, lots, mark));
        return false;
    }

    private bool TryTrade(uint account, int instrument, sbyte side, long lots, long value)
    {
        ref DeviceCommand trade = ref state.Prepare(DeviceOp.Trade, account);
        trade.Instrument = instrument;
        trade.Side = side;
        trade.Lots = lots;
        trade.Value = value;
        if (!state.Execute().IsAccepted)
        {
            return false;
        }

        state.Throttle.Moved(account, instrument, side * lots);
        return true;
    }

    // Returns what went to the backstop, or came from the fund when negative. Only the first hand-over takes equity
    // along: what a defaulted account has later is its own.
    private long SettleRest(uint account, bool isFirst, long stampNs)
    {
        long equity = state.ReadGroup(account).Equity;
        if (equity < 0)
        {
            return -CoverRest(account, -equity, stampNs);
        }

        state.Accounts[account].UncoveredMicro = 0;
        if (!isFirst || equity == 0 || !state.TryForceCash(state.Config.BackstopAccount, equity))
        {
            return 0;
        }

        Check.That(state.TryForceCash(account, -equity));
        return equity;
    }

    // What an earlier look or fill counted as uncovered is still missing here: only what is new is counted.
    private long CoverRest(uint account, long neededMicro, long stampNs)
    {
        ref AccountState own = ref state.Accounts[account];
        long paid = state.Ledger.PayFromFund(neededMicro, own.UncoveredMicro);
        Check.That(paid == 0 || state.TryForceCash(account, paid));
        long uncovered = neededMicro - paid;
        if (uncovered > own.UncoveredMicro)
        {
            long fresh = uncovered - own.UncoveredMicro;
            settlement.Report(FundMovementKind.UncoveredLoss, account, 0, fresh, stampNs);
        }

        own.UncoveredMicro = uncovered;
        return paid;
    }

    private readonly record struct Candidate(int Instrument, long Position, long CostPerLot, Int128 Gain);
}
