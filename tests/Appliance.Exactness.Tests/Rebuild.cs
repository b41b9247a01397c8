using System;
using System.Numerics;
using Appliance.Margin;
using Appliance.Sim.Device;
using Appliance.Sim.Oracle;

namespace Appliance.Exactness.Tests;

/// <summary>
/// Incremental equals full: after a command a second device is built from nothing but the primary state (marks, cash,
/// positions, working orders) and must show the same requirements and the same hash.
/// </summary>
internal sealed class Rebuild
{
    private readonly DeviceCapacity capacity;
    private readonly RiskSnapshot snapshot;
    private readonly OracleDevice oracle;
    private readonly WorkingOrders orders;

    public Rebuild(DeviceCapacity capacity, RiskSnapshot snapshot, OracleDevice oracle, WorkingOrders orders)
    {
        this.capacity = capacity;
        this.snapshot = snapshot;
        this.oracle = oracle;
        this.orders = orders;
    }

    /// <summary>A group out of range cannot be built up again by commands: then there is nothing to compare.</summary>
    public string? Compare(in DeviceCommand command, IMarginDevice device, Coverage? coverage)
    {
        using SimDevice full = new(capacity, snapshot);
        if (!TryBuild(full))
        {
            coverage?.Hit("not rebuilt");
            return null;
        }

        coverage?.Hit("rebuilt");

        string? difference = Comparison.Hashes(full, device);
        if (difference is not null || !oracle.IsOpen(command.Group) || command.Op == DeviceOp.SetMark)
        {
            return difference is null ? null : "rebuilt: " + difference;
        }

        // The group is on the newest epoch already, so that reading it moves nothing.
        OracleBook book = oracle.Book;
        if (book[command.Group].Snapshot != book.Snapshot)
        {
            return null;
        }

        DeviceCommand read = new() { Op = DeviceOp.ReadGroup, Group = command.Group };
        difference = Comparison.Results(Execute(full, read), Execute(device, read));
        return difference is null ? null : "rebuilt: " + difference;
    }

    private bool TryBuild(SimDevice full)
    {
        OracleBook book = oracle.Book;
        for (int i = 0; i < book.Marks.Count; i++)
        {
            if (book.Marks[i] > 0)
            {
                Execute(full, new DeviceCommand { Op = DeviceOp.SetMark, Instrument = i, Value = (long)book.Marks[i] });
            }
        }

        bool isBuilt = true;
        foreach ((long id, OracleGroup group) in book.Groups)
        {
            uint g = (uint)id;
            DeviceCommand cash = new() { Op = DeviceOp.MoveCash, Group = g, Value = (long)group.Cash };
            cash.Flags = DeviceCommandFlags.Forced;
            isBuilt &= Execute(full, new DeviceCommand { Op = DeviceOp.OpenGroup, Group = g }).IsAccepted;
            isBuilt &= Execute(full, cash).IsAccepted;
            foreach ((int i, OracleHolding holding) in group.Holdings)
            {
                isBuilt &= holding.Q == 0 || Execute(full, Trade(g, i, holding.Q)).IsAccepted;
            }
        }

        foreach (WorkingOrder order in orders.All)
        {
            isBuilt &= Execute(full, Reserve(order)).IsAccepted;
        }

        return isBuilt;
    }

    // At value zero: cash is already what it is.
    private static DeviceCommand Trade(uint group, int instrument, BigInteger q) => new()
    {
        Op = DeviceOp.Trade,
        Side = (sbyte)q.Sign,
        Group = group,
        Instrument = instrument,
        Lots = (long)BigInteger.Abs(q),
    };

    private static DeviceCommand Reserve(WorkingOrder order) => new()
    {
        Op = DeviceOp.ReserveOrder,
        Side = order.Side,
        Group = order.Group,
        Instrument = order.Instrument,
        Lots = order.Lots,
        Reserve = order.Reserve,
    };

    private static DeviceResult Execute(IMarginDevice device, DeviceCommand command)
    {
        DeviceResult result = default;
        device.Execute(new ReadOnlySpan<DeviceCommand>(in command), new Span<DeviceResult>(ref result));
        return result;
    }
}
