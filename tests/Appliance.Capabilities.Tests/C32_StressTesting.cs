using System;
using System.Linq;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Capabilities.Tests;

/// <summary>
/// Row 32, device part: a stress column is a joint column like any other. With it alone the requirement is the loss
/// in that stress, which names the worst account and what a fund would have to hold.
/// </summary>
public class C32_StressTesting
{
    [Fact]
    public void A_stress_column_gives_the_loss_of_every_account_the_worst_one_and_the_fund_need()
    {
        // Bitcoin falls by a half, ether by three quarters.
        using Trio trio = new(new Model
        {
            Profile = new RiskProfile(8, 1),
            Shocks = snapshot =>
            {
                Model.Still(snapshot);
                snapshot.LossShocksQ32(Model.Btc)[RiskProfile.BucketEntries] = 1L << 31;
                snapshot.LossShocksQ32(Model.Eth)[RiskProfile.BucketEntries] = 3L << 30;
            },
        });
        (long Cash, long Bitcoin, long Ether)[] books = [(600, 10, 2), (600, 10, -6), (300, 5, 4), (50, -5, 0)];
        long[] left = new long[books.Length];
        for (int k = 0; k < books.Length; k++)
        {
            uint group = (uint)k + 1;
            trio.Open(group, cash: books[k].Cash * Model.Unit);
            Trade(trio, group, Model.Perp, books[k].Bitcoin);
            Trade(trio, group, Model.Ether, books[k].Ether);
            DeviceResult now = trio.Read(group);
            long loss = Math.Max(0, (50 * books[k].Bitcoin) + (75 * books[k].Ether)) * Model.Unit;
            long lots = Math.Abs(books[k].Bitcoin) + Math.Abs(books[k].Ether);
            Assert.Equal(loss + lots, now.Maintenance);
            left[k] = now.Equity - loss;
        }

        Assert.Equal(2, Array.IndexOf(left, left.Min()));
        Assert.Equal((50 + 250) * Model.Unit, left.Sum(equity => FixedPoint.Pos(-equity)));
    }

    private static void Trade(Trio trio, uint group, int instrument, long lots)
    {
        if (lots != 0)
        {
            trio.Trade(group, instrument, lots);
        }
    }
}
