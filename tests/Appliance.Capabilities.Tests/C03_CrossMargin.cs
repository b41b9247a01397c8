using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Capabilities.Tests;

/// <summary>
/// Row 3: positions that offset each other need less in one CROSS group than in ISOLATED ones, but across underlyings
/// never less than lambda of their sum.
/// </summary>
public class C03_CrossMargin
{
    [Fact]
    public void Offsetting_positions_of_two_underlyings_save_up_to_lambda()
    {
        Prng random = Seeds.Generator("C03");
        for (int n = 0; n < 60; n++)
        {
            long bitcoin = random.Between(5, 400), ether = random.Between(5, 400);
            using Trio trio = new();
            trio.Open(1);
            trio.Open(2, kind: MarginGroupKind.Isolated, instrument: Model.Perp);
            trio.Open(3, kind: MarginGroupKind.Isolated, instrument: Model.Ether);
            trio.Trade(1, Model.Perp, bitcoin);
            DeviceResult cross = trio.Trade(1, Model.Ether, -ether);
            DeviceResult first = trio.Trade(2, Model.Perp, bitcoin), second = trio.Trade(3, Model.Ether, -ether);
            long initial = first.Requirement + second.Requirement;
            long maintenance = first.Maintenance + second.Maintenance;
            ulong lambda = trio.Snapshot.Parameters.LambdaQ32;
            string repeat = Seeds.Repeat($"C03, {bitcoin} and {ether} lots");
            Assert.True(cross.Requirement < initial && cross.Maintenance < maintenance, repeat);
            Assert.True(cross.Requirement >= FixedPoint.MulFloor(initial, lambda), repeat);
            Assert.True(cross.Maintenance >= FixedPoint.MulFloor(maintenance, lambda), repeat);
        }
    }

    /// <summary>
    /// Within one underlying nothing but the rounding micro is left: a calendar pair has no price risk.
    /// </summary>
    [Fact]
    public void Offsetting_positions_of_one_underlying_net_whole()
    {
        using Trio trio = new();
        trio.Open(1);
        trio.Trade(1, Model.Perp, 10);
        DeviceResult pair = trio.Trade(1, Model.Future, -10);
        Assert.Equal((20, 20), (pair.Requirement, pair.Maintenance));
    }

    [Fact]
    public void Collateral_is_shared_by_all_positions_of_the_group()
    {
        using Trio trio = new();
        trio.Open(1, cash: 500 * Model.Unit);
        trio.Trade(1, Model.Perp, 10);
        trio.Trade(1, Model.Ether, 4);
        trio.SetMark(Model.Perp, Model.Mark - (20 * Model.Unit));
        trio.SetMark(Model.Ether, Model.Mark + (50 * Model.Unit));
        Assert.Equal((500 - 200 + 200) * Model.Unit, trio.Read(1).Equity);
    }
}
