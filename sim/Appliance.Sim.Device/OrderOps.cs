using System;
using System.Runtime.CompilerServices;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>Working orders: the check of MARGIN.md section 7, reservation, release and replace.</summary>
internal sealed unsafe class OrderOps
{
    private readonly DeviceState state;

    public OrderOps(DeviceState state) => this.state = state;

    /// <summary>
    /// CheckOrder, ReplaceOrder and ReserveOrder. The order is added, judged, and taken back when refused: the
    /// inverse is exact, so a refusal leaves every bit as it was.
    /// </summary>
    public void Place(in DeviceCommand command, ref DeviceResult result)
    {
        GroupHeader* header = state.TryTouch(command.Group);
        ReasonCode reason = header == null ? ReasonCode.UnknownAccount : Validate(command);
        if (reason != ReasonCode.None)
        {
            Refuse(command.Group, header, reason, ref result);
            return;
        }

        reason = state.TryGetPosition(header, command.Instrument, out int index);
        if (reason == ReasonCode.None)
        {
            state.Store.PrefetchPosition(header, index, false);
            reason = CheckBounds(header, index, command);
            if (reason != ReasonCode.None)
            {
                state.DropIfEmpty(header, index);
            }
        }

        if (reason != ReasonCode.None)
        {
            Refuse(command.Group, header, reason, ref result);
            return;
        }

        Judge(command, header, index, ref result);
    }

    /// <summary>Gives back lots of a working order, always.</summary>
    public void Release(in DeviceCommand command, ref DeviceResult result)
    {
        GroupHeader* header = state.TryTouch(command.Group);
        Check.That(header != null);
        int index = GroupStore.FindPosition(header, command.Instrument);
        Check.That(index >= 0 && command.Lots > 0);
        state.Store.PrefetchPosition(header, index, false);
        Withdraw(header, index, command.Side, command.Lots, command.Reserve);
        FinishWorkingChange(command.Group, header, index);
        Answer(command.Group, header, DeviceVerdict.Accept, ref result);
    }

    /// <summary>Takes working lots and their reserve out of the group without refreshing the requirement.</summary>
    public void Withdraw(GroupHeader* header, int index, int side, long lots, long reservePerLot)
    {
        state.Updates.ChangeWorking(header, index, side, -lots);
        header->ReservesMicro -= lots * reservePerLot;
        Check.That(header->ReservesMicro >= 0);
    }

    /// <summary>Requirement, equity and maintenance of the group into the result.</summary>
    public void Answer(uint group, GroupHeader* header, DeviceVerdict verdict, ref DeviceResult result)
    {
        result.Verdict = verdict;
        result.Epoch = header->Epoch;
        result.Requirement = DeviceState.InitialMargin(header, out bool saturated);
        result.Maintenance = header->RequirementL;
        result.Equity = state.Store.EquityMicro[group];
        result.EquityInitial = result.Equity;
        bool isClamped = saturated || header->IsSaturatedL != 0 || state.IsEquitySaturated(group, header);
        result.Flags = isClamped ? DeviceResultFlags.Saturated : DeviceResultFlags.None;
    }

    public void Refuse(uint group, GroupHeader* header, ReasonCode reason, ref DeviceResult result)
    {
        if (header != null)
        {
            Answer(group, header, DeviceVerdict.Reject, ref result);
        }

        result.Verdict = DeviceVerdict.Reject;
        result.Reason = reason;
    }

    private ReasonCode Validate(in DeviceCommand command)
    {
        if (!state.IsKnown(command.Instrument))
        {
            return ReasonCode.UnknownInstrument;
        }

        bool isLegal = command.Lots is >= 1 and <= Limits.OrderLotsMax
            && command.Side is 1 or -1
            && command.Value is >= 0 and < Limits.PerLotLimit
            && command.Reserve is >= 0 and < Limits.PerLotLimit
            && command.Fee is >= 0 and <= FixedPoint.MoneyMax
            && command.OldLots is >= 0 and <= Limits.OrderLotsMax
            && command.OldReserve is >= 0 and < Limits.PerLotLimit;
        return isLegal ? ReasonCode.None : ReasonCode.Range;
    }

