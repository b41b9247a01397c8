using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Capabilities.Tests;

/// <summary>Row 1: IMR is the number worked out on paper, by every engine.</summary>
public class C01_InitialMargin
{
    [Fact]
    public void A_position_and_its_working_orders_need_the_worked_amount()
    {
        using Trio trio = new();
        trio.Open(1, cash: 10_000 * Model.Unit);

        // 10 lots: 10 * 25 * 1.25 and a micro a lot.
        Assert.Equal(312_500_010, trio.Trade(1, Model.Perp, 10).Requirement);

        // 5 more may be bought: 15 * 31.25, 15 micro.
        Assert.Equal(468_750_015, trio.Order(1, Model.Perp, 5, Model.Mark).Requirement);

        // 40 may be sold: the short side of 30 lots is worse; 10 + 5 + 40 lots of rounding.
        Assert.Equal(937_500_055, trio.Order(1, Model.Perp, -40, Model.Mark).Requirement);
    }

    [Fact]
    public void Reserves_of_working_orders_are_part_of_it()
    {
        using Trio trio = new();
        trio.Open(1, cash: 1_000 * Model.Unit);
        DeviceResult result = trio.Accept(new DeviceCommand
        {
            Op = DeviceOp.CheckOrder,
            Group = 1,
            Instrument = Model.Perp,
            Side = 1,
            Lots = 4,
            Value = Model.Mark,
            Reserve = 7,
        });
        Assert.Equal(125_000_000 + 4 + 28, result.Requirement);
    }

    [Fact]
    public void Standard_mode_adds_instrument_by_instrument()
    {
        AffineSegment[] tenth = [new(Rate.Up(1, 8).Q32, 0)];
        using Trio trio = new(new Model
        {
            Instrument = i => i.IsLinear ? i with { StandardInitial = tenth } : i,
        });
        trio.Open(1, cash: 1_000 * Model.Unit, isStandard: true);
        trio.Trade(1, Model.Perp, 10);
        Assert.Equal((2 * 125_000_000) + 20, trio.Trade(1, Model.Future, -10).Requirement);
    }
}
