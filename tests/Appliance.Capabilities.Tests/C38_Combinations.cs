using System;
using Appliance.Core;

namespace Appliance.Capabilities.Tests;

/// <summary>Row 38: a combination is margined net and settles all its legs or none.</summary>
public class C38_Combinations
{
    private const long Net = Model.Mark - Model.Premium;

    [Fact]
    public void An_order_for_the_combination_needs_less_than_orders_for_its_legs()
    {
        using Trio trio = new();
        trio.Open(1, cash: 5_000 * Model.Unit);
        trio.Open(2, cash: 5_000 * Model.Unit);
        long combined = trio.Order(1, Model.Write, 10, Net).Requirement;
        trio.Order(2, Model.Perp, 10, Model.Mark);
        long legged = trio.Order(2, Model.Call, -10, Model.Premium).Requirement;
        Assert.True(combined < legged, $"{combined} {legged}");
    }

    [Fact]
    public void A_fill_moves_every_leg_and_no_money_is_made()
    {
        using Trio trio = new();
        trio.Open(1, cash: 5_000 * Model.Unit);
        trio.Open(2, cash: 5_000 * Model.Unit);
        trio.Order(1, Model.Write, 10, Net);
        trio.Order(2, Model.Write, -10, Net);
        Int128 before = trio.Device.TotalEquity();
        trio.Fill(1, Model.Write, 4, Net);
        trio.Fill(2, Model.Write, -4, Net);
        Assert.Equal((4, -4), (trio.Position(1, Model.Perp), trio.Position(1, Model.Call)));
        Assert.Equal((-4, 4), (trio.Position(2, Model.Perp), trio.Position(2, Model.Call)));
        Assert.Equal(0, trio.Position(1, Model.Write));
        Assert.Equal(before, trio.Device.TotalEquity());
    }

    [Fact]
    public void A_refused_combination_moves_nothing()
    {
        using Trio trio = new();
        trio.Open(1, cash: 10 * Model.Unit);
        string before = trio.Hash();
        Assert.Equal(ReasonCode.InsufficientMargin, trio.Order(1, Model.Write, 10, Net).Reason);
        Assert.Equal(before, trio.Hash());
        Assert.Equal((0, 0), (trio.Position(1, Model.Perp), trio.Position(1, Model.Call)));
    }
}
