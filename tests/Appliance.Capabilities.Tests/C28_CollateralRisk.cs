using Appliance.Margin;

namespace Appliance.Capabilities.Tests;

/// <summary>
/// Row 28: a coin held against a short in it lowers the scan, and a token that falls with a long raises the
/// requirement.
/// </summary>
public class C28_CollateralRisk
{
    [Fact]
    public void A_risk_cancelling_asset_nets_with_a_short_and_adds_to_a_long()
    {
        using Trio trio = new();
        trio.Open(1);
        trio.Open(2);
        Assert.Equal(250_000_010, trio.Trade(1, Model.Perp, -10).Maintenance);
        DeviceResult covered = trio.Asset(1, Model.Coin, 10 * Model.Whole);
        Assert.Equal((20L, 20L), (covered.Maintenance, covered.Requirement));

        // What is short of a whole lot does not count: nine of ten, and eleven lots of rounding.
        Assert.Equal(25_000_019, trio.Asset(1, Model.Coin, -1).Maintenance);
        trio.Trade(2, Model.Perp, 10);
        Assert.Equal(500_000_020, trio.Asset(2, Model.Coin, 10 * Model.Whole).Maintenance);

        // Nine tenths of 1000, less the micro that a credit rate rounded down takes.
        Assert.Equal((900 * Model.Unit) - 1, trio.Read(2).Equity);
    }

    [Fact]
    public void A_wrong_way_asset_costs_a_long_and_not_a_short()
    {
        using Trio trio = new();
        trio.Open(1);
        trio.Open(2);
        trio.Trade(1, Model.Perp, 10);
        trio.Trade(2, Model.Perp, -10);

        // 300 tokens are worth 600, less than the delta of 1000: a quarter of them.
        DeviceResult wrongWay = trio.Asset(1, Model.Token, 300 * Model.Whole);
        Assert.Equal(250_000_010 + 150_000_000, wrongWay.Maintenance);
        Assert.Equal(300 * Model.Unit, wrongWay.Equity);
        Assert.Equal(250_000_010, trio.Asset(2, Model.Token, 300 * Model.Whole).Maintenance);

        // Beyond the delta there is nothing more to match: 900 tokens are 1800.
        Assert.Equal(250_000_010 + 250_000_000, trio.Asset(1, Model.Token, 600 * Model.Whole).Maintenance);
    }
}
