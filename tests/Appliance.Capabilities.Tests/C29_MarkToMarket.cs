using System;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Capabilities.Tests;

/// <summary>
/// Row 29: a mark moves equity by exactly its difference times the position, for both sides alike, so the sum over
/// all accounts does not move.
/// </summary>
public class C29_MarkToMarket
{
    [Fact]
    public void A_tick_moves_equity_by_position_times_tick_and_the_sum_by_nothing()
    {
        Prng random = Seeds.Generator("C29");
        using Trio trio = new();
        long[] lots = [13, -6, -7];
        for (uint g = 1; g <= 3; g++)
        {
            trio.Open(g, cash: 10_000 * Model.Unit);
            trio.Trade(g, Model.Perp, lots[g - 1]);
        }

        Int128 sum = trio.Device.TotalEquity();
        long mark = Model.Mark;
        for (int n = 0; n < 100; n++)
        {
            long next = Math.Max(1, mark + random.Between(-5_000_000, 5_000_000));
            long[] before = [trio.Read(1).Equity, trio.Read(2).Equity, trio.Read(3).Equity];
            trio.SetMark(Model.Perp, next);
            for (uint g = 1; g <= 3; g++)
            {
                long moved = trio.Read(g).Equity - before[g - 1];
                Assert.True(moved == lots[g - 1] * (next - mark), Seeds.Repeat($"C29, tick {n}"));
            }

            Assert.Equal(sum, trio.Device.TotalEquity());
            mark = next;
        }
    }

    [Fact]
    public void New_risk_is_judged_at_the_worse_of_mark_and_average_calls_at_the_mark()
    {
        using Trio trio = new();
        trio.Open(1, cash: 1_000 * Model.Unit);
        trio.Open(2, cash: 1_000 * Model.Unit);
        trio.Trade(1, Model.Perp, 10);
        trio.Trade(2, Model.Perp, -10);
        trio.SetMark(Model.Perp, 110 * Model.Unit, averageMicro: 103 * Model.Unit);
        DeviceResult bought = trio.Read(1), sold = trio.Read(2);
        Assert.Equal((1_100, 1_030), (bought.Equity / Model.Unit, bought.EquityInitial / Model.Unit));
        Assert.Equal((900, 900), (sold.Equity / Model.Unit, sold.EquityInitial / Model.Unit));
    }
}
