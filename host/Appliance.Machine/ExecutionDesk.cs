using System;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Wire;

namespace Appliance.Machine;

/// <summary>
/// What the venue reports: fills move positions and cash, ends give reserves back. A fill is a fact: one without a
/// known order, or larger than it, still moves the position, and is counted.
/// </summary>
internal sealed class ExecutionDesk
{
    private readonly MachineState state;
    private readonly ClosingSettlement settlement;

    public ExecutionDesk(MachineState state)
    {
        this.state = state;
        settlement = new ClosingSettlement(state);
    }

    /// <summary>False when the report names nothing known or makes no sense: counted, nothing changes.</summary>
    public bool Apply(in ExecutionReportDecoder report, long stampNs)
    {
        state.Device.Hint(report.Account);
        InstrumentState? instrument = state.Instruments.Find(report.SecurityID);
        bool isKnown = instrument is not null && state.Accounts.IsOpen(report.Account);
        bool isApplied = isKnown && Dispatch(report, instrument!, stampNs);
        if (!isApplied)
        {
            state.Counters.Add(MachineCounter.ExecutionsIgnored);
        }

        return isApplied;
    }

    private bool Dispatch(in ExecutionReportDecoder report, InstrumentState instrument, long stampNs)
    {
        int order = state.Orders.Find(report.Account, report.ClOrdID);
        if (order != OrderTable.None && state.Orders[order].Instrument != instrument.Index)
        {
            return false;
        }

        switch (report.ExecType)
        {
            case ExecType.Trade:
                return ApplyTrade(report, instrument, order, stampNs);
            case ExecType.Canceled:
            case ExecType.Expired:
                return order != OrderTable.None && End(order);
            case ExecType.Rejected:
                return order != OrderTable.None && Reject(order, report, instrument);
            case ExecType.Replaced:
                return order != OrderTable.None && ConfirmReplace(order, report, instrument);
            default:
                return report.ExecType == ExecType.New && order != OrderTable.None;
        }
    }

    private bool ApplyTrade(in ExecutionReportDecoder report, InstrumentState instrument, int order, long stampNs)
    {
        int side = report.Side == Side.Buy ? 1 : -1;
        bool isLegal = report.Side is Side.Buy or Side.Sell
            && report.LastQtyMantissa > 0
            && report.LastQtyMantissa % instrument.LotE8 == 0
            && report.LastQtyMantissa / instrument.LotE8 <= Limits.OrderLotsMax
            && report.LeavesQtyMantissa >= 0
            && (order == OrderTable.None || state.Orders[order].Side == side);
        long fee = report.CommissionIsNull ? 0 : report.CommissionMantissa;
        if (!isLegal || !instrument.TryValue(report.LastPxMantissa, out long value) || !state.Ledger.CanCollect(fee))
        {
            return false;
        }

        // A fee, or a rebate, beyond the value of the trade is not one.
        long lots = report.LastQtyMantissa / instrument.LotE8;
        if (Int128.Abs(fee) > (Int128)lots * value)
        {
            return false;
        }

        long moved = Move(report.Account, instrument.Index, order, side, lots, value, fee);
        if (order == OrderTable.None)
        {
            return true;
        }

        if (moved > 0 && state.Orders[order].IsClosing)
        {
            settlement.Settle(order, instrument, moved, value, stampNs);
        }

        // Whether or not the books could hold the fill, the order is as far as the venue says.
        if (state.Orders[order].Lots == 0 || report.LeavesQtyMantissa == 0)
        {
            End(order);
        }

        return true;
    }

    // Fills what is working, and moves the rest as a trade of its own. Returns the lots that moved.
    private long Move(uint account, int instrument, int order, int side, long lots, long value, long fee)
    {
        long working = order == OrderTable.None ? 0 : Math.Min(lots, state.Orders[order].Lots);
        if (working > 0)
        {
            ref DeviceCommand fill = ref Prepare(DeviceOp.Fill, account, instrument, side, working, value, fee);
            fill.Reserve = state.Orders[order].ReserveMicro;
            if (!state.Execute().IsAccepted)
            {
                Refuse(account);
                return 0;
            }

            state.Throttle.Moved(account, instrument, side * working);
            state.Orders[order].Lots -= working;
            state.Orders[order].FilledLots += working;
            state.Counters.Add(MachineCounter.Fills);
            state.Ledger.CollectFee(fee);
            fee = 0;
        }

        if (lots == working)
        {
            return lots;
        }

        Prepare(DeviceOp.Trade, account, instrument, side, lots - working, value, fee);
        state.Counters.Add(MachineCounter.FillsUnsolicited);
        if (!state.Execute().IsAccepted)
        {
            Refuse(account);
            return working;
        }

        state.Throttle.Moved(account, instrument, side * (lots - working));
        state.Ledger.CollectFee(fee);
        return lots;
    }

