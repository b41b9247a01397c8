using System;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>
/// Partial liquidation sizing (MARGIN.md section 9): two binary searches over how many lots to close. L is moved and
/// moved back; nothing else changes.
/// </summary>
internal sealed unsafe class LiquidationSizer
{
    private readonly DeviceState state;
    private readonly OrderOps orders;

    public LiquidationSizer(DeviceState state, OrderOps orders)
    {
        this.state = state;
        this.orders = orders;
    }

    /// <summary>MMR with Lots of the instrument closed.</summary>
    public void EvaluateClose(in DeviceCommand command, ref DeviceResult result)
    {
        if (!TryFind(command, ref result, out GroupHeader* header, out int index))
        {
            return;
        }

        Probe probe = new(header, index, state.Store.Positions(header)[index].Q);
        Check.That(command.Lots >= 0 && command.Lots <= probe.Held);
        orders.Answer(command.Group, header, DeviceVerdict.Accept, ref result);
        result.Amount = MaintenanceAt(ref probe, command.Lots);
        MaintenanceAt(ref probe, 0);
    }

    /// <summary>Lots to close at a cost per lot so that the group reaches its target, or the best there is.</summary>
    public void Size(in DeviceCommand command, ref DeviceResult result)
    {
        if (!TryFind(command, ref result, out GroupHeader* header, out int index))
        {
            return;
        }

        orders.Answer(command.Group, header, DeviceVerdict.Accept, ref result);
        long equity = state.Store.EquityMicro[command.Group];
        Probe probe = new(header, index, state.Store.Positions(header)[index].Q);
        long peak = FindPeak(ref probe, equity, command.Value);
        bool isCured = Gain(ref probe, peak, equity, command.Value) >= Int128.Zero;
        result.Amount = isCured ? FindSmallest(ref probe, peak, equity, command.Value) : peak;
        result.Flags |= isCured ? DeviceResultFlags.Cured : DeviceResultFlags.None;
        MaintenanceAt(ref probe, 0);
    }

    // First x with g(x+1) <= g(x).
    private long FindPeak(ref Probe probe, long equity, long cost)
    {
        long low = 0;
        long high = probe.Held;
        while (low < high)
        {
            long middle = low + ((high - low) / 2);
            Int128 here = Gain(ref probe, middle, equity, cost);
            Int128 next = Gain(ref probe, middle + 1, equity, cost);
            (low, high) = next > here ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    // Smallest x up to the peak with g(x) >= 0, given that the peak has it.
    private long FindSmallest(ref Probe probe, long peak, long equity, long cost)
    {
        long low = 0;
        long high = peak;
        while (low < high)
        {
            long middle = low + ((high - low) / 2);
            bool isEnough = Gain(ref probe, middle, equity, cost) >= Int128.Zero;
            (low, high) = isEnough ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    // g(x) = E - cost*x - MulCeil(MMR(x), btarget)
    private Int128 Gain(ref Probe probe, long lots, long equity, long cost)
    {
        long maintenance = MaintenanceAt(ref probe, lots);
        return equity - ((Int128)cost * lots) - FixedPoint.MulCeilWide(maintenance, state.Scale.Target);
    }

    // Moves L from what is closed now to lots closed, so that consecutive probes cost one pass each.
    private long MaintenanceAt(ref Probe probe, long lots)
    {
        if (lots != probe.Closed)
        {
            state.Updates.ShiftHeld(probe.Header, probe.Index, probe.Sign * (probe.Closed - lots));
            probe.Closed = lots;
        }

        return state.Engine.Requirement(probe.Header, MarginKind.Maintenance, -1, out _);
    }

    private bool TryFind(
        in DeviceCommand command, ref DeviceResult result, out GroupHeader* header, out int index)
    {
        header = state.TryTouch(command.Group);
        index = header == null ? -1 : GroupStore.FindPosition(header, command.Instrument);
        if (index >= 0 && IsHeldOrWorked(header, state.Store.Positions(header) + index))
        {
            return true;
        }

        orders.Refuse(command.Group, header, header == null ? ReasonCode.UnknownAccount : ReasonCode.Range, ref result);
        return false;
    }

    // By itself: neither as the leg of a combination alone, nor as collateral.
    private bool IsHeldOrWorked(GroupHeader* header, GroupPosition* position)
    {
        (long buys, long sells) = state.Legs.Own(header, position);
        return (position->Q != 0 || buys != 0 || sells != 0)
            && !state.Tables.Instrument(position->Instrument)->IsCollateral;
    }

    // A what-if in progress: how much of the position is closed in L right now.
    private struct Probe
    {
        public Probe(GroupHeader* header, int index, long q)
        {
            Header = header;
            Index = index;
            Sign = Math.Sign(q);
            Held = Math.Abs(q);
        }

        public GroupHeader* Header { get; }

        public int Index { get; }

        public int Sign { get; }

        public long Held { get; }

        public long Closed { get; set; }
    }
}
