using System;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>Steps 1, 3 and 4 of the order check (MARGIN.md section 7): what can be said without any margin.</summary>
internal sealed unsafe class OrderBounds
{
    private readonly DeviceState state;

    public OrderBounds(DeviceState state) => this.state = state;

    /// <summary>Step 1 once the group is known.</summary>
    public ReasonCode Validate(GroupHeader* header, in DeviceCommand command)
    {
        if (!state.IsTradable(header, command.Instrument))
        {
            return ReasonCode.UnknownInstrument;
        }

        // A combination may be worth less than nothing.
        bool isCombo = state.Tables.Instrument(command.Instrument)->LegCount > 0;
        bool isLegal = command.Lots is >= 1 and <= Limits.OrderLotsMax
            && command.Side is 1 or -1
            && command.Value < Limits.PerLotLimit
            && command.Value >= (isCombo ? 1 - Limits.PerLotLimit : 0)
            && command.Reserve is >= 0 and < Limits.PerLotLimit
            && command.Fee is >= 0 and <= FixedPoint.MoneyMax
            && command.OldLots <= Limits.OrderLotsMax
            && command.OldLots >= (command.Op == DeviceOp.ReplaceOrder ? 1 : 0)
            && command.OldReserve is >= 0 and < Limits.PerLotLimit;
        return isLegal ? ReasonCode.None : ReasonCode.Range;
    }

    /// <summary>Step 3 once the group has room; the same for a pool with its sums.</summary>
    public bool IsWithin(GroupHeader* header, int index, in DeviceCommand command)
    {
        GroupPosition* position = state.Store.Positions(header) + index;
        InstrumentRow* row = state.Tables.Instrument(command.Instrument);
        Check.That(command.OldLots <= state.Legs.OwnWorking(header, position, command.Side));
        long added = command.Lots - command.OldLots;
        long lots = Math.Abs(position->Q) + position->Bx + position->Sx + added;
        Int128 gabs = header->Gabs;
        bool isInBounds = lots <= Limits.GroupLotsMax;
        if (row->LegCount == 0)
        {
            gabs += (Int128)added * state.Arrays.Rmax(command.Instrument);
        }
        else
        {
            isInBounds &= state.Legs.IsReachInBounds(header, row, added, ref gabs);
        }

        Int128 reserves = header->ReservesMicro + ((Int128)command.Lots * command.Reserve)
            - ((Int128)command.OldLots * command.OldReserve);
        return isInBounds
            && gabs <= (Int128)FixedPoint.MoneyMax
            && reserves <= (Int128)FixedPoint.MoneyMax
            && header->IsOutOfRange == 0;
    }

    /// <summary>
    /// Step 4, of the group's own position. The appliance's own closing orders are not asked; a combination has no
    /// position to reduce.
    /// </summary>
    public bool IsReduceRefused(GroupHeader* header, int index, in DeviceCommand command)
    {
        GroupPosition* position = state.Store.Positions(header) + index;
        bool isReduceOnly = (command.Flags & DeviceCommandFlags.ReduceOnly) != 0 && command.Op != DeviceOp.ReserveOrder;
        long working = command.Side > 0 ? position->Bx : position->Sx;
        long opposite = command.Side > 0 ? -position->Q : position->Q;
        return isReduceOnly && working + command.Lots - command.OldLots > opposite;
    }
}