    // The books no longer agree with the venue: nobody trades this account until a person has looked.
    private void Refuse(uint account)
    {
        state.Accounts[account].IsBlocked = true;
        state.Counters.Add(MachineCounter.FillsRefused);
    }

    private bool End(int order)
    {
        ref OrderRecord record = ref state.Orders[order];
        ref AccountState account = ref state.Accounts[record.Account];
        if (record.Lots > 0)
        {
            Release(record, record.Lots);
        }

        if (record.IsClosing)
        {
            account.ClosingOrders--;
        }

        state.Orders.Remove(order, ref account.OrdersHead);
        state.Counters.Add(MachineCounter.OrdersEnded);
        return true;
    }

    // A refused replace whose old order still works goes back to it; any other rejection is the order's end.
    private bool Reject(int order, in ExecutionReportDecoder report, InstrumentState instrument)
    {
        ref OrderRecord record = ref state.Orders[order];
        if (!record.HasAlias || report.ClOrdID != record.ClOrdId || report.LeavesQtyMantissa == 0)
        {
            return End(order);
        }

        if (!TryLeaves(report, instrument, out long leaves))
        {
            return false;
        }

        state.Orders.RevertRename(order);
        Adjust(ref record, leaves, record.ReserveMicro);
        return true;
    }

    // What the venue works now is the truth: fills may have crossed the replace on the way.
    private bool ConfirmReplace(int order, in ExecutionReportDecoder report, InstrumentState instrument)
    {
        ref OrderRecord record = ref state.Orders[order];
        if (!record.HasAlias || !TryLeaves(report, instrument, out long leaves))
        {
            return false;
        }

        state.Orders.DropAlias(order);
        if (leaves == 0)
        {
            return End(order);
        }

        Adjust(ref record, leaves, record.PendingReserveMicro);
        return true;
    }

    private static bool TryLeaves(in ExecutionReportDecoder report, InstrumentState instrument, out long leaves)
    {
        leaves = report.LeavesQtyMantissa / instrument.LotE8;
        return report.LeavesQtyMantissa % instrument.LotE8 == 0 && leaves is >= 0 and <= Limits.OrderLotsMax;
    }

    // Working lots and their reserve become what the venue says; what cannot be held blocks the account.
    private void Adjust(ref OrderRecord record, long lots, long reserveMicro)
    {
        if (lots == record.Lots && reserveMicro == record.ReserveMicro)
        {
            return;
        }

        if (record.Lots > 0)
        {
            Release(record, record.Lots);
        }

        record.ReserveMicro = reserveMicro;
        record.Lots = lots;
        if (!TryReserve(record, lots))
        {
            record.Lots = 0;
            Refuse(record.Account);
        }
    }

    private void Release(in OrderRecord record, long lots)
    {
        ref DeviceCommand release = ref Prepare(
            DeviceOp.ReleaseOrder, record.Account, record.Instrument, record.Side, lots, 0, 0);
        release.Reserve = record.ReserveMicro;
        Check.That(state.Execute().IsAccepted);
    }

    private bool TryReserve(in OrderRecord record, long lots)
    {
        ref DeviceCommand reserve = ref Prepare(
            DeviceOp.ReserveOrder, record.Account, record.Instrument, record.Side, lots, 0, 0);
        reserve.Reserve = record.ReserveMicro;
        return state.Execute().IsAccepted;
    }

    private ref DeviceCommand Prepare(
        DeviceOp op, uint account, int instrument, int side, long lots, long value, long fee)
    {
        ref DeviceCommand command = ref state.Prepare(op, account);
        command.Instrument = instrument;
        command.Side = (sbyte)side;
        command.Lots = lots;
        command.Value = value;
        command.Fee = fee;
        return ref command;
    }
}
