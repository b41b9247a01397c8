using System;
using System.Collections.Generic;
using System.Linq;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Sim.Device;

namespace Appliance.Exactness.Tests;

/// <summary>Executing commands, switching epochs and scanning allocate nothing.</summary>
public class AllocationTests
{
    private const int Groups = 8;

    private const uint Pool = Groups;

    private static readonly DeviceCommand[] Opening = [.. Open()];

    private static readonly DeviceCommand[] Cycle = [.. Round()];

    [Fact]
    public void Every_command_runs_without_allocating()
    {
        RiskSnapshot snapshot = Snapshot();
        using SimDevice device = new(new DeviceCapacity(Groups + 1, 8, 8), snapshot);
        DeviceResult[] results = new DeviceResult[Math.Max(Cycle.Length, Opening.Length)];
        uint[] found = new uint[Groups];
        device.Execute(Opening, results.AsSpan(0, Opening.Length));
        Spin(device, snapshot, results, found, 200);

        long before = GC.GetAllocatedBytesForCurrentThread();
        int accepted = Spin(device, snapshot, results, found, 200);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
        Assert.True(accepted >= 200 * (Cycle.Length - 1), $"{accepted} of {200 * Cycle.Length} accepted");
        Assert.Equal(17, Cycle.Concat(Opening).Select(command => command.Op).Distinct().Count());
    }

    private static int Spin(SimDevice device, RiskSnapshot snapshot, DeviceResult[] results, uint[] found, int rounds)
    {
        int accepted = 0;
        for (int round = 0; round < rounds; round++)
        {
            snapshot.NextEpoch(round % 2, 1_000_000 + round);
            device.LoadEpoch(snapshot);
            device.Execute(Cycle, results.AsSpan(0, Cycle.Length));
            for (int k = 0; k < Cycle.Length; k++)
            {
                accepted += results[k].IsAccepted ? 1 : 0;
            }

            device.Scan(0, found);
            device.TotalEquity();
        }

        return accepted;
    }

    private static IEnumerable<DeviceCommand> Open()
    {
        DeviceCommand open = new() { Op = DeviceOp.OpenGroup };
        yield return open with { Group = Pool, Lots = (long)MarginGroupKind.Pool };
        for (uint g = 0; g < Groups; g++)
        {
            MarginGroupKind kind = g < 2 ? MarginGroupKind.Member : MarginGroupKind.Cross;
            yield return open with { Group = g, Lots = (long)kind, OldLots = g < 2 ? Pool : 0 };
            yield return new DeviceCommand { Op = DeviceOp.MoveCash, Group = g, Value = 1L << 50 };
        }
    }

    // Ends where it began, but for the fees; one order of it is refused.
    private static IEnumerable<DeviceCommand> Round()
    {
        for (uint g = 0; g < Groups; g++)
        {
            int i = (int)g % 3;
            DeviceCommand buy = new() { Group = g, Instrument = i, Side = 1, Lots = 20, Value = 1_000_000 };
            buy.Reserve = 3;
            yield return buy with { Op = DeviceOp.SetMark, Value = 1_000_000 + g, Reserve = g % 2 * 999_999 };
            yield return buy with { Op = DeviceOp.EvaluateOrder };
            yield return buy with { Op = DeviceOp.CheckOrder };
            yield return buy with { Op = DeviceOp.ReplaceOrder, Lots = 30, OldLots = 20, OldReserve = 3 };
            yield return buy with { Op = DeviceOp.ReleaseOrder, Lots = 5 };
            yield return buy with { Op = DeviceOp.Fill, Lots = 25, Fee = 7 };
            yield return buy with { Op = DeviceOp.ReserveOrder, Side = -1 };
            yield return buy with { Op = DeviceOp.EvaluateClose, Lots = 10 };
            yield return buy with { Op = DeviceOp.SizeLiquidation, Value = 12 };
            yield return buy with { Op = DeviceOp.Fill, Side = -1 };
            yield return buy with { Op = DeviceOp.Trade, Side = -1, Lots = 5 };
            yield return new DeviceCommand { Op = DeviceOp.MoveCash, Group = g, Value = 5 };
            yield return new DeviceCommand { Op = DeviceOp.MoveCash, Group = g, Value = -5 };
            yield return new DeviceCommand { Op = DeviceOp.SetAssetPrice, Value = 1_000 + g, Reserve = 999 };
            yield return new DeviceCommand { Op = DeviceOp.MoveAsset, Group = g, Value = 500 };
            yield return new DeviceCommand { Op = DeviceOp.MoveAsset, Group = g, Value = -500 };
            yield return new DeviceCommand { Op = DeviceOp.Watch, Group = g, Value = g % 3 };
            yield return new DeviceCommand { Op = DeviceOp.ReadGroup, Group = g };
        }

        yield return new DeviceCommand { Op = DeviceOp.CheckOrder, Side = 1, Lots = int.MaxValue, Value = 1 << 30 };
        yield return new DeviceCommand { Op = DeviceOp.Switch, Lots = Groups };
    }

    private static RiskSnapshot Snapshot()
    {
        AffineSegment[] tier = [new(Rate.Up(1, 100).Q32, 0), new(Rate.Up(5, 100).Q32, 1_000_000)];
        UnderlyingRisk underlying = new() { Name = "U", TierInitial = tier, TierMaintenance = tier };
        RiskSnapshot snapshot = new(
            RiskProfile.Std,
            new RiskParameters(),
            [underlying],
            [
                new InstrumentRisk("P", 0, 0, IsOption: false, IsLinear: true),
                new InstrumentRisk("F", 0, 1, IsOption: false, IsLinear: true),
                new InstrumentRisk("O", 0, 1, IsOption: true, IsLinear: false),
                new InstrumentRisk("A", 0, 0, IsOption: false, IsLinear: false) { IsCollateral = true },
            ],
            [
                new AssetRisk
                {
                    Name = "A",
                    Credit = tier,
                    RiskInstrument = 3,
                    LotUnits = 100,
                    WrongWayUnderlying = 0,
                    WrongWayQ32 = Rate.One.Q32,
                    OracleQ32 = Rate.One.Q32,
                },
            ]);
        snapshot.LossShocksQ32(0)[3] = 1L << 29;
        snapshot.ArrayLinear(0, 1_000_000);
        snapshot.ArrayLinear(1, 1_000_000);
        snapshot.Losses(2)[4] = 300_000;
        snapshot.Losses(3)[5] = 200_000;
        Assert.Empty(SnapshotCheck.Faults(snapshot));
        return snapshot;
    }
}
