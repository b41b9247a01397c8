using System.Linq;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Capabilities.Tests;

/// <summary>
/// Row 22, device part: a concentration table made for half the depth, that is with half the threshold, makes the
/// same book need more from its epoch on.
/// </summary>
public class C22_Liquidity
{
    [Fact]
    public void Half_the_depth_needs_more_for_the_same_book()
    {
        using Trio trio = new(Depth(4_000));
        trio.Open(1);
        long before = trio.Trade(1, Model.Perp, 50).Requirement;

        // (5000 - 4000) / 8 of concentration, then (5000 - 2000) / 8.
        Assert.Equal((1_562_500_000 + 125_000_000) + 50, before);
        RiskSnapshot thinner = Depth(2_000).Snapshot();
        thinner.Follow(trio.Snapshot);
        trio.Load(thinner);
        Assert.Equal((1_562_500_000 + 375_000_000) + 50, trio.Read(1).Requirement);
        Assert.Equal(375_000_000, trio.Explain(1).Imr.Req.Conc);
        Assert.Equal(125_000_000 * 3, trio.Explain(1).Mmr.Underlyings.Single().Conc);
    }

    private static Model Depth(long thresholdUnits)
    {
        AffineSegment[] table = [new(Rate.Up(1, 8).Q32, thresholdUnits * Model.Unit / 8)];
        return new Model
        {
            Underlying = u => u with { ConcentrationInitial = table, ConcentrationMaintenance = table },
        };
    }
}
