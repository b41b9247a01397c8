using System;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Sim.Device;
using static Appliance.Exactness.Tests.DeviceCase;

namespace Appliance.Exactness.Tests;

/// <summary>Pools and their members, MARGIN.md sections 4 and 5, and that groups do not touch each other.</summary>
public class PoolTests
{
    private const string Repeat = "repeat: dotnet test tests/Appliance.Exactness.Tests --filter PoolTests";

    private const uint Pool = 0, First = 1, Second = 2, Other = 3;

    private static readonly ulong One = Rate.One.Q32;

    /// <summary>Ten lots lose 1,000 and QR is 10; two members that offset each other need a quarter of 2,020.</summary>
    [Fact]
    public void Offsetting_members_need_the_floor_and_share_it()
    {
        using DeviceCase world = Make(One / 4);
        Trade(world, First, P, 10);
        DeviceResult result = Trade(world, Second, P, -10);
        Assert.Equal((505, 505, 2_000_000), (result.Requirement, result.Maintenance, result.Equity));
        PoolShare[] shares = new PoolShare[2];
        Assert.Equal(2, world.Device.ReadPool(Pool, MarginKind.Initial, shares));
        Assert.Equal([new PoolShare(First, 1010, 253), new PoolShare(Second, 1010, 252)], shares);
        Assert.Equal(0, world.Device.ReadPool(First, MarginKind.Initial, shares));
    }

    [Fact]
    public void A_pool_never_needs_more_than_its_members()
    {
        using DeviceCase world = Make(One);
        Trade(world, First, P, 10);
        Assert.Equal(1111, Trade(world, Second, P, -1).Requirement);
    }

    [Fact]
    public void A_pool_itself_takes_nothing()
    {
        using DeviceCase world = Make(0);
        DeviceCommand order = Order(P, 1) with { Group = Pool };
        DeviceOp[] refused = [DeviceOp.CheckOrder, DeviceOp.Trade, DeviceOp.MoveCash, DeviceOp.MoveAsset];
        foreach (DeviceOp op in refused)
        {
            Assert.Equal(ReasonCode.UnknownAccount, world.Do(order with { Op = op }).Reason);
        }

        Assert.Equal(ReasonCode.Range, world.Do(new DeviceCommand { Op = DeviceOp.CloseGroup, Group = Pool }).Reason);
    }

    [Fact]
    public void Members_join_an_open_pool_of_their_mode_with_room()
    {
        RiskSnapshot snapshot = DeviceCase.Make();
        using SimDevice device = new(new DeviceCapacity(128, 8, 4), snapshot);
        Assert.Equal(ReasonCode.Range, device.Execute(Open(0, MarginGroupKind.Pool, lambda: One + 1)).Reason);
        Assert.Equal(ReasonCode.UnknownAccount, device.Execute(Open(1, MarginGroupKind.Member, 0)).Reason);
        Assert.True(device.Execute(Open(0, MarginGroupKind.Pool, lambda: One)).IsAccepted);
        DeviceCommand standard = Open(1, MarginGroupKind.Member, 0) with { Flags = DeviceCommandFlags.StandardMode };
        Assert.Equal(ReasonCode.UnknownAccount, device.Execute(standard).Reason);
        for (uint member = Limits.PoolMembersMax; member > 0; member--)
        {
            Assert.True(device.Execute(Open(member, MarginGroupKind.Member, 0)).IsAccepted);
        }

        Assert.Equal(ReasonCode.PoolCapacity, device.Execute(Open(99, MarginGroupKind.Member, 0)).Reason);
        PoolShare[] shares = new PoolShare[Limits.PoolMembersMax];
        Assert.Equal(Limits.PoolMembersMax, device.ReadPool(0, MarginKind.Initial, shares));
        for (uint k = 0; k < shares.Length; k++)
        {
            Assert.Equal(k + 1, shares[k].Member);
        }

        Assert.True(device.Execute(new DeviceCommand { Op = DeviceOp.CloseGroup, Group = 7 }).IsAccepted);
        Assert.True(device.Execute(Open(99, MarginGroupKind.Member, 0)).IsAccepted);
    }

    [Fact]
    public void A_scan_finds_the_pool_and_never_a_member()
    {
        using DeviceCase world = Make(0);
        Trade(world, First, P, 10, 300_000);
        uint[] found = new uint[4];
        Assert.Equal(1, world.Device.Scan(0, found));
        Assert.Equal(Pool, found[0]);
        DeviceCommand watch = new() { Op = DeviceOp.Watch, Group = Second, Value = (long)WatchLevel.Off };
        Assert.True(world.Do(watch).IsAccepted);
        Assert.Equal(0, world.Device.Scan(0, found));
    }

