using System;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>What moves positions: fills and transfers. A member's pool moves with it.</summary>
internal sealed unsafe class TradeOps
{
    private readonly DeviceState state;
    private readonly OrderOps orders;

    public TradeOps(DeviceState state, OrderOps orders)
    {
        this.state = state;
        this.orders = orders;
    }

    /// <summary>
    /// A working order trades: releases its lots, moves Q, V and cash. Refused if cash or V would leave its range.
    /// </summary>
    public void Fill(in DeviceCommand command, ref DeviceResult result)
    {
        GroupHeader* header = state.TryTouch(command.Group);
        Check.That(header != null && command.Lots > 0);
        Places places = orders.Find(header, command.Instrument);
        state.Store.PrefetchPosition(header, places.Index, true);
        if (!TryBook(places, command))
        {
            orders.Refuse(header, ReasonCode.Range, ref result);
            return;
        }

        orders.Withdraw(places, command);
        Finish(command, places, ref result);
    }

    /// <summary>
    /// A trade outside any working order, of a combination one of its legs. Refused when the group has no room or a
    /// bound would break.
    /// </summary>
    public void Trade(in DeviceCommand command, ref DeviceResult result)
    {
        GroupHeader* header = state.TryTouch(command.Group);
        bool isOpen = header != null && header->Kind != MarginGroupKind.Pool;
        ReasonCode reason = !isOpen ? ReasonCode.UnknownAccount
            : state.IsTradable(header, command.Instrument) ? ReasonCode.None
            : ReasonCode.UnknownInstrument;
        if (reason != ReasonCode.None)
        {
            orders.Refuse(header, reason, ref result);
            return;
        }

        reason = TryTakeRoom(header, command.Instrument, out Places places);
        if (reason == ReasonCode.None && (!IsWithinBounds(places, command) || !TryBook(places, command)))
        {
            reason = ReasonCode.Range;
        }

        if (reason != ReasonCode.None)
        {
            Drop(header, places.Index, command.Instrument);
            if (places.Pool != null)
            {
                Drop(places.Pool, places.PoolIndex, command.Instrument);
            }

            orders.Refuse(header, reason, ref result);
            return;
        }

        Finish(command, places, ref result);
    }

    // Room for what is traded, of a combination its legs: first the member, then its pool.
    private ReasonCode TryTakeRoom(GroupHeader* header, int instrument, out Places places)
    {
        places = new Places { Group = header, Pool = state.Pools.PoolOf(header), Index = -1, PoolIndex = -1 };
        ReasonCode reason = TryTakeRoom(header, instrument, out places.Index);
        return reason == ReasonCode.None && places.Pool != null
            ? TryTakeRoom(places.Pool, instrument, out places.PoolIndex)
            : reason;
    }

    private ReasonCode TryTakeRoom(GroupHeader* header, int instrument, out int index)
    {
        InstrumentRow* row = state.Tables.Instrument(instrument);
        index = -1;
        return row->LegCount > 0
            ? state.TryGetLegs(header, row)
            : state.TryGetPosition(header, instrument, out index);
    }

    // What the command trades, instrument by instrument; index -1: a combination that has no place in the group.
    private int Split(GroupHeader* header, int index, in DeviceCommand command, Span<PositionMove> moves)
    {
        InstrumentRow* row = state.Tables.Instrument(command.Instrument);
        long signed = command.Side * command.Lots;
        Int128 amount = (Int128)signed * command.Value;
        if (row->LegCount > 0)
        {
            return state.Legs.Split(header, row, signed, amount, state.Equity.Marks.ValuesMicro, moves);
        }

        moves[0] = new PositionMove(index, signed, amount);
        return 1;
    }

    private bool IsWithinBounds(in Places places, in DeviceCommand command)
    {
        // No trade within the bounds is larger, and the products below need an end.
        if (command.Lots > 2 * Limits.GroupLotsMax)
        {
            return false;
        }

        Span<PositionMove> moves = stackalloc PositionMove[Limits.ComboLegsMax];
        if (!state.IsWithinBounds(places.Group, moves[..Split(places.Group, places.Index, command, moves)]))
        {
            return false;
        }

        return places.Pool == null
            || state.IsWithinBounds(places.Pool, moves[..Split(places.Pool, places.PoolIndex, command, moves)]);
    }

    // Cash and open values of group and pool, all or nothing: false when one of them would leave the range of money.
    private bool TryBook(in Places places, in DeviceCommand command)
    {
        Span<PositionMove> moves = stackalloc PositionMove[Limits.ComboLegsMax];
        Span<long> changed = stackalloc long[Limits.ComboLegsMax];
        moves = moves[..Split(places.Group, places.Index, command, moves)];
        Int128 spent = ((Int128)(command.Side * command.Lots) * command.Value) + command.Fee;
        EquityBook equity = state.Equity;
        bool isInRange = EquityBook.IsMoney(places.Group->CashMicro - spent)
            && equity.TryMoveOpenValues(places.Group, moves, changed);
        if (!isInRange)
        {
            return false;
        }

        if (places.Pool == null)
        {
            equity.Book(places.Group, moves, changed, spent);
            return true;
        }

        Span<PositionMove> pooled = stackalloc PositionMove[Limits.ComboLegsMax];
        pooled = pooled[..Split(places.Pool, places.PoolIndex, command, pooled)];
        Span<long> pooledChanged = stackalloc long[Limits.ComboLegsMax];
        isInRange = EquityBook.IsMoney(places.Pool->CashMicro - spent)
            && equity.TryFollowOpenValues(places, moves, changed, pooled, pooledChanged);
        if (isInRange)
        {
            equity.Book(places.Group, moves, changed, spent);
            equity.Book(places.Pool, pooled, pooledChanged, spent);
        }

        return isInRange;
    }

    private void Finish(in DeviceCommand command, in Places places, ref DeviceResult result)
    {
        Move(command, places.Group, places.Index);
        if (places.Pool != null)
        {
            Move(command, places.Pool, places.PoolIndex);
        }

        orders.Answer(places.Group, DeviceVerdict.Accept, ref result);
    }

    // Moves every instrument, then looks at the bucket they share, then gives back what is empty. Equity moves by what
    // the trade was better than the mark.
    private void Move(in DeviceCommand command, GroupHeader* header, int index)
    {
        Span<PositionMove> moves = stackalloc PositionMove[Limits.ComboLegsMax];
        moves = moves[..Split(header, index, command, moves)];
        Int128 gained = -command.Fee;
        foreach (ref readonly PositionMove move in moves)
        {
            gained += state.Equity.ChangeAtMark(header, move.Index, move.SignedLots) - move.AmountMicro;
            state.Updates.MovePosition(header->Group, header, move);
        }

        state.Updates.RefreshBucket(header, state.Store.Positions(header)[moves[0].Index].Bucket);
        Drop(header, index, command.Instrument);
        state.RefreshDerived(header);
        state.Equity.Move(header, gained);
    }

    private void Drop(GroupHeader* header, int index, int instrument)
    {
        if (index >= 0)
        {
            state.DropIfEmpty(header, index);
        }
        else if (state.Tables.Instrument(instrument)->LegCount > 0)
        {
            state.DropEmptyLegs(header, state.Tables.Instrument(instrument));
        }
    }
}
