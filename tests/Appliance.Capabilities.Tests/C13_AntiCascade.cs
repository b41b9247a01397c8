using System;
using System.Collections.Generic;
using Appliance.Machine;
using Appliance.Machine.Tests;
using Appliance.Wire;

namespace Appliance.Capabilities.Tests;

/// <summary>
/// Row 13: no window liquidates more than its budget, and what was cured is not flagged again at once.
/// </summary>
public class C13_AntiCascade
{
    private const uint Account = 1, Other = 2;
    private const long WindowNs = 5_000_000_000;
    private const long CapMicro = 300_000_000;

    [Fact]
    public void A_falling_market_never_exceeds_the_budget_of_a_window()
    {
        RigOptions options = new()
        {
            Accounts = 40,
            Machine = config => config with
            {
                LiquidationWindowNs = WindowNs,
                LiquidationDepthCapMicro = CapMicro,
            },
        };
        using MachineRig rig = MachineRig.Ready(options, deposit: 0);
        rig.Deposit(39, 1_000_000_000_000);
        for (uint account = 1; account < 39; account++)
        {
            rig.Deposit(account, (260 + (5 * account)) * Model.Unit);
            rig.Trade(account, 39, 10, RigOptions.FirstMark);
        }

        Dictionary<long, Int128> sent = [];
        for (int step = 0; step < 120; step++)
        {
            rig.NowNs += 250_000_000;
            rig.Mark(RigOptions.FirstMark - (step * 150_000));
            foreach (OutputRecord order in rig.OutputsOf(OutputKind.LiquidationOrder).ToArray())
            {
                long lots = order.QuantityE8 / Frames.LotE8, window = order.StampNs / WindowNs;
                sent[window] = sent.GetValueOrDefault(window) + ((Int128)lots * rig.MarksMicro[0]);
                Settle(rig, order, lots);
            }
        }

        Assert.True(sent.Count >= 5, $"{sent.Count} windows");
        Assert.All(sent.Values, notional => Assert.InRange(notional, Int128.One, CapMicro));
        Assert.Equal(Int128.Zero, rig.Machine.Imbalance());
    }

    [Fact]
    public void A_cured_account_is_not_flagged_again_inside_the_buffer()
    {
        using MachineRig rig = MachineRig.Ready(deposit: 0);
        rig.Deposit(Other, 1_000_000_000_000);
        rig.Deposit(Account, 200 * Model.Unit);
        rig.Give(Other, -10);
        rig.Give(Account, 10);
        OutputRecord order = rig.Only(OutputKind.LiquidationOrder);
        Settle(rig, order, order.QuantityE8 / Frames.LotE8);
        rig.Mark(RigOptions.FirstMark);
        Assert.Equal(1, rig.Machine.Counters[MachineCounter.LiquidationsCured]);
        foreach (long mark in (long[])[99, 101, 99, 100, 98, 100])
        {
            rig.Mark(mark * Model.Unit);
            rig.Settle();
        }

        Assert.Equal(1, rig.Machine.Counters[MachineCounter.Liquidations]);
        Assert.Equal(0, rig.Machine.AccountsIn(MarginPhase.Liquidating));
    }

    // Filled whole at its limit, the other side being an account that can bear it.
    private static void Settle(MachineRig rig, in OutputRecord order, long lots)
    {
        rig.Apply(Frames.Report(new ReportText
        {
            Account = order.Account,
            SecurityId = order.SecurityId,
            Id = order.ClOrdId,
            Side = order.Side > 0 ? Side.Buy : Side.Sell,
            Lots = lots,
            Cum = lots,
            PriceMicro = order.PriceE9 / Frames.E9PerMicro,
        }));
        rig.Give(
            rig.Options.Accounts == 40 ? 39 : Other,
            order.Side > 0 ? -lots : lots,
            order.PriceE9 / Frames.E9PerMicro);
    }
}
