using System;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>What moves positions and cash: fills, transfers, deposits and withdrawals.</summary>
internal sealed unsafe class TradeOps
{
    private readonly DeviceState state;
    private readonly OrderOps orders;

    public TradeOps(DeviceState state, OrderOps orders)
    {
        this.state = state;
        this.orders = orders;
    }

    /// <summary>A working order trades: releases its lots, moves Q and cash. Refused if cash would overflow.</summary>
    public void Fill(in DeviceCommand command, ref DeviceResult result)
    {
        GroupHeader* header = state.TryTouch(command.Group);
        Check.That(header != null);
        int index = GroupStore.FindPosition(header, command.Instrument);
        Check.That(index >= 0 && command.Lots > 0);
        state.Store.PrefetchPosition(header, index, true);
        if (!TryMoveCash(header, command))
        {
            orders.Refuse(command.Group, header, ReasonCode.Range, ref result);
            return;
        }

        orders.Withdraw(header, index, command.Side, command.Lots, command.Reserve);
        Finish(command, header, index, ref result);
    }

    /// <summary>A trade outside any working order. Refused when the group has no room or a bound would break.</summary>
    public void Trade(in DeviceCommand command, ref DeviceResult result)
    {
        GroupHeader* header = state.TryTouch(command.Group);
        if (header == null)
        {
            orders.Refuse(command.Group, header, ReasonCode.UnknownAccount, ref result);
            return;
        }

        ReasonCode reason = state.TryGetPosition(header, command.Instrument, out int index);
        if (reason == ReasonCode.None && (!IsWithinBounds(header, index, command) || !TryMoveCash(header, command)))
        {
            state.DropIfEmpty(header, index);
            reason = ReasonCode.Range;
        }

        if (reason != ReasonCode.None)
        {
            orders.Refuse(command.Group, header, reason, ref result);
            return;
        }

        Finish(command, header, index, ref result);
    }

    /// <summary>Deposit or withdrawal. A withdrawal must leave IMR covered; a deposit only has to fit.</summary>
    public void MoveCash(in DeviceCommand command, ref DeviceResult result)
    {
        GroupHeader* header = state.TryTouch(command.Group);
        if (header == null)
        {
            orders.Refuse(command.Group, header, ReasonCode.UnknownAccount, ref result);
            return;
        }

        Int128 cash = (Int128)header->CashMicro + command.Value;
        if (Int128.Abs(cash) > (Int128)FixedPoint.MoneyMax)
        {
            orders.Refuse(command.Group, header, ReasonCode.Range, ref result);
            return;
        }

        long before = header->CashMicro;
        header->CashMicro = (long)cash;
        state.RefreshEquity(command.Group, header);
        bool isForced = (command.Flags & DeviceCommandFlags.Forced) != 0;
        long initial = DeviceState.InitialMargin(header, out bool saturated);
        if (command.Value < 0 && !isForced && (saturated || initial > state.Store.EquityMicro[command.Group]))
        {
            header->CashMicro = before;
            state.RefreshEquity(command.Group, header);
            orders.Refuse(command.Group, header, ReasonCode.InsufficientCollateral, ref result);
            return;
        }

        orders.Answer(command.Group, header, DeviceVerdict.Accept, ref result);
    }

    private static bool TryMoveCash(GroupHeader* header, in DeviceCommand command)
    {
        Int128 paid = (Int128)command.Lots * command.Value * command.Side;
        Int128 cash = header->CashMicro - paid - command.Fee;
        if (Int128.Abs(cash) > (Int128)FixedPoint.MoneyMax)
        {
            return false;
        }

        header->CashMicro = (long)cash;
        return true;
    }

    private bool IsWithinBounds(GroupHeader* header, int index, in DeviceCommand command)
    {
        GroupPosition* position = state.Store.Positions(header) + index;
        long q = position->Q + (command.Side * command.Lots);
        long added = Math.Abs(q) - Math.Abs(position->Q);
        Int128 gabs = header->Gabs + ((Int128)added * state.Arrays.Rmax(command.Instrument));
        return Math.Abs(q) + position->B + position->S <= Limits.GroupLotsMax && gabs <= (Int128)FixedPoint.MoneyMax;
    }

    private void Finish(in DeviceCommand command, GroupHeader* header, int index, ref DeviceResult result)
    {
        state.Updates.ChangePosition(command.Group, header, index, command.Side * command.Lots);
        state.DropIfEmpty(header, index);
        if (header->IsOutOfRange != 0)
        {
            state.SwitchEpoch(command.Group, header);
        }
        else
        {
            state.RefreshRequirements(command.Group, header);
        }

        MoveEquity(command, header);
        orders.Answer(command.Group, header, DeviceVerdict.Accept, ref result);
    }

    // A trade moves equity by what it was better than the mark; only a clamped value must be taken apart for that.
    private void MoveEquity(in DeviceCommand command, GroupHeader* header)
    {
        ref long equity = ref state.Store.EquityMicro[command.Group];
        Int128 gained = (Int128)command.Lots * (state.MarksMicro[command.Instrument] - command.Value) * command.Side;
        Int128 after = equity + gained - command.Fee;
        bool wasExact = Math.Abs(equity) < FixedPoint.MoneyMax;
        if (wasExact && Int128.Abs(after) < (Int128)FixedPoint.MoneyMax)
        {
            equity = (long)after;
        }
        else
        {
            state.RefreshEquity(command.Group, header);
        }
    }
}
