using System.Runtime.Intrinsics.X86;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>
/// Asks memory for what the next commands will touch while the present one is computed. Changes nothing, whatever
/// the commands hold; where the processor has no such instruction it does nothing.
/// </summary>
internal sealed unsafe class CommandPrefetch
{
    /// <summary>Commands between the fetch of a group's row of keys and its execution.</summary>
    public const int FarCommands = 6;

    /// <summary>Commands between the fetch of everything else and its execution.</summary>
    public const int NearCommands = 2;

    private readonly GroupStore store;
    private readonly ArrayTable arrays;

    public CommandPrefetch(DeviceState state)
    {
        store = state.Store;
        arrays = state.Arrays;
    }

    /// <summary>The row that tells where the rest is.</summary>
    public void Far(in DeviceCommand command)
    {
        if (Sse.IsSupported && IsOfGroup(command))
        {
            store.PrefetchRow(command.Group);
        }
    }

    /// <summary>Head, joint accumulators, position, bucket and losses.</summary>
    public void Near(in DeviceCommand command)
    {
        if (!Sse.IsSupported || !IsOfGroup(command))
        {
            return;
        }

        bool isTrade = command.Op is DeviceOp.Fill or DeviceOp.Trade;
        store.PrefetchCommand(command.Group, command.Instrument, isTrade);
        if (command.Instrument >= 0 && command.Instrument < arrays.Count)
        {
            arrays.Prefetch(command.Instrument);
        }
    }

    private bool IsOfGroup(in DeviceCommand command) =>
        command.Op is not (DeviceOp.SetMark or DeviceOp.Switch) && command.Group < (uint)store.Capacity.Groups;
}
