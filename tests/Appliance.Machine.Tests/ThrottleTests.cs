using System;
using System.Collections.Generic;
using System.Linq;
using Appliance.Core;
using Appliance.Wire;

namespace Appliance.Machine.Tests;

/// <summary>
/// The liquidation budget and the steps of large positions. Ten lots need 250.00001 of maintenance; with an equity of
/// 200 four of them cure the account, and the backstop takes over below 166.66.
/// </summary>
public sealed class ThrottleTests
{
    private const long Minute = 60_000_000_000;
    private const long Unit = 1_000_000;
    private const uint House = 7;

    [Fact]
    public void A_used_up_budget_makes_liquidations_wait_and_the_worst_account_goes_first_in_the_next_window()
    {
        using MachineRig rig = Start(config => config with { LiquidationDepthCapMicro = 250 * Unit });
        Fall(rig, 1, 200);
        OutputRecord first = rig.Only(OutputKind.LiquidationOrder);
        Assert.Equal((1u, 2L), (first.Account, Lots(first)));
        Fall(rig, 2, 190);
        Assert.Empty(rig.OutputsOf(OutputKind.LiquidationOrder));
        Fall(rig, 3, 180);
        End(rig, first);
        rig.Mark(RigOptions.FirstMark);
        rig.Settle();
        Assert.Equal(3, rig.Machine.AccountsIn(MarginPhase.Liquidating));
        Assert.Equal([1u, 2u, 3u], rig.Liquidated);

        rig.NowNs += Minute;
        rig.Mark(RigOptions.FirstMark);
        OutputRecord second = rig.Only(OutputKind.LiquidationOrder);
        Assert.Equal((3u, 2L), (second.Account, Lots(second)));
        rig.NowNs += Minute;
        rig.Mark(RigOptions.FirstMark);
        Assert.Equal(2u, rig.Only(OutputKind.LiquidationOrder).Account);
        Assert.Equal(Int128.Zero, rig.Machine.Imbalance());
    }

    [Fact]
    public void Who_falls_below_the_backstop_level_while_waiting_is_handed_over()
    {
        using MachineRig rig = Start(config => config with { LiquidationDepthCapMicro = 0 });
        Fall(rig, 1, 200);
        Fall(rig, 2, 170);
        rig.Settle();
        Assert.Equal(0, rig.Machine.Counters[MachineCounter.LiquidationOrders]);
        rig.Mark(RigOptions.FirstMark - Unit);
        rig.Settle();
        Assert.Equal(1, rig.Machine.Counters[MachineCounter.BackstopTransfers]);
        Assert.Equal((10L, 0L), (rig.Position(0).Position, rig.Position(2).Position));
        Assert.Equal(10, rig.Position(1).Position);
        Assert.Equal(Int128.Zero, rig.Machine.Imbalance());
    }

    /// <summary>Twenty lots are open on the long side, worth 2000; a tenth rounded down is 199.99, one lot.</summary>
    [Fact]
    public void The_share_is_of_what_is_open_in_the_underlying()
    {
        using MachineRig rig = Start(config => config with { LiquidationShareQ32 = Rate.Down(1, 10).Q32 });
        rig.Trade(6, House, 10, RigOptions.FirstMark);
        Fall(rig, 1, 200);
        Assert.Equal(1, Lots(rig.Only(OutputKind.LiquidationOrder)));
    }

    [Fact]
    public void An_account_that_recovers_while_waiting_gives_up_its_turn()
    {
        using MachineRig rig = Start(config => config with { LiquidationDepthCapMicro = 0 });
        Fall(rig, 1, 200);
        rig.Deposit(1, 500 * Unit);
        Assert.Equal(1, rig.Machine.Counters[MachineCounter.LiquidationsCured]);
        rig.NowNs += Minute;
        rig.Mark(RigOptions.FirstMark);
        rig.Settle();
        Assert.Equal(0, rig.Machine.Counters[MachineCounter.LiquidationOrders]);
        Assert.Equal(0, rig.Machine.AccountsIn(MarginPhase.Liquidating));
    }

