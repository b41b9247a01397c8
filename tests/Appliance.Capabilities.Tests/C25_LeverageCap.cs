using Appliance.Core;

namespace Appliance.Capabilities.Tests;

/// <summary>Row 25: an order that would exceed the largest leverage of its tier is refused at entry.</summary>
public class C25_LeverageCap
{
    [Fact]
    public void The_order_that_reaches_the_cap_passes_and_one_lot_more_does_not()
    {
        // Eight times up to a notional of 8000, four times beyond.
        AffineSegment[] initial = [new(Rate.Up(1, 8).Q32, 0), new(Rate.Up(1, 4).Q32, 1_000 * Model.Unit)];
        Model model = new() { Shocks = Model.Still, Underlying = u => u with { TierInitial = initial } };
        using Trio trio = new(model);
        trio.Open(1, cash: 1_000 * Model.Unit);
        Assert.Equal(ReasonCode.None, trio.Order(1, Model.Perp, 80, Model.Mark).Reason);
        Assert.Equal(ReasonCode.InsufficientMargin, trio.Order(1, Model.Perp, 1, Model.Mark).Reason);

        // 500 more of equity carry 2000 more of notional in the second tier, not 4000.
        trio.Cash(1, 500 * Model.Unit);
        Assert.Equal(ReasonCode.InsufficientMargin, trio.Order(1, Model.Perp, 21, Model.Mark).Reason);
        Assert.Equal(ReasonCode.None, trio.Order(1, Model.Perp, 20, Model.Mark).Reason);
    }
}
