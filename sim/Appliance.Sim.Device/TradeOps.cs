using System;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>What moves positions: fills and transfers.</summary>
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
        if (!TryBook(header, index, command))
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
        if (reason == ReasonCode.None && (!state.IsWithinBounds(header, index, command.Side * command.Lots) || !TryBook(header, index, command)))
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

    // Cash and open value, both or neither: false when one of them would leave the range of money.
    private bool TryBook(GroupHeader* header, int index, in DeviceCommand command)
    {
        long signed = command.Side * command.Lots;
        Int128 paid = (Int128)signed * command.Value;
        Int128 cash = header->CashMicro - paid - command.Fee;
        long held = state.Store.Positions(header)[index].Q;
        long value = state.Equity.OpenValueOf(header, index);
        bool isInRange = Int128.Abs(cash) <= (Int128)FixedPoint.MoneyMax
            & OpenValue.TryMove(value, held, signed, paid, out long moved);
        if (isInRange)
        {
            header->CashMicro = (long)cash;
            state.Equity.SetOpenValue(header, index, moved);
        }

        return isInRange;
    }

    private void Finish(in DeviceCommand command, GroupHeader* header, int index, ref DeviceResult result)
    {
        long signed = command.Side * command.Lots;
        Int128 gained = state.Equity.ChangeAtMark(header, index, signed)
            - ((Int128)signed * command.Value) - command.Fee;
        state.Updates.ChangePosition(command.Group, header, index, signed);
        state.DropIfEmpty(header, index);
        state.RefreshDerived(command.Group, header);
        state.Equity.Settle(header);
        state.Equity.Move(header, gained);
        orders.Answer(command.Group, header, DeviceVerdict.Accept, ref result);
    }
}
