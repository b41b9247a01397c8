using System;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Capabilities.Tests;

/// <summary>Row 5: futures and options are margined net, by the worst scenario of the whole book.</summary>
public class C05_PortfolioMargin
{
    [Fact]
    public void The_scan_is_the_largest_loss_over_all_scenarios()
    {
        Prng random = Seeds.Generator("C05");
        int[] held = [Model.Perp, Model.Call, Model.Future];
        for (int n = 0; n < 60; n++)
        {
            using Trio trio = new(new Model { Parameters = new RiskParameters { LambdaQ32 = Rate.One.Q32 } });
            trio.Open(1);
            Int128[] losses = new Int128[RiskProfile.BucketScenarios];
            long lots = 0;
            foreach (int instrument in held)
            {
                long position = random.Between(-50, 50);
                if (position == 0)
                {
                    continue;
                }

                trio.Trade(1, instrument, position);
                lots += Math.Abs(position);
                for (int s = 0; s < losses.Length; s++)
                {
                    losses[s] += (Int128)position * trio.Snapshot.Losses(instrument)[s];
                }
            }

            Int128 worst = Int128.Zero;
            foreach (Int128 loss in losses)
            {
                worst = Int128.Max(worst, loss);
            }

            Assert.True(trio.Read(1).Maintenance == worst + lots, Seeds.Repeat($"C05, book {n}"));
        }
    }

    /// <summary>
    /// Ten calls sold rise by six futures' worth: six bought futures cover them. One future a call takes the risk to
    /// the other side, and still needs less than the future alone.
    /// </summary>
    [Fact]
    public void A_covered_call_needs_less_than_a_naked_one()
    {
        using Trio trio = new();
        for (uint group = 1; group <= 4; group++)
        {
            trio.Open(group);
        }

        long naked = trio.Trade(1, Model.Call, -10).Requirement;
        trio.Trade(2, Model.Perp, 6);
        Assert.True(trio.Trade(2, Model.Call, -10).Requirement < naked);
        long future = trio.Trade(3, Model.Perp, 10).Requirement;
        trio.Trade(4, Model.Perp, 10);
        Assert.True(trio.Trade(4, Model.Call, -10).Requirement < future);
    }
}
