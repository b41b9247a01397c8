using System;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Sim.Device;

namespace Appliance.Exactness.Tests;

/// <summary>What the streams once found wrong in the device, each in the fewest commands.</summary>
public sealed class DeviceEdgeTests : IDisposable
{
    private const long Cv = 1L << 23;

    private readonly SimDevice device;

    public DeviceEdgeTests()
    {
        UnderlyingRisk underlying = new() { Name = "U" };
        InstrumentRisk linear = new("I", 0, 0, IsOption: false, IsLinear: true);
        ulong four = Rate.Up(4, 1).Q32;
        RiskParameters parameters = new() { PhiInitialQ32 = four, PhiMaintenanceQ32 = four };
        RiskSnapshot snapshot = new(RiskProfile.Lite, parameters, [underlying], [linear]);
        snapshot.LossShocksQ32(0)[6] = 1L << 31;
        snapshot.ArrayLinear(0, Cv);
        device = new SimDevice(new DeviceCapacity(1, 4, 4), snapshot);
        Do(new DeviceCommand { Op = DeviceOp.OpenGroup });
        Do(new DeviceCommand { Op = DeviceOp.SetMark, Value = Cv });
    }

    public void Dispose() => device.Dispose();

    /// <summary>The call level may lie beyond MoneyMax; even the largest equity is then below it.</summary>
    [Fact]
    public void A_call_level_is_not_saturated()
    {
        Do(Cash(FixedPoint.MoneyMax));
        DeviceResult result = Do(new DeviceCommand { Op = DeviceOp.Trade, Side = 1, Lots = 1L << 38, Value = Cv });
        Assert.Equal((FixedPoint.MoneyMax, FixedPoint.MoneyMax), (result.Equity, result.Maintenance));
        Assert.Equal(1, device.Scan(0, new uint[1]));
        Do(new DeviceCommand { Op = DeviceOp.Watch, Value = (long)WatchLevel.Maintenance });
        Assert.Equal(0, device.Scan(0, new uint[1]));
    }

    [Fact]
    public void A_clamped_equity_is_flagged()
    {
        Do(Cash(FixedPoint.MoneyMax));
        DeviceResult result = Do(new DeviceCommand { Op = DeviceOp.Trade, Side = 1, Lots = 1, Value = Cv - 1 });
        Assert.Equal((FixedPoint.MoneyMax, DeviceResultFlags.Saturated), (result.Equity, result.Flags));
        Assert.Equal(DeviceResultFlags.None, Do(Cash(-1)).Flags);
    }

    /// <summary>Section 7: the appliance's own closing orders are asked steps 1 to 3; reduce-only is step 4.</summary>
    [Fact]
    public void Reserving_is_not_asked_whether_it_reduces()
    {
        DeviceCommand order = new()
        {
            Op = DeviceOp.ReserveOrder,
            Side = 1,
            Lots = 1,
            Value = Cv,
            Flags = DeviceCommandFlags.ReduceOnly,
        };
        Assert.Equal(DeviceVerdict.Accept, Do(order).Verdict);
        order.Op = DeviceOp.CheckOrder;
        Assert.Equal(ReasonCode.ReduceOnly, Do(order).Reason);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(1)]
    public void An_instrument_that_is_none_is_refused_not_fatal(int instrument)
    {
        foreach (DeviceOp op in new[] { DeviceOp.CheckOrder, DeviceOp.SetMark })
        {
            DeviceCommand command = new() { Op = op, Side = 1, Lots = 1, Value = Cv, Instrument = instrument };
            Assert.Equal(ReasonCode.UnknownInstrument, Do(command).Reason);
        }
    }

    private static DeviceCommand Cash(long value) =>
        new() { Op = DeviceOp.MoveCash, Value = value, Flags = DeviceCommandFlags.Forced };

    private DeviceResult Do(DeviceCommand command)
    {
        DeviceResult result = default;
        device.Execute(new ReadOnlySpan<DeviceCommand>(in command), new Span<DeviceResult>(ref result));
        return result;
    }
}
