using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Capabilities.Tests;

/// <summary>Row 4: a compartment that sinks takes nothing else with it.</summary>
public class C04_IsolatedMargin
{
    [Fact]
    public void An_isolated_group_below_zero_changes_no_other_group()
    {
        using Trio trio = new();
        trio.Open(1, cash: 1_000 * Model.Unit);
        trio.Open(2, cash: 300 * Model.Unit, kind: MarginGroupKind.Isolated, instrument: Model.Perp);
        trio.Open(3, cash: 300 * Model.Unit, kind: MarginGroupKind.Isolated, instrument: Model.Ether);
        trio.Trade(1, Model.Ether, 5);
        trio.Trade(2, Model.Perp, 10);
        trio.Trade(3, Model.Ether, -5);
        DeviceResult cross = trio.Read(1), other = trio.Read(3);
        trio.SetMark(Model.Perp, 40 * Model.Unit);
        Assert.Equal(-300 * Model.Unit, trio.Read(2).Equity);
        AssertSame(cross, trio.Read(1));
        AssertSame(other, trio.Read(3));
        trio.Trade(2, Model.Perp, -10, 40 * Model.Unit);
        AssertSame(cross, trio.Read(1));
        AssertSame(other, trio.Read(3));
    }

    [Fact]
    public void An_isolated_group_takes_its_own_instrument_alone()
    {
        using Trio trio = new();
        trio.Open(1, cash: 1_000 * Model.Unit, kind: MarginGroupKind.Isolated, instrument: Model.Perp);
        Assert.Equal(ReasonCode.None, trio.Order(1, Model.Perp, 1, Model.Mark).Reason);
        Assert.Equal(ReasonCode.UnknownInstrument, trio.Order(1, Model.Future, 1, Model.Mark).Reason);
        Assert.Equal(ReasonCode.UnknownInstrument, trio.Order(1, Model.Write, 1, Model.Mark).Reason);
    }

    private static void AssertSame(DeviceResult before, DeviceResult now) => Assert.Equal(
        (before.Equity, before.EquityInitial, before.Requirement, before.Maintenance),
        (now.Equity, now.EquityInitial, now.Requirement, now.Maintenance));
}
