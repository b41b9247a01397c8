using System;
using System.Runtime.CompilerServices;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>Working orders: the check of MARGIN.md section 7, reservation, release and replace.</summary>
internal sealed unsafe class OrderOps
{
    private readonly DeviceState state;
    private readonly OrderBounds bounds;

    public OrderOps(DeviceState state)
    {
        this.state = state;
        bounds = new OrderBounds(state);
    }

    /// <summary>
    /// CheckOrder, EvaluateOrder, ReplaceOrder and ReserveOrder. The order is added, judged, and taken back when it
    /// is refused or was only asked about: the inverse is exact, so every bit is as it was.
    /// </summary>
    public void Place(in DeviceCommand command, ref DeviceResult result)
    {
        GroupHeader* header = state.TryTouch(command.Group);
        bool isOpen = header != null && header->Kind != MarginGroupKind.Pool;
        ReasonCode reason = isOpen ? bounds.Validate(header, command) : ReasonCode.UnknownAccount;
        if (reason != ReasonCode.None)
        {
            Refuse(header, reason, ref result);
            return;
        }

        reason = TryTakeRoom(header, command.Instrument, out Places places);
        if (reason != ReasonCode.None)
        {
            Refuse(header, reason, ref result);
            return;
        }

        reason = CheckBounds(places, command);
        if (reason != ReasonCode.None)
        {
            DropIfEmpty(places);
            Refuse(header, reason, ref result);
            return;
        }

        Judge(command, places, ref result);
    }

    /// <summary>Gives back lots of a working order, always.</summary>
    public void Release(in DeviceCommand command, ref DeviceResult result)
    {
        GroupHeader* header = state.TryTouch(command.Group);
        Check.That(header != null && command.Lots > 0);
        Places places = Find(header, command.Instrument);
        Withdraw(places, command);
        FinishWorkingChange(places.Group, places.Index);
        if (places.Pool != null)
        {
            FinishWorkingChange(places.Pool, places.PoolIndex);
        }

        Answer(header, DeviceVerdict.Accept, ref result);
    }

    /// <summary>Where a group, and its pool, have an instrument that is working.</summary>
    public Places Find(GroupHeader* header, int instrument)
    {
        Places places = new() { Group = header, Index = GroupStore.FindPosition(header, instrument) };
        Check.That(places.Index >= 0);
        state.Store.PrefetchPosition(header, places.Index, false);
        places.Pool = state.Pools.PoolOf(header);
        if (places.Pool != null)
        {
            places.PoolIndex = GroupStore.FindPosition(places.Pool, instrument);
            Check.That(places.PoolIndex >= 0);
        }

        return places;
    }

    /// <summary>
    /// Takes the lots of a command and their reserve out of the group, and of its pool, without refreshing any
    /// requirement.
    /// </summary>
    public void Withdraw(in Places places, in DeviceCommand command)
    {
        Withdraw(places.Group, places.Index, command);
        if (places.Pool != null)
        {
            Withdraw(places.Pool, places.PoolIndex, command);
        }
    }

    /// <summary>Requirement, equity and maintenance of the margin group into the result.</summary>
    public void Answer(GroupHeader* header, DeviceVerdict verdict, ref DeviceResult result)
    {
        GroupHeader* group = state.Pools.MarginGroup(header);
        result.Verdict = verdict;
        result.Epoch = group->Epoch;
        result.Requirement = state.InitialMargin(group, out bool isInitialSaturated);
        result.Maintenance = state.Pools.Requirement(group, MarginKind.Maintenance, out bool isMaintenanceSaturated);
        result.Equity = state.Store.EquityMicro[group->Group];
        result.EquityInitial = state.Equity.Initial(group, out bool isEquitySaturated);
        bool isClamped = isInitialSaturated || isMaintenanceSaturated || isEquitySaturated
            || state.Equity.IsMaintenanceClamped(group);
        result.Flags = isClamped ? DeviceResultFlags.Saturated : DeviceResultFlags.None;
    }

    public void Refuse(GroupHeader* header, ReasonCode reason, ref DeviceResult result)
    {
        if (header != null)
        {
            Answer(header, DeviceVerdict.Reject, ref result);
        }

        result.Verdict = DeviceVerdict.Reject;
        result.Reason = reason;
    }

    // Step 2: first the member, then its pool.
    private ReasonCode TryTakeRoom(GroupHeader* header, int instrument, out Places places)
    {
        places = new Places { Group = header, Pool = state.Pools.PoolOf(header) };
        ReasonCode reason = state.TryGetPosition(header, instrument, out places.Index);
        if (reason != ReasonCode.None)
        {
            return reason;
        }

        state.Store.PrefetchPosition(header, places.Index, false);
        if (places.Pool != null)
        {
            reason = state.TryGetPosition(places.Pool, instrument, out places.PoolIndex);
            if (reason != ReasonCode.None)
            {
                state.DropIfEmpty(header, places.Index);
            }
        }

        return reason;
    }

    // Steps 3 and 4: the bounds of both, the position of the group alone.
    private ReasonCode CheckBounds(in Places places, in DeviceCommand command)
    {
        bool isInBounds = bounds.IsWithin(places.Group, places.Index, command)
            && (places.Pool == null || bounds.IsWithin(places.Pool, places.PoolIndex, command));
        return !isInBounds ? ReasonCode.Range
            : bounds.IsReduceRefused(places.Group, places.Index, command) ? ReasonCode.ReduceOnly
            : ReasonCode.None;
    }

