using System;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Sim.Device;

namespace Appliance.Exactness.Tests;

/// <summary>
/// Combinations, STANDARD groups, evaluations and loads of new tables allocate nothing either, in 64 and in 128 bits.
/// </summary>
public class RuleAllocationTests
{
    [Theory]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public void The_full_rules_run_without_allocating(ulong seed, bool isHuge)
    {
        RiskSnapshot snapshot = FullRules.Make(new Prng(seed), RiskProfile.Full, isHuge);
        using SimDevice device = new(new DeviceCapacity(2, 16, 4), snapshot);
        for (uint g = 0; g < 2; g++)
        {
            DeviceCommand open = new() { Op = DeviceOp.OpenGroup, Group = g };
            open.Flags = g == 0 ? DeviceCommandFlags.None : DeviceCommandFlags.StandardMode;
            Assert.True(device.Execute(open).IsAccepted);
            DeviceCommand cash = new() { Op = DeviceOp.MoveCash, Group = g, Value = 1L << 60 };
            Assert.True(device.Execute(cash).IsAccepted);
        }

        Assert.Equal(50 * 20, Spin(device, snapshot));
        long before = GC.GetAllocatedBytesForCurrentThread();
        int accepted = Spin(device, snapshot);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(50 * 20, accepted);
    }

    // Ends where it began.
    private static int Spin(SimDevice device, RiskSnapshot snapshot)
    {
        int accepted = 0;
        for (int round = 0; round < 50; round++)
        {
            snapshot.Follow(snapshot);
            device.LoadEpoch(snapshot);
            for (uint g = 0; g < 2; g++)
            {
                DeviceCommand combo = new() { Group = g, Instrument = 3, Side = 1, Lots = 9, Value = -5 };
                accepted += Do(device, combo with { Op = DeviceOp.EvaluateOrder });
                accepted += Do(device, combo with { Op = DeviceOp.CheckOrder });
                accepted += Do(device, combo with { Op = DeviceOp.ReplaceOrder, OldLots = 9, Lots = 12 });
                accepted += Do(device, combo with { Op = DeviceOp.ReleaseOrder, Lots = 2 });
                accepted += Do(device, combo with { Op = DeviceOp.Fill, Lots = 10 });
                int leg = snapshot.Instruments[3].Legs.Span[0].Instrument;
                accepted += Do(device, combo with { Op = DeviceOp.EvaluateClose, Instrument = leg, Lots = 1 });
                accepted += Do(device, combo with { Op = DeviceOp.SizeLiquidation, Instrument = leg });
                accepted += Do(device, combo with { Op = DeviceOp.Trade, Side = -1, Lots = 10 });
                accepted += Do(device, new DeviceCommand { Op = DeviceOp.OpenGroup, Group = g });
                accepted += Do(device, new DeviceCommand { Op = DeviceOp.ReadGroup, Group = g });
            }
        }

        return accepted;
    }

    private static int Do(SimDevice device, DeviceCommand command) => device.Execute(command).IsAccepted ? 1 : 0;
}
