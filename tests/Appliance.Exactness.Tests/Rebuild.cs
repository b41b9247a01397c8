using System;
using System.Linq;
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
        SetPrices(full, book.Marks);

        // A price that is unknown cannot be set: a later epoch must not have brought one.
        bool isBuilt = Enumerable.Range(0, book.Marks.AssetCount)
            .All(a => book.Marks.AssetPrice(a) > 0 || snapshot.Assets[a].PriceMicro == 0);
        foreach (OracleGroup group in book.Groups.Values.OrderBy(group => group.Kind == OracleGroupKind.Member))
        {
            isBuilt &= TryBuild(full, group);
        }

        foreach (WorkingOrder order in orders.All)
        {
            isBuilt &= Execute(full, Reserve(order)).IsAccepted;
        }

        return isBuilt;
    }

    private static void SetPrices(SimDevice full, OracleMarks marks)
    {
        for (int i = 0; i < marks.Count; i++)
        {
            if (marks[i] > 0)
            {
                Execute(full, Price(DeviceOp.SetMark, i, marks[i], marks.Average(i)));
            }
        }

        for (int a = 0; a < marks.AssetCount; a++)
        {
            if (marks.AssetPrice(a) > 0)
            {
                Execute(full, Price(DeviceOp.SetAssetPrice, a, marks.AssetPrice(a), marks.AssetAverage(a)));
            }
        }
    }

    private static bool TryBuild(SimDevice full, OracleGroup group)
    {
        uint g = (uint)group.Id;
        bool isBuilt = Execute(full, Opening(group)).IsAccepted;
        if (group.IsPool)
        {
            return isBuilt;
        }

        foreach ((int i, OracleHolding holding) in group.Holdings)
        {
            if (holding.Q != 0 && !group.Snapshot.Instrument(i).IsCollateral)
            {
                isBuilt &= TryTrade(full, g, i, holding);
            }
        }

        foreach ((int asset, BigInteger balance) in group.Balances)
        {
            isBuilt &= Execute(full, Forced(DeviceOp.MoveAsset, g, asset, balance)).IsAccepted;
        }

        return isBuilt & Execute(full, Forced(DeviceOp.MoveCash, g, 0, group.Cash)).IsAccepted;
    }

    private static DeviceCommand Opening(OracleGroup group) => new()
    {
        Op = DeviceOp.OpenGroup,
        Group = (uint)group.Id,
        Lots = (long)group.Kind,
        Flags = group.Terms.Mode == OracleMode.Standard ? DeviceCommandFlags.StandardMode : DeviceCommandFlags.None,
        Instrument = group.Kind == OracleGroupKind.Isolated ? group.Terms.Instrument : 0,
        OldLots = group.Kind == OracleGroupKind.Member ? group.Terms.PoolId : 0,
        OldReserve = group.IsPool ? (long)group.Terms.LambdaPool : 0,
    };

    // One lot carries the open value, the others are for nothing; cash comes back at once.
    private static bool TryTrade(SimDevice full, uint group, int instrument, OracleHolding holding)
    {
        DeviceCommand trade = new()
        {
            Op = DeviceOp.Trade,
            Side = (sbyte)holding.Q.Sign,
            Group = group,
            Instrument = instrument,
            Lots = 1,
            Value = (long)holding.V * holding.Q.Sign,
        };
        bool isBuilt = Execute(full, trade).IsAccepted;
        long rest = (long)BigInteger.Abs(holding.Q) - 1;
        isBuilt &= rest == 0 || Execute(full, trade with { Lots = rest, Value = 0 }).IsAccepted;
        return isBuilt & Execute(full, Forced(DeviceOp.MoveCash, group, 0, holding.V)).IsAccepted;
    }

    private static DeviceCommand Forced(DeviceOp op, uint group, int asset, BigInteger value) => new()
    {
        Op = op,
        Group = group,
        Instrument = asset,
        Value = (long)value,
        Flags = DeviceCommandFlags.Forced,
    };

    private static DeviceCommand Price(DeviceOp op, int index, BigInteger value, BigInteger average) =>
        new() { Op = op, Instrument = index, Value = (long)value, Reserve = (long)average };

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