    /// <summary>With lambda 0 a pool needs what one group with all of it needs, but for the cap.</summary>
    [Fact]
    public void A_pool_without_floor_is_one_group_with_the_sums()
    {
        for (ulong seed = 1; seed <= 60; seed++)
        {
            Prng random = new(seed);
            using DeviceCase pool = Make(0);
            using DeviceCase cross = new(Weigh);
            cross.Open();
            cross.Do(new DeviceCommand { Op = DeviceOp.MoveCash, Value = 1_000_000 });
            for (int k = 0; k < 80; k++)
            {
                DeviceCommand command = Draw(random);
                DeviceResult one = cross.Do(command with { Group = 0 });
                DeviceResult many = pool.Do(command with { Group = random.Chance(500_000) ? First : Second });
                string at = $"seed {seed} command {k} {command.Op}; {Repeat}";
                Assert.True(one.IsAccepted && many.IsAccepted, at);
                DeviceResult want = cross.Read(), got = pool.Read(Pool);
                Assert.True(want.Equity == got.Equity, at);
                Assert.True(Capped(pool, MarginKind.Initial, want.Requirement) == got.Requirement, at);
                Assert.True(Capped(pool, MarginKind.Maintenance, want.Maintenance) == got.Maintenance, at);
            }
        }
    }

    /// <summary>What others do leaves a group's every bit, and no trade between groups makes or loses money.</summary>
    [Fact]
    public void Groups_stand_apart_and_money_is_conserved()
    {
        for (ulong seed = 1; seed <= 60; seed++)
        {
            Prng random = new(seed);
            using DeviceCase world = Make(One / 3);
            world.Open(Other, MarginGroupKind.Isolated);
            world.Do(Order(P, 7, 950) with { Op = DeviceOp.Trade, Group = Other });
            Int128 before = world.Device.TotalEquity();
            DeviceResult apart = world.Read(Other);
            for (int k = 0; k < 60; k++)
            {
                DeviceCommand trade = Draw(random) with { Op = DeviceOp.Trade, Group = First, Fee = 0, Reserve = 0 };
                DeviceCommand back = trade with { Group = Second, Side = (sbyte)-trade.Side };
                string at = $"seed {seed} trade {k}; {Repeat}";
                Assert.True(world.Do(trade).IsAccepted && world.Do(back).IsAccepted, at);
                Assert.True(world.Device.TotalEquity() == before, at);
                Assert.True(world.Read(Other).Equals(apart), at);
                AssertSharesAddUp(world, at);
            }
        }
    }

    private static void AssertSharesAddUp(DeviceCase world, string at)
    {
        foreach (MarginKind kind in new[] { MarginKind.Initial, MarginKind.Maintenance })
        {
            PoolShare[] shares = new PoolShare[2];
            Assert.Equal(2, world.Device.ReadPool(Pool, kind, shares));
            DeviceResult pool = world.Read(Pool);
            long need = kind == MarginKind.Initial ? pool.Requirement : pool.Maintenance;
            Assert.True(shares[0].ShareMicro + shares[1].ShareMicro == need, at);
        }
    }

    private static long Capped(DeviceCase world, MarginKind kind, long need)
    {
        PoolShare[] shares = new PoolShare[2];
        world.Device.ReadPool(Pool, kind, shares);
        return Math.Min(need, shares[0].StandaloneMicro + shares[1].StandaloneMicro);
    }

    // Positions, balances and cash, no working orders: reserves would be the same on both sides.
    private static DeviceCommand Draw(Prng random)
    {
        int[] instruments = [P, F, O, X, C];
        if (random.Chance(250_000))
        {
            DeviceOp op = random.Chance(500_000) ? DeviceOp.MoveAsset : DeviceOp.MoveCash;
            return new DeviceCommand { Op = op, Value = random.Between(1, 50) };
        }

        long lots = random.Between(1, 20);
        int instrument = instruments[random.Next(instruments.Length)];
        return Order(instrument, random.Chance(500_000) ? lots : -lots, random.Between(1, 2000)) with
        {
            Op = DeviceOp.Trade,
            Fee = random.Next(3),
        };
    }

    private static RiskParameters Weigh(RiskParameters p) => p with { LambdaQ32 = One / 2 };

    // A pool of two members with a million each.
    private static DeviceCase Make(ulong lambda)
    {
        DeviceCase world = new(Weigh);
        Assert.True(world.Do(Open(Pool, MarginGroupKind.Pool, lambda: lambda)).IsAccepted);
        foreach (uint member in new[] { First, Second })
        {
            Assert.True(world.Do(Open(member, MarginGroupKind.Member, Pool)).IsAccepted);
            DeviceCommand cash = new() { Op = DeviceOp.MoveCash, Group = member, Value = 1_000_000 };
            Assert.True(world.Do(cash).IsAccepted);
        }

        return world;
    }

    private static DeviceCommand Open(uint group, MarginGroupKind kind, uint pool = 0, ulong lambda = 0) => new()
    {
        Op = DeviceOp.OpenGroup,
        Group = group,
        Lots = (long)kind,
        OldLots = pool,
        OldReserve = (long)lambda,
    };

    private static DeviceResult Trade(DeviceCase world, uint group, int instrument, long lots, long value = MarkP) =>
        world.Do(Order(instrument, lots, value) with { Op = DeviceOp.Trade, Group = group });
}