    private void DropIfEmpty(in Places places)
    {
        state.DropIfEmpty(places.Group, places.Index);
        if (places.Pool != null)
        {
            state.DropIfEmpty(places.Pool, places.PoolIndex);
        }
    }

    private void Withdraw(GroupHeader* header, int index, in DeviceCommand command)
    {
        GroupPosition* position = state.Store.Positions(header) + index;
        Check.That(command.Lots <= state.Legs.OwnWorking(header, position, command.Side));
        state.Updates.ChangeWorking(header, index, command.Side, -command.Lots);
        header->ReservesMicro -= command.Lots * command.Reserve;
        Check.That(header->ReservesMicro >= 0);
    }

    private void Judge(in DeviceCommand command, in Places places, ref DeviceResult result)
    {
        GroupHeader* group = places.MarginGroup;
        long initialBefore = state.InitialMargin(group, out _);
        Undo undo = Add(places.Group, places.Index, command);
        Undo poolUndo = places.Pool != null ? Add(places.Pool, places.PoolIndex, command) : default;
        (DeviceVerdict verdict, ReasonCode reason) = Decide(command, places, initialBefore);
        Answer(group, verdict, ref result);
        result.Reason = reason;
        if (verdict != DeviceVerdict.Reject && command.Op != DeviceOp.EvaluateOrder)
        {
            return;
        }

        TakeBack(places.Group, places.Index, command, undo);
        if (places.Pool != null)
        {
            TakeBack(places.Pool, places.PoolIndex, command, poolUndo);
        }
    }

    private Undo Add(GroupHeader* header, int index, in DeviceCommand command)
    {
        Undo undo = new(
            header->RequirementW, header->IsSaturatedW != 0, header->OracleW, header->ReservesMicro);
        long tail = state.Updates.ChangeWorking(header, index, command.Side, command.Lots - command.OldLots);
        header->ReservesMicro += (command.Lots * command.Reserve) - (command.OldLots * command.OldReserve);
        state.RefreshRequirement(header, MarginKind.Initial, tail);
        return undo;
    }

    private void TakeBack(GroupHeader* header, int index, in DeviceCommand command, in Undo undo)
    {
        state.Updates.ChangeWorking(header, index, command.Side, command.OldLots - command.Lots);
        header->ReservesMicro = undo.Reserves;
        header->OracleW = undo.Oracle;
        state.Pools.SetRequirement(header, MarginKind.Initial, undo.Requirement, undo.IsSaturated);
        state.DropIfEmpty(header, index);
    }

    private (DeviceVerdict Verdict, ReasonCode Reason) Decide(
        in DeviceCommand command, in Places places, long initialBefore)
    {
        if (command.Op == DeviceOp.ReserveOrder)
        {
            return (DeviceVerdict.Accept, ReasonCode.None);
        }

        long equity = state.Equity.Initial(places.MarginGroup, out bool isEquitySaturated);
        long initial = state.InitialMargin(places.MarginGroup, out bool isInitialSaturated);
        if (isInitialSaturated || isEquitySaturated)
        {
            return (DeviceVerdict.Reject, ReasonCode.Saturated);
        }

        if (initial <= equity)
        {
            return (DeviceVerdict.Accept, ReasonCode.None);
        }

        bool isReduceOnly = (command.Flags & DeviceCommandFlags.ReduceOnly) != 0;
        if (isReduceOnly && IsReducing(command, places))
        {
            return (DeviceVerdict.AcceptReduceOnly, ReasonCode.None);
        }

        return (DeviceVerdict.Reject, equity < initialBefore ? ReasonCode.ReduceOnly : ReasonCode.InsufficientMargin);
    }

    // The reduce rule by differences, no division: not riskier and not further from maintenance after a full fill.
    // Neither equity is clamped, so that their difference is what the fill itself brings.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool IsReducing(in DeviceCommand command, in Places places)
    {
        long signed = command.Side > 0 ? command.Lots : -command.Lots;
        int index = places.Pool != null ? places.PoolIndex : places.Index;
        Int128 gained = state.Equity.ChangeAtMark(places.MarginGroup, index, signed)
            - ((Int128)signed * command.Value) - command.Fee;
        long before = state.Pools.Requirement(places.MarginGroup, MarginKind.Maintenance, out _);
        state.ShiftHeld(places, signed);
        long after = state.MaintenanceNow(places.Group, out bool saturated);
        state.ShiftHeld(places, -signed);
        return !saturated && after <= before && gained >= (Int128)after - before;
    }

    private void FinishWorkingChange(GroupHeader* header, int index)
    {
        if (header->IsOutOfRange != 0)
        {
            state.DropIfEmpty(header, index);
            state.Recompute(header);
            return;
        }

        state.RefreshRequirement(header, MarginKind.Initial, -1);
        state.DropIfEmpty(header, index);
    }

    // What an order changed beside its lots; the lots are taken back exactly.
    private readonly record struct Undo(long Requirement, bool IsSaturated, Int128 Oracle, long Reserves);
}
