using System;

namespace Appliance.Margin.Control.Tests;

public sealed class VolatilityShockTests
{
    private static readonly VolatilityShock Shock = ScenarioGrid.Ism1.Shock;

    // (30/7)^0.3, (30/1)^0.3, 1, (30/90)^0.13, worked out apart from this code.
    [Theory]
    [InlineData(7, 1.547415577)]
    [InlineData(1, 2.774191115)]
    [InlineData(0.25, 2.774191115)]
    [InlineData(30, 1)]
    [InlineData(90, 0.866910448)]
    public void The_term_grows_towards_expiry_and_stops_at_a_day(double days, double expected) =>
        Assert.Equal(expected, Shock.Term(days), 1e-8);

    [Fact]
    public void Up_and_down_move_by_their_rates_and_stop_at_their_floors()
    {
        Assert.Equal(0.9, Shock.Moved(0.6, 30, VolatilityMove.Up, 1, false), 1e-15);
        Assert.Equal(0.45, Shock.Moved(0.6, 30, VolatilityMove.Down, 1, false), 1e-15);
        Assert.Equal(0.6, Shock.Moved(0.6, 30, VolatilityMove.Same, 1, false));
        Assert.Equal(0.5, Shock.Moved(0.1, 30, VolatilityMove.Up, 1, false));
        Assert.Equal(1.2, Shock.Moved(0.6, 30, VolatilityMove.Up, 2, false), 1e-15);
        Assert.Equal(1.1, Shock.Moved(0.6, 30, VolatilityMove.Up, 1, true), 1e-15);
        Assert.Equal(0.35, Shock.Moved(0.6, 30, VolatilityMove.Down, 1, true), 1e-15);
        Assert.Equal(0.0, Shock.Moved(0.6, 30, VolatilityMove.Down, 5, false));
    }

    [Fact]
    public void A_twist_moves_near_and_far_apart_and_nothing_at_the_pivot()
    {
        foreach (double days in (double[])[0, 1, 7, 29])
        {
            Assert.True(Shock.Twisted(0.6, days, TermTwist.FrontUp) > 0.6);
            Assert.True(Shock.Twisted(0.6, days, TermTwist.FrontDown) < 0.6);
            Assert.True(Shock.Twisted(0.6, 900 / Math.Max(days, 1), TermTwist.FrontUp) < 0.6);
            Assert.True(Shock.Twisted(0.6, 900 / Math.Max(days, 1), TermTwist.FrontDown) > 0.6);
        }

        Assert.Equal(0.6, Shock.Twisted(0.6, 30, TermTwist.FrontUp));
        Assert.Equal(0.6, Shock.Twisted(0.6, 5, TermTwist.None));
        Assert.Equal(0.0, (Shock with { Down = 5 }).Twisted(0.6, 1, TermTwist.FrontDown));
    }
}