    private ReasonCode CheckBounds(GroupHeader* header, int index, in DeviceCommand command)
    {
        GroupPosition* position = state.Store.Positions(header) + index;
        long working = command.Side > 0 ? position->B : position->S;
        Check.That(command.OldLots <= working);
        long added = command.Lots - command.OldLots;
        long lots = Math.Abs(position->Q) + position->B + position->S + added;
        Int128 gabs = header->Gabs + ((Int128)added * state.Arrays.Rmax(command.Instrument));
        Int128 reserves = header->ReservesMicro + ((Int128)command.Lots * command.Reserve)
            - ((Int128)command.OldLots * command.OldReserve);
        if (lots > Limits.GroupLotsMax
            || gabs > (Int128)FixedPoint.MoneyMax
            || reserves > (Int128)FixedPoint.MoneyMax
            || header->IsOutOfRange != 0)
        {
            return ReasonCode.Range;
        }

        // The appliance's own closing orders are not asked step 4.
        bool isReduceOnly = (command.Flags & DeviceCommandFlags.ReduceOnly) != 0 && command.Op != DeviceOp.ReserveOrder;
        long opposite = command.Side > 0 ? -position->Q : position->Q;
        return isReduceOnly && working + added > opposite ? ReasonCode.ReduceOnly : ReasonCode.None;
    }

    private void Judge(in DeviceCommand command, GroupHeader* header, int index, ref DeviceResult result)
    {
        long requirementBefore = header->RequirementW;
        byte saturatedBefore = header->IsSaturatedW;
        long reservesBefore = header->ReservesMicro;
        long added = command.Lots - command.OldLots;
        long tail = state.Updates.ChangeWorking(header, index, command.Side, added);
        header->ReservesMicro += (command.Lots * command.Reserve) - (command.OldLots * command.OldReserve);
        header->RequirementW = state.Engine.Requirement(header, MarginKind.Initial, tail, out bool isSaturated);
        header->IsSaturatedW = (byte)(isSaturated ? 1 : 0);
        (DeviceVerdict verdict, ReasonCode reason) = Decide(command, header, index, reservesBefore, requirementBefore);
        Answer(command.Group, header, verdict, ref result);
        result.Reason = reason;
        if (verdict != DeviceVerdict.Reject)
        {
            return;
        }

        state.Updates.ChangeWorking(header, index, command.Side, -added);
        header->ReservesMicro = reservesBefore;
        header->RequirementW = requirementBefore;
        header->IsSaturatedW = saturatedBefore;
        state.DropIfEmpty(header, index);
    }

    private (DeviceVerdict Verdict, ReasonCode Reason) Decide(
        in DeviceCommand command, GroupHeader* header, int index, long reservesBefore, long requirementBefore)
    {
        if (command.Op == DeviceOp.ReserveOrder)
        {
            return (DeviceVerdict.Accept, ReasonCode.None);
        }

        long equity = state.Store.EquityMicro[command.Group];
        long initial = DeviceState.InitialMargin(header, out bool saturated);
        if (saturated || state.IsEquitySaturated(command.Group, header))
        {
            return (DeviceVerdict.Reject, ReasonCode.Saturated);
        }

        if (initial <= equity)
        {
            return (DeviceVerdict.Accept, ReasonCode.None);
        }

        bool isReduceOnly = (command.Flags & DeviceCommandFlags.ReduceOnly) != 0;
        if (isReduceOnly && IsReducing(command, header, index, equity))
        {
            return (DeviceVerdict.AcceptReduceOnly, ReasonCode.None);
        }

        bool wasShort = equity < (Int128)requirementBefore + reservesBefore;
        return (DeviceVerdict.Reject, wasShort ? ReasonCode.ReduceOnly : ReasonCode.InsufficientMargin);
    }

    // The reduce rule by differences, no division: not riskier and not further from maintenance after a full fill.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool IsReducing(in DeviceCommand command, GroupHeader* header, int index, long equity)
    {
        long signed = command.Side > 0 ? command.Lots : -command.Lots;
        state.Updates.ShiftHeld(header, index, signed);
        long after = state.Engine.Requirement(header, MarginKind.Maintenance, -1, out bool saturated);
        state.Updates.ShiftHeld(header, index, -signed);
        long before = header->RequirementL;
        long mark = state.MarksMicro[command.Instrument];
        Int128 equityAfter = equity + ((Int128)signed * (mark - command.Value)) - command.Fee;
        return !saturated && after <= before && equityAfter - after >= (Int128)equity - before;
    }

    private void FinishWorkingChange(uint group, GroupHeader* header, int index)
    {
        if (header->IsOutOfRange != 0)
        {
            state.DropIfEmpty(header, index);
            state.SwitchEpoch(group, header);
            return;
        }

        header->RequirementW = state.Engine.Requirement(header, MarginKind.Initial, -1, out bool saturated);
        header->IsSaturatedW = (byte)(saturated ? 1 : 0);
        state.DropIfEmpty(header, index);
    }
}
