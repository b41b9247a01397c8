using System;
using System.Linq;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Capabilities.Tests;

/// <summary>
/// Row 17: a pool needs at most what its members need alone, at least lambda_pool of it, and what each bears adds up.
/// </summary>
public class C17_PooledMargin
{
    [Fact]
    public void A_pool_lies_between_lambda_and_the_sum_and_its_shares_add_up()
    {
        Prng random = Seeds.Generator("C17");
        int[] held = [Model.Perp, Model.Call, Model.Future, Model.Ether];
        for (int n = 0; n < 40; n++)
        {
            Rate lambda = new((ulong)random.Next((1L << 32) + 1));
            using Trio trio = new();
            trio.Open(1, kind: MarginGroupKind.Pool, lambdaQ32: lambda.Q32);
            for (uint member = 2; member <= 5; member++)
            {
                trio.Open(member, cash: 100 * Model.Unit, kind: MarginGroupKind.Member, pool: 1);
                trio.Trade(member, held[random.Next(held.Length)], random.Chance(500_000) ? 7 : -9);
            }

            DeviceResult pool = trio.Read(1);
            foreach (MarginKind kind in (MarginKind[])[MarginKind.Initial, MarginKind.Maintenance])
            {
                long needed = kind == MarginKind.Initial ? pool.Requirement : pool.Maintenance;
                PoolShare[] shares = trio.Pool(1, kind);
                long alone = shares.Sum(share => share.StandaloneMicro);
                string repeat = Seeds.Repeat($"C17, pool {n}");
                Assert.True(needed <= alone && needed >= FixedPoint.MulCeil(alone, lambda), repeat);
                Assert.True(shares.Sum(share => share.ShareMicro) == needed, repeat);
                Assert.True(shares.Select(share => share.Member).SequenceEqual([2u, 3u, 4u, 5u]), repeat);
                Assert.All(shares, share => Assert.InRange(share.ShareMicro, 0, share.StandaloneMicro));
            }

            Assert.Equal(400 * Model.Unit, pool.Equity);
        }
    }

    [Fact]
    public void Members_that_offset_each_other_need_lambda_of_the_sum()
    {
        using Trio trio = new();
        trio.Open(1, kind: MarginGroupKind.Pool, lambdaQ32: Rate.Up(1, 2).Q32);
        trio.Open(2, cash: 1_000 * Model.Unit, kind: MarginGroupKind.Member, pool: 1);
        trio.Open(3, cash: 1_000 * Model.Unit, kind: MarginGroupKind.Member, pool: 1);
        trio.Trade(2, Model.Perp, 10);
        DeviceResult result = trio.Trade(3, Model.Perp, -10);
        Assert.Equal(250_000_010, result.Maintenance);
        Assert.Equal(Math.Abs(trio.Read(2).Maintenance), trio.Read(1).Maintenance);
    }
}
