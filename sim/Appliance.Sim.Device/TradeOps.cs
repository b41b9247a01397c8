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

    /// <summary>
    /// A trade outside any working order, of a combination one of its legs. Refused when the group has no room or a
    /// bound would break.
    /// </summary>
    public void Trade(in DeviceCommand command, ref DeviceResult result)
    {
        GroupHeader* header = state.TryTouch(command.Group);
        ReasonCode reason = header == null ? ReasonCode.UnknownAccount
            : state.IsTradable(header, command.Instrument) ? ReasonCode.None
            : ReasonCode.UnknownInstrument;
        if (reason != ReasonCode.None)
        {
            orders.Refuse(command.Group, header, reason, ref result);
            return;
        }

        int index = -1;
        InstrumentRow* row = state.Tables.Instrument(command.Instrument);
        reason = row->LegCount > 0
            ? state.TryGetLegs(header, row)
            : state.TryGetPosition(header, command.Instrument, out index);
        if (reason == ReasonCode.None && (!IsWithinBounds(header, index, command) || !TryMoveCash(header, command)))
        {
            reason = ReasonCode.Range;
        }

        if (reason != ReasonCode.None)
        {
            Drop(header, index, row);
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

    // What the command trades, instrument by instrument; index -1: a combination that has no place in the group.
    private int Split(GroupHeader* header, int index, in DeviceCommand command, Span<PositionMove> moves)
    {
        InstrumentRow* row = state.Tables.Instrument(command.Instrument);
        long signed = command.Side * command.Lots;
        Int128 amount = (Int128)signed * command.Value;
        if (row->LegCount > 0)
        {
            return state.Legs.Split(header, row, signed, amount, state.MarksMicro, moves);
        }

        moves[0] = new PositionMove(index, signed, amount);
        return 1;
    }

    private bool IsWithinBounds(GroupHeader* header, int index, in DeviceCommand command)
    {
        // No trade within the bounds is larger, and the products below need an end.
        if (command.Lots > 2 * Limits.GroupLotsMax)
        {
            return false;
        }

        Span<PositionMove> moves = stackalloc PositionMove[Limits.ComboLegsMax];
        moves = moves[..Split(header, index, command, moves)];
        bool isInBounds = true;
        Int128 gabs = header->Gabs;
        foreach (ref readonly PositionMove move in moves)
        {
            GroupPosition* position = state.Store.Positions(header) + move.Index;
            long q = position->Q + move.SignedLots;
            long added = Math.Abs(q) - Math.Abs(position->Q);
            gabs += (Int128)added * state.Arrays.Rmax(position->Instrument);
            isInBounds &= Math.Abs(q) + position->Bx + position->Sx <= Limits.GroupLotsMax;

            // How far a group is out of range is not kept, so nothing in it may grow.
            isInBounds &= added <= 0 || header->IsOutOfRange == 0;
        }

        return isInBounds && gabs <= (Int128)FixedPoint.MoneyMax;
    }

    // Moves every instrument, then looks at the bucket they share, then gives back what is empty.
    private void Finish(in DeviceCommand command, GroupHeader* header, int index, ref DeviceResult result)
    {
        Span<PositionMove> moves = stackalloc PositionMove[Limits.ComboLegsMax];
        moves = moves[..Split(header, index, command, moves)];
        Int128 gained = -command.Fee;
        foreach (ref readonly PositionMove move in moves)
        {
            gained += MarkValue(header, move) - move.AmountMicro;
            state.Updates.MovePosition(command.Group, header, move);
        }

        state.Updates.RefreshBucket(header, state.Store.Positions(header)[moves[0].Index].Bucket);
        Drop(header, index, state.Tables.Instrument(command.Instrument));
        if (header->IsOutOfRange != 0)
        {
            state.SwitchEpoch(command.Group, header);
        }
        else
        {
            state.RefreshRequirements(command.Group, header);
        }

        MoveEquity(command.Group, header, gained);
        orders.Answer(command.Group, header, DeviceVerdict.Accept, ref result);
    }

    private Int128 MarkValue(GroupHeader* header, in PositionMove move) =>
        (Int128)move.SignedLots * state.MarksMicro[state.Store.Positions(header)[move.Index].Instrument];

    private void Drop(GroupHeader* header, int index, InstrumentRow* row)
    {
        if (index >= 0)
        {
            state.DropIfEmpty(header, index);
        }
        else
        {
            state.DropEmptyLegs(header, row);
        }
    }

    // A trade moves equity by what it was better than the mark; only a clamped value must be taken apart for that.
    private void MoveEquity(uint group, GroupHeader* header, Int128 gained)
    {
        ref long equity = ref state.Store.EquityMicro[group];
        Int128 after = equity + gained;
        bool wasExact = Math.Abs(equity) < FixedPoint.MoneyMax;
        if (wasExact && Int128.Abs(after) < (Int128)FixedPoint.MoneyMax)
        {
            equity = (long)after;
        }
        else
        {
            state.RefreshEquity(group, header);
        }
    }
}
