using System;
using Appliance.Margin;

namespace Appliance.Capabilities.Tests;

/// <summary>Row 39: a short call far out of the money needs its minimum, and none is free.</summary>
public class C39_NakedWriting
{
    [Theory]
    [InlineData(3, 2)]
    [InlineData(0, 0)]
    public void A_call_that_loses_in_no_scenario_needs_the_minimum(long initialUnits, long maintenanceUnits)
    {
        using Trio trio = new(new Model
        {
            Underlying = u => u with
            {
                ShortOptionInitialMicro = initialUnits * Model.Unit,
                ShortOptionMaintenanceMicro = maintenanceUnits * Model.Unit,
            },
            Arrays = snapshot => snapshot.Losses(Model.Call).Clear(),
        });
        trio.Open(1);
        DeviceResult sold = trio.Trade(1, Model.Call, -10);
        Assert.Equal(Math.Max(initialUnits * 10 * Model.Unit, 10), sold.Requirement);
        Assert.Equal(Math.Max(maintenanceUnits * 10 * Model.Unit, 10), sold.Maintenance);
        Assert.True(sold.Requirement > 0 && sold.Maintenance > 0);
    }

    [Fact]
    public void Orders_to_sell_count_and_bought_calls_take_them_off()
    {
        using Trio trio = new(new Model
        {
            Underlying = u => u with { ShortOptionInitialMicro = 3 * Model.Unit },
            Arrays = snapshot => snapshot.Losses(Model.Call).Clear(),
        });
        trio.Open(1, cash: 1_000 * Model.Unit);
        trio.Trade(1, Model.Call, 4);
        Assert.Equal(8, trio.Order(1, Model.Call, -4, Model.Premium).Requirement);
        Assert.Equal(18 * Model.Unit, trio.Order(1, Model.Call, -6, Model.Premium).Requirement);
    }
}