    [Fact]
    public void A_large_position_is_closed_by_a_fifth_then_waits_then_by_what_cures()
    {
        using MachineRig rig = Start(
            config => config with { ClipThresholdMicro = 999 * Unit, ClipCooldownNs = 30 * Unit });
        Fall(rig, 1, 200);
        OutputRecord first = rig.Only(OutputKind.LiquidationOrder);
        Assert.Equal(2, Lots(first));
        End(rig, first);
        rig.NowNs += (30 * Unit) - 1;
        rig.Mark(RigOptions.FirstMark);
        rig.Settle();
        Assert.Empty(rig.OutputsOf(OutputKind.LiquidationOrder));
        rig.NowNs += 1;
        rig.Mark(RigOptions.FirstMark);
        Assert.Equal(4, Lots(rig.Only(OutputKind.LiquidationOrder)));
    }

    [Fact]
    public void A_position_at_the_threshold_is_not_clipped()
    {
        using MachineRig rig = Start(config => config with { ClipThresholdMicro = 1_000 * Unit });
        Fall(rig, 1, 200);
        Assert.Equal(4, Lots(rig.Only(OutputKind.LiquidationOrder)));
    }

    /// <summary>
    /// Random markets: what is sent in a window never exceeds the cap, money is whole, a replay is equal.
    /// </summary>
    [Fact]
    public void No_window_of_a_random_market_exceeds_its_budget()
    {
        long sent = 0, throttled = 0;
        for (ulong seed = TestSeed.First; seed < TestSeed.First + 6; seed++)
        {
            (long withBudget, string hash) = RunMarket(seed, capMicro: 400 * Unit);
            Assert.Equal(hash, RunMarket(seed, capMicro: 400 * Unit).Hash);
            sent += withBudget;
            throttled += RunMarket(seed, FixedPoint.MoneyMax).Sent > withBudget ? 1 : 0;
        }

        Assert.True(sent > 0 && throttled > 0, TestSeed.Repeat($"{sent} {throttled}", TestSeed.First));
    }

    private static (long Sent, string Hash) RunMarket(ulong seed, long capMicro)
    {
        RigOptions options = Market.Options(seed);
        Func<MachineConfig, MachineConfig> standard = options.Machine;
        using MachineRig rig = MachineRig.Ready(
            options with
            {
                Machine = config => standard(config) with
                {
                    LiquidationDepthCapMicro = capMicro,
                    LiquidationWindowNs = 5_000_000_000,
                    ClipThresholdMicro = capMicro,
                    ClipCooldownNs = 1_000_000_000,
                },
            },
            deposit: 0);
        Dictionary<(long Window, int Underlying), Int128> byWindow = [];
        Market market = new(rig, seed) { AfterFrame = () => Count(rig, byWindow) };
        for (int step = 0; step < 400; step++)
        {
            market.Step();
        }

        market.Close();
        Assert.All(byWindow, pair => Assert.True(pair.Value <= capMicro, TestSeed.Repeat($"{pair}", seed)));
        return ((long)byWindow.Values.Aggregate(Int128.Zero, (sum, value) => sum + value), rig.StateHash());
    }

    private static void Count(MachineRig rig, Dictionary<(long Window, int Underlying), Int128> byWindow)
    {
        foreach (OutputRecord order in rig.OutputsOf(OutputKind.LiquidationOrder))
        {
            int instrument = (int)order.SecurityId - 1;
            (long, int) key = (order.StampNs / 5_000_000_000, instrument % rig.Options.Underlyings);
            Int128 notional = (Int128)Lots(order) * rig.MarksMicro[instrument];
            byWindow[key] = byWindow.GetValueOrDefault(key) + notional;
        }
    }

    private static MachineRig Start(Func<MachineConfig, MachineConfig> change)
    {
        MachineRig rig = MachineRig.Ready(new RigOptions { Machine = change }, deposit: 0);
        rig.Deposit(House, 1_000_000 * Unit);
        rig.Deposit(6, 1_000_000 * Unit);
        return rig;
    }

    // Ten lots long at the mark, with this equity.
    private static void Fall(MachineRig rig, uint account, long equity)
    {
        rig.Deposit(account, equity * Unit);
        rig.Give(House, -10);
        rig.Give(account, 10);
    }

    private static long Lots(in OutputRecord order) => order.QuantityE8 / Frames.LotE8;

    private static void End(MachineRig rig, in OutputRecord order) =>
        rig.Apply(Frames.Report(new ReportText
        {
            Account = order.Account,
            SecurityId = order.SecurityId,
            Id = order.ClOrdId,
            Side = order.Side > 0 ? Side.Buy : Side.Sell,
            Type = ExecType.Expired,
        }));
}
