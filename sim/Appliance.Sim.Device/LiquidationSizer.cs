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
        if (!TryFind(command, ref result, out Probe probe))
        {
            return;
        }

        Check.That(command.Lots >= 0 && command.Lots <= probe.Held);
        orders.Answer(probe.Places.Group, DeviceVerdict.Accept, ref result);
        result.Amount = MaintenanceAt(ref probe, command.Lots);
        MaintenanceAt(ref probe, 0);
    }

    /// <summary>Lots to close at a cost per lot so that the group reaches its target, or the best there is.</summary>
    public void Size(in DeviceCommand command, ref DeviceResult result)
    {
        if (!TryFind(command, ref result, out Probe probe))
        {
            return;
        }

        orders.Answer(probe.Places.Group, DeviceVerdict.Accept, ref result);
        long equity = state.Store.EquityMicro[probe.Places.MarginGroup->Group];
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
        bool isInRange = !probe.IsOutOfRange && TryClose(ref probe, lots);
        return isInRange ? state.MaintenanceNow(probe.Places.Group, out _) : FixedPoint.MoneyMax;
    }

    // False, and nothing moved, when the close would bring the pool out of range.
    private bool TryClose(ref Probe probe, long lots)
    {
        long signed = probe.Sign * (probe.Closed - lots);
        if (signed == 0)
        {
            return true;
        }

        if (probe.Places.Pool != null && !TryShiftBound(probe.Places.Pool, probe.Places.PoolIndex, signed))
        {
            return false;
        }

        state.ShiftHeld(probe.Places, signed);
        probe.Closed = lots;
        return true;
    }

    // What a member closes may have offset another's: then the pool's position grows, and the bound of its
    // accumulators has to grow with it.
    private bool TryShiftBound(GroupHeader* pool, int index, long signedLots)
    {
        GroupPosition* position = state.Store.Positions(pool) + index;
        long added = Math.Abs(position->Q + signedLots) - Math.Abs(position->Q);
        Int128 gabs = pool->Gabs + ((Int128)added * state.Arrays.Rmax(position->Instrument));
        if (gabs > (Int128)FixedPoint.MoneyMax)
        {
            return false;
        }

        pool->Gabs = (long)gabs;
        return true;
    }

    // What the group itself holds or works, and what may be closed: no pool has such, nor is collateral closed.
    private bool TryFind(in DeviceCommand command, ref DeviceResult result, out Probe probe)
    {
        GroupHeader* header = state.TryTouch(command.Group);
        bool isOpen = header != null && header->Kind != MarginGroupKind.Pool;
        int index = isOpen ? GroupStore.FindPosition(header, command.Instrument) : -1;
        if (index < 0 || !state.IsTradable(header, command.Instrument) || !IsOwn(header, index))
        {
            probe = default;
            orders.Refuse(header, header == null ? ReasonCode.UnknownAccount : ReasonCode.Range, ref result);
            return false;
        }

        probe = new Probe(orders.Find(header, command.Instrument), state.Store.Positions(header)[index].Q);
        return true;
    }

    // A leg may have its place by a combination alone.
    private bool IsOwn(GroupHeader* header, int index)
    {
        GroupPosition* position = state.Store.Positions(header) + index;
        (long buys, long sells) = state.Legs.Own(header, position);
        return position->Q != 0 || buys != 0 || sells != 0;
    }

    // A what-if in progress: how much of the position is closed in L right now.
    private struct Probe
    {
        public Probe(in Places places, long q)
        {
            Places = places;
            Sign = Math.Sign(q);
            Held = Math.Abs(q);
            IsOutOfRange = places.Group->IsOutOfRange != 0 || places.MarginGroup->IsOutOfRange != 0;
        }

        public Places Places { get; }

        public int Sign { get; }

        public long Held { get; }

        /// <summary>Nothing that is closed lowers the requirement.</summary>
        public bool IsOutOfRange { get; }

        public long Closed { get; set; }
    }
}
