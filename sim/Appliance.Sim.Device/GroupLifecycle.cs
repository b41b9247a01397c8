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

        GroupHeader* pool = command.Lots == (long)MarginGroupKind.Member ? state.TryTouch((uint)command.OldLots) : null;
        header = state.Store.Header(command.Group);
        state.Store.Reset(header);
        header->Epoch = state.Epoch;
        header->Kind = (MarginGroupKind)command.Lots;
        header->IsStandard = (command.Flags & DeviceCommandFlags.StandardMode) != 0;
        header->OnlyInstrument = header->Kind == MarginGroupKind.Isolated ? (ushort)command.Instrument : (ushort)0;
        if (pool != null)
        {
            state.Pools.Join(pool, header);
        }
        else
        {
            bool isPool = header->Kind == MarginGroupKind.Pool;
            state.Pools.Open(header, isPool ? (ulong)command.OldReserve : 0);
        }

        state.Equity.Open(header);
        state.Recompute(header);
        return ReasonCode.None;
    }

    /// <summary>Closes the open group; it must hold, work, owe and own nothing.</summary>
    public ReasonCode TryClose(uint group, GroupHeader* header)
    {
        if (header->PositionCount > 0 || header->CashMicro != 0 || header->AssetMask != 0
            || (header->Kind == MarginGroupKind.Pool && state.Pools.CountOf(header) > 0))
        {
            return ReasonCode.Range;
        }

        if (header->Kind == MarginGroupKind.Member)
        {
            state.Pools.Leave(header);
        }

        header->IsOpen = 0;
        state.Equity.Close(header);
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
            case (long)MarginGroupKind.Pool:
                return command.OldReserve is >= 0 and <= 1L << 32 ? ReasonCode.None : ReasonCode.Range;
            case (long)MarginGroupKind.Member:
                return CheckPool(command);
            default:
                return ReasonCode.Range;
        }
    }

    // Asked without touching the pool: it switches with its member, and only when that is opened.
    private ReasonCode CheckPool(in DeviceCommand command)
    {
        if (command.OldLots < 0 || command.OldLots >= state.Store.Capacity.Groups)
        {
            return ReasonCode.UnknownAccount;
        }

        GroupHeader* pool = state.Store.Header((uint)command.OldLots);
        bool isStandard = (command.Flags & DeviceCommandFlags.StandardMode) != 0;
        bool isPool = pool->IsOpen != 0 && pool->Kind == MarginGroupKind.Pool && pool->IsStandard == isStandard;
        return !isPool ? ReasonCode.UnknownAccount
            : state.Pools.CountOf(pool) == Limits.PoolMembersMax ? ReasonCode.PoolCapacity
            : ReasonCode.None;
    }
}
