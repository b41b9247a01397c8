using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>Groups come and go (MARGIN.md section 4): kind and mode are fixed while a group is open.</summary>
internal sealed unsafe class GroupLifecycle
{
    private readonly DeviceState state;

    public GroupLifecycle(DeviceState state) => this.state = state;

    /// <summary>
    /// The open group, empty or as it was when it was open already; no head when the id is beyond the device's.
    /// </summary>
    public ReasonCode TryOpen(in DeviceCommand command, out GroupHeader* header)
    {
        header = state.TryTouch(command.Group);
        if (header != null)
        {
            return ReasonCode.None;
        }

        ReasonCode reason = command.Group < (uint)state.Store.Capacity.Groups
            ? CheckKind(command)
            : ReasonCode.Range;
        if (reason != ReasonCode.None)
        {
            return reason;
        }

        header = state.Store.Header(command.Group);
        state.Store.Reset(header);
        header->Kind = (MarginGroupKind)command.Lots;
        header->IsStandard = (command.Flags & DeviceCommandFlags.StandardMode) != 0;
        header->OnlyInstrument = header->Kind == MarginGroupKind.Isolated ? (ushort)command.Instrument : (ushort)0;
        state.Store.EquityMicro[command.Group] = 0;
        state.SwitchEpoch(command.Group, header);
        return ReasonCode.None;
    }

    /// <summary>Closes the open group; it must hold, work, owe and own nothing.</summary>
    public ReasonCode TryClose(uint group, GroupHeader* header)
    {
        if (header->PositionCount > 0 || header->CashMicro != 0)
        {
            return ReasonCode.Range;
        }

        header->IsOpen = 0;
        state.Store.WatchMicro[group] = long.MinValue;
        return ReasonCode.None;
    }

    private ReasonCode CheckKind(in DeviceCommand command)
    {
        switch (command.Lots)
        {
            case (long)MarginGroupKind.Cross:
                return ReasonCode.None;
            case (long)MarginGroupKind.Isolated:
                return state.HasMark(command.Instrument) ? ReasonCode.None : ReasonCode.UnknownInstrument;
            default:
                return ReasonCode.Range;
        }
    }
}
