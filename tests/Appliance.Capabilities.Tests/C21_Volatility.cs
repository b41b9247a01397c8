using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Capabilities.Tests;

/// <summary>Row 21: a higher multiplier is used from the next epoch on, and IMR never falls with it.</summary>
public class C21_Volatility
{
    [Fact]
    public void The_next_check_uses_the_new_multiplier_and_needs_no_less()
    {
        using Trio trio = new();
        trio.Open(1, cash: 1_000 * Model.Unit);
        long last = trio.Trade(1, Model.Perp, 10).Requirement;
        Assert.Equal(312_500_010, last);
        foreach (int eighths in (int[])[9, 12, 16, 24])
        {
            RiskSnapshot next = With(Rate.Up(eighths, 8));
            next.Follow(trio.Snapshot);
            trio.Load(next);
            DeviceResult order = trio.Order(1, Model.Ether, 1, Model.Mark);
            Assert.Equal(next.Epoch, order.Epoch);
            if (order.IsAccepted)
            {
                trio.Release(1, Model.Ether, 1);
            }

            long now = trio.Read(1).Requirement;
            Assert.Equal((312_500_000L * eighths / 8) + 10, now);
            Assert.True(now >= last);
            last = now;
        }

        Assert.Equal(ReasonCode.InsufficientMargin, trio.Order(1, Model.Perp, 50, Model.Mark).Reason);
    }

    private static RiskSnapshot With(Rate multiplier) =>
        new Model { Underlying = u => u with { MultiplierQ32 = multiplier.Q32 } }.Snapshot();
}
