using System;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Capabilities.Tests;

/// <summary>
/// Row 43: parameters, arrays and assets change while orders work; no command is lost, none needs a restart, and
/// nothing held changes by it.
/// </summary>
public class C43_AlwaysOn
{
    [Fact]
    public void Epochs_in_the_middle_of_traffic_lose_no_command()
    {
        using Trio trio = new();
        uint epochs = 0;
        Traffic.Run(trio, Seeds.Generator("C43"), steps: 400, between: n =>
        {
            if (n % 20 != 19)
            {
                return;
            }

            Int128 before = trio.Device.TotalEquity();
            trio.Load(Next(trio, n));
            Assert.Equal(before, trio.Device.TotalEquity());
            epochs++;
        });
        Assert.Equal(20u, epochs);
        Assert.Equal(21u, trio.Read(1).Epoch);
        Assert.True(trio.Log.Count >= 400);
        Assert.NotEmpty(trio.Hash());
    }

    // By turns other parameters, and other arrays for one instrument.
    private static RiskSnapshot Next(Trio trio, int n)
    {
        if (n % 40 == 19)
        {
            trio.Snapshot.NextEpoch(Model.Ether, Model.Mark + (n * 10_000));
            return trio.Snapshot;
        }

        RiskSnapshot next = new Model
        {
            Parameters = new RiskParameters { LambdaQ32 = Rate.Up(50 + (n / 20), 100).Q32 },
        }.Snapshot();
        next.Follow(trio.Snapshot);
        return next;
    }
}
