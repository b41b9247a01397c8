using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Capabilities.Tests;

/// <summary>
/// Row 27: an asset counts with floor(min-affine(value)), an unknown or disabled one not at all, and a debt with its
/// haircut on top.
/// </summary>
public class C27_Collateral
{
    [Fact]
    public void Credit_is_the_concave_table_of_the_value_rounded_down()
    {
        AffineSegment[] credit = [new(Rate.Down(3, 4).Q32, 0), new(Rate.Down(1, 2).Q32, 25 * Model.Unit)];
        using Trio trio = new(new Model { Asset = a => a.Name == "USDC" ? a with { Credit = credit } : a });
        trio.Open(1);

        // 40 whole: 30. 100: the lines meet at 75. 200: 125.
        Assert.Equal(30 * Model.Unit, trio.Asset(1, Model.Dollar, 40 * Model.Whole).Equity);
        Assert.Equal(75 * Model.Unit, trio.Asset(1, Model.Dollar, 60 * Model.Whole).Equity);
        Assert.Equal(125 * Model.Unit, trio.Asset(1, Model.Dollar, 100 * Model.Whole).Equity);

        // 1e-8 less: the value floors to 199.999999, half of which is 99.9999995 and floors again.
        Assert.Equal((125 * Model.Unit) - 1, trio.Asset(1, Model.Dollar, -1).Equity);
    }

    [Fact]
    public void An_unknown_asset_is_refused_and_a_disabled_one_gives_nothing()
    {
        using Trio trio = new(new Model
        {
            Asset = a => a.Name == "USDC" ? a with { Credit = System.ReadOnlyMemory<AffineSegment>.Empty } : a,
        });
        trio.Open(1);
        Assert.Equal(ReasonCode.UnknownAsset, trio.Asset(1, 3, Model.Whole).Reason);
        Assert.Equal((ReasonCode.None, 0L), Answer(trio.Asset(1, Model.Dollar, 100 * Model.Whole)));
        Assert.Equal(100 * Model.Whole, trio.Device.ReadAsset(1, Model.Dollar));
    }

    [Fact]
    public void A_debt_is_grossed_up_and_only_settlement_makes_one()
    {
        using Trio trio = new(new Model { Asset = a => a with { DebtHaircutQ32 = Rate.Up(1, 8).Q32 } });
        trio.Open(1);
        Assert.Equal(ReasonCode.InsufficientCollateral, trio.Asset(1, Model.Dollar, -1).Reason);
        DeviceResult settled = trio.Asset(1, Model.Dollar, -40 * Model.Whole, isForced: true);
        Assert.Equal((ReasonCode.None, -45 * Model.Unit), Answer(settled));
    }

    [Fact]
    public void A_withdrawal_must_leave_the_requirement_covered()
    {
        using Trio trio = new();
        trio.Open(1, cash: 300 * Model.Unit);
        trio.Asset(1, Model.Dollar, 20 * Model.Whole);
        trio.Trade(1, Model.Perp, 10);
        Assert.Equal(ReasonCode.InsufficientCollateral, trio.Asset(1, Model.Dollar, -8 * Model.Whole).Reason);
        Assert.Equal(ReasonCode.None, trio.Asset(1, Model.Dollar, -7 * Model.Whole).Reason);
        Assert.Equal(ReasonCode.InsufficientCollateral, trio.Cash(1, -Model.Unit, isForced: false).Reason);
    }

    private static (ReasonCode Reason, long Equity) Answer(DeviceResult result) => (result.Reason, result.Equity);
}
