using Appliance.Core;

namespace Appliance.Capabilities.Tests;

/// <summary>
/// Row 19: beyond the threshold each further lot needs more than the one before; the whole is convex.
/// </summary>
public class C19_Concentration
{
    [Fact]
    public void The_requirement_of_a_lot_rises_with_size()
    {
        // From a notional of 1000 an eighth more, from 5000 another eighth.
        AffineSegment[] table = [new(Rate.Up(1, 8).Q32, 125 * Model.Unit), new(Rate.Up(1, 4).Q32, 750 * Model.Unit)];
        using Trio trio = new(new Model
        {
            Underlying = u => u with { ConcentrationInitial = table, ConcentrationMaintenance = table },
        });
        trio.Open(1);
        long last = 0, lastStep = 0;
        long[] steps = new long[100];
        for (int lots = 1; lots <= steps.Length; lots++)
        {
            long now = trio.Trade(1, Model.Perp, 1).Maintenance;
            steps[lots - 1] = now - last;
            Assert.True(steps[lots - 1] >= lastStep, $"lot {lots}");
            (last, lastStep) = (now, steps[lots - 1]);
        }

        Assert.Equal((25_000_001, 25_000_001), (steps[0], steps[9]));
        Assert.Equal((37_500_001, 37_500_001), (steps[10], steps[49]));
        Assert.Equal((50_000_001, 50_000_001), (steps[50], steps[99]));
    }
}
