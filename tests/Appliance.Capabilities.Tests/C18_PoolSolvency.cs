using System.Linq;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Capabilities.Tests;

/// <summary>
/// Row 18, device part: what is read of a pool, equity, requirement, lots and assets, is the sum over its members
/// after every epoch, and the total reconciles with what was paid in.
/// </summary>
public class C18_PoolSolvency
{
    [Fact]
    public void A_pool_reads_as_the_sum_of_its_members_in_every_epoch()
    {
        const long Cash = 2_000 * Model.Unit;
        using Trio trio = new();
        trio.Open(1, kind: MarginGroupKind.Pool, lambdaQ32: Rate.Up(3, 4).Q32);
        trio.Open(2, cash: Cash, kind: MarginGroupKind.Member, pool: 1);
        trio.Open(3, cash: Cash, kind: MarginGroupKind.Member, pool: 1);
        Assert.True(trio.Asset(3, Model.Dollar, 50 * Model.Whole).IsAccepted);
        Assert.True(trio.Asset(2, Model.Dollar, 20 * Model.Whole).IsAccepted);
        trio.Trade(2, Model.Perp, 10);
        trio.Trade(3, Model.Perp, -10);
        trio.Trade(3, Model.Ether, 4);
        trio.Trade(2, Model.Ether, -4);
        RiskSnapshot snapshot = trio.Snapshot;
        for (int epoch = 0; epoch < 6; epoch++)
        {
            long mark = Model.Mark + (epoch * Model.Unit);
            trio.SetMark(Model.Perp, mark);
            snapshot.NextEpoch(Model.Perp, mark);
            trio.Load(snapshot);
            DeviceResult pool = trio.Read(1);
            Assert.Equal((2 * Cash) + (70 * Model.Unit), pool.Equity);
            Assert.Equal(snapshot.Epoch, pool.Epoch);
            Assert.Equal(70 * Model.Whole, trio.Device.ReadAsset(1, Model.Dollar));
            Assert.Equal(0, trio.Position(1, Model.Perp));
            Assert.Equal(pool.Requirement, trio.Pool(1, MarginKind.Initial).Sum(share => share.ShareMicro));
            Assert.Equal(2 * Cash, trio.Device.TotalEquity());
            Assert.True(pool.Requirement < pool.Equity);
        }
    }
}
