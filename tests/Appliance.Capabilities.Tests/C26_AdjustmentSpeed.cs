using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Capabilities.Tests;

/// <summary>
/// Row 26, device part: a new epoch takes hold of a group at its next command or at the Switch that covers it, one
/// place in the sequence, and of no group before.
/// </summary>
public class C26_AdjustmentSpeed
{
    [Fact]
    public void A_change_takes_effect_at_the_switch_or_the_groups_next_command()
    {
        using Trio trio = new();
        for (uint group = 1; group <= 3; group++)
        {
            trio.Open(group, cash: 290 * Model.Unit);
            trio.Trade(group, Model.Perp, 10);
        }

        // Called at 275 now; with twice the multiplier at 550.
        uint[] found = new uint[8];
        Assert.Equal(0, trio.Device.Scan(0, found));
        RiskSnapshot next = new Model
        {
            Underlying = u => u with { MultiplierQ32 = Rate.Up(2, 1).Q32 },
        }.Snapshot();
        next.Follow(trio.Snapshot);
        trio.Load(next);
        Assert.Equal(0, trio.Device.Scan(0, found));
        trio.Switch(2);
        Assert.Equal(1, trio.Device.Scan(0, found));
        Assert.Equal(2u, found[0]);
        Assert.Equal((next.Epoch, 500_000_010), (trio.Read(3).Epoch, trio.Read(3).Maintenance));
        Assert.Equal(2, trio.Device.Scan(0, found));
        Assert.Equal([2u, 3u], found[..2]);
        Assert.Equal(500_000_010, trio.Cash(1, 1).Maintenance);
    }
}
