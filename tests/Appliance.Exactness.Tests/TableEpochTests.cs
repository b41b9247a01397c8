using System;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Sim.Device;
using static Appliance.Exactness.Tests.DeviceCase;

namespace Appliance.Exactness.Tests;

/// <summary>MARGIN.md section 8: parameters and tables belong to the epoch, not to the device.</summary>
public class TableEpochTests
{
    [Fact]
    public void A_group_takes_new_tables_at_its_next_command()
    {
        using DeviceCase world = new();
        world.Open(0).Open(1).Trade(X, 10);
        world.Do(Order(X, 10) with { Op = DeviceOp.Trade, Group = 1 });
        Assert.Equal((1010, 1010), (world.Read().Requirement, world.Read(1).Requirement));
        RiskSnapshot next = DeviceCase.Make(
            p => p with { PhiInitialQ32 = 3 * Rate.One.Q32, CallQ32 = 1000 * Rate.One.Q32 },
            u => u with { MultiplierQ32 = 2 * Rate.One.Q32, OracleQ32 = Rate.One.Q32 / 8 },
            i => i with { FundingQ32 = 1L << 31 });
        next.Follow(world.Snapshot);
        world.Device.LoadEpoch(next);

        // The watch level is that of the old tables until the group is touched.
        Assert.Equal(0, world.Device.Scan(0, new uint[4]));
        DeviceResult read = world.Read();
        Assert.Equal((2u, 6010 + 1250 + 5000, 2010), (read.Epoch, read.Requirement, read.Maintenance));
        Assert.Equal(1, world.Device.Scan(0, new uint[4]));
        world.Do(new DeviceCommand { Op = DeviceOp.Switch, Lots = 4 });
        Assert.Equal(2, world.Device.Scan(0, new uint[4]));
    }

    [Fact]
    public void Nothing_of_a_snapshot_is_read_after_the_load()
    {
        AffineSegment[] tier = [new(Rate.One.Q32, 0)];
        using DeviceCase world = new(
            underlying: u => u with { TierInitial = tier, TierMaintenance = tier },
            instrument: i => i with { StandardInitial = tier });
        world.Open(0).Open(1, isStandard: true);
        tier[0] = default;
        Array.Clear(world.Snapshot.Underlyings);
        Array.Clear(world.Snapshot.Instruments);
        world.Snapshot.Losses(P).Fill(7);
        Assert.Equal(10_000, world.Trade(P, 10).Requirement);
        DeviceCommand standard = Order(P, 10) with { Op = DeviceOp.Trade, Group = 1 };
        Assert.Equal(10_010, world.Do(standard).Requirement);
    }

    [Fact]
    public void A_change_of_shape_is_a_fault()
    {
        Assert.Throws<CheckFailedException>(() => Load(i => i with { IsOption = true }));
        Assert.Throws<CheckFailedException>(() => Load(i => i with { Expiry = 3 }));
        Assert.Throws<CheckFailedException>(() => Load(i => i with { Underlying = 1 }));
        Assert.Throws<CheckFailedException>(() => Load(i => i with { IsCollateral = true }));
        Assert.Throws<CheckFailedException>(() => Load(i =>
            i.IsCombo ? i with { Legs = new ComboLeg[] { new(P, 1), new(F, -2) } } : i));
        Load(i => i with { FundingQ32 = 5 });
    }

    private static void Load(Func<InstrumentRisk, InstrumentRisk> change)
    {
        using DeviceCase world = new();
        RiskSnapshot next = DeviceCase.Make(instrument: change);
        next.Follow(world.Snapshot);
        world.Device.LoadEpoch(next);
    }

    /// <summary>Arrays of the legs make the combination's, and who works it switches.</summary>
    [Fact]
    public void A_combination_follows_the_arrays_of_its_legs()
    {
        InstrumentRisk linear = new("L", 0, 0, IsOption: false, IsLinear: true);
        InstrumentRisk combo = new("C", 0, 0, false, false) { Legs = new ComboLeg[] { new(0, 2), new(1, -1) } };
        RiskSnapshot snapshot = new(
            RiskProfile.Lite, new RiskParameters(), [new UnderlyingRisk { Name = "U" }], [linear, linear, combo]);
        snapshot.LossShocksQ32(0)[3] = 1L << 29;
        snapshot.ArrayLinear(0, 1000);
        snapshot.ArrayLinear(1, 2000);
        snapshot.ArrayCombo(2);
        using SimDevice device = new(new DeviceCapacity(1, 4, 4), snapshot);
        DeviceResult[] results = new DeviceResult[4];
        DeviceCommand[] commands =
        [
            new() { Op = DeviceOp.OpenGroup },
            new() { Op = DeviceOp.MoveCash, Value = 1000 },
            new() { Op = DeviceOp.CheckOrder, Side = 1, Instrument = 2, Lots = 1 },
            new() { Op = DeviceOp.ReadGroup },
        ];
        device.Execute(commands, results);
        Assert.Equal(3, results[3].Requirement);
        snapshot.NextEpoch(1, 1600);
        device.LoadEpoch(snapshot);
        device.Execute(commands.AsSpan(3), results.AsSpan(3));

        // Twice 125 less 200, times 1.25, and three lots.
        Assert.Equal(63 + 3, results[3].Requirement);
    }
}
