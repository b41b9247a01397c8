using Appliance.Core;

namespace Appliance.Capabilities.Tests;

/// <summary>Row 23: the side that pays funding reserves eight hours of it, the other side nothing.</summary>
public class C23_FundingRate
{
    [Theory]
    [InlineData(1, 10, 10)]
    [InlineData(1, -10, 0)]
    [InlineData(-1, 10, 0)]
    [InlineData(-1, -10, 10)]
    [InlineData(0, 10, 0)]
    public void Only_the_paying_side_reserves(int sign, long lots, long units)
    {
        // A hundredth is 128/12800: taken as 1/64 to be exact, 1000 of notional pay 15.625.
        long rate = sign * (long)Rate.Up(1, 64).Q32;
        using Trio trio = new(new Model { Instrument = i => i.IsLinear ? i with { FundingQ32 = rate } : i });
        using Trio free = new();
        trio.Open(1);
        free.Open(1);
        long reserved = trio.Trade(1, Model.Perp, lots).Requirement - free.Trade(1, Model.Perp, lots).Requirement;
        Assert.Equal(units * 1_562_500, reserved);
        Assert.Equal(free.Read(1).Maintenance, trio.Read(1).Maintenance);
    }

    [Fact]
    public void Working_orders_that_would_pay_reserve_too()
    {
        using Trio trio = new(new Model
        {
            Instrument = i => i.IsLinear ? i with { FundingQ32 = (long)Rate.Up(1, 64).Q32 } : i,
        });
        trio.Open(1, cash: 10_000 * Model.Unit);
        trio.Trade(1, Model.Perp, -4);
        trio.Order(1, Model.Perp, 10, Model.Mark);
        Assert.Equal(6 * 1_562_500, trio.Explain(1).Imr.Fund);
    }
}
