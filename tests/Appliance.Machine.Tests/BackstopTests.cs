using System;
using System.Linq;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Wire;

namespace Appliance.Machine.Tests;

/// <summary>The hand-over to the backstop: whole, conserving, final, and followed by whatever comes late.</summary>
public sealed class BackstopTests
{
    private const uint Account = 1;
    private const uint Other = 2;

    // MulFloor(25_000_001, 2/3) for one lot.
    private const long Theta = 16_666_667;

    [Theory]
    [InlineData(Theta, false)]
    [InlineData(Theta - 1, true)]
    [InlineData(0, true)]
    [InlineData(-1, true)]
    public void The_backstop_takes_over_below_theta(long equity, bool isTaken)
    {
        using MachineRig rig = At(equity);
        Assert.Equal(isTaken ? 1 : 0, rig.Machine.Counters[MachineCounter.BackstopTransfers]);
        Assert.Equal(isTaken ? 0 : 1, rig.Machine.AccountsIn(MarginPhase.Liquidating));
        Assert.Equal(isTaken ? 1 : 0, rig.Position(0).Position);
        Assert.Equal(isTaken ? 0 : 1, rig.Position(Account).Position);
        Assert.Equal(Int128.Zero, rig.Machine.Imbalance());
    }

    [Theory]
    [InlineData(10_000_000, 0, 10_000_000, 0, 0)]
    [InlineData(-10_000_000, 30_000_000, 0, 10_000_000, 0)]
    [InlineData(-10_000_000, 4_000_000, 0, 4_000_000, 6_000_000)]
    [InlineData(-10_000_000, 0, 0, 0, 10_000_000)]
    public void What_is_left_goes_along_and_the_fund_pays_what_is_missing(
        long equity, long fund, long moved, long paid, long uncovered)
    {
        using MachineRig rig = At(equity, fund);
        Assert.Equal(moved, rig.Read(0).Equity);
        Assert.Equal((fund - paid, paid), (rig.Machine.Ledger.FundMicro, rig.Machine.Ledger.FundPaidMicro));
        Assert.Equal(uncovered, rig.Machine.Ledger.UncoveredMicro);
        Assert.Equal(-uncovered, rig.Read(Account).Equity);
        OutputRecord transfer = rig.OutputsOf(OutputKind.FundMovement)
            .Single(output => output.Detail == (byte)FundMovementKind.BackstopTransfer);
        Assert.Equal(equity > 0 ? moved : -paid, transfer.AmountMicro);
    }

    [Fact]
    public void Every_position_moves_at_its_mark()
    {
        using MachineRig rig = MachineRig.Ready(new RigOptions { Instruments = 4 }, deposit: 0);
        rig.Deposit(Other, 1_000_000_000_000);
        rig.Deposit(Account, 500_000_000);
        long[] lots = [5, -3, 0, -2];
        for (int i = 0; i < lots.Length; i++)
        {
            if (lots[i] != 0)
            {
                rig.Give(Account, lots[i], securityId: (uint)i + 1);
                rig.Give(Other, -lots[i], securityId: (uint)i + 1);
            }
        }

        Int128 before = rig.Device.TotalEquity();
        rig.ShiftEquity(Account, Other, -499_999_000);
        Assert.Equal(before, rig.Device.TotalEquity());
        Assert.Empty(rig.Positions(Account));
        Assert.Equal([5, -3, -2], rig.Positions(0).Select(position => position.Position));
        Assert.Equal((1000L, 0L), (rig.Read(0).Equity, rig.Read(Account).Equity));
    }

    [Fact]
    public void A_defaulted_account_keeps_what_it_is_sent_and_begins_again_when_it_owes_nothing()
    {
        using MachineRig rig = MachineRig.Ready(deposit: 0);
        rig.Deposit(Other, 1_000_000_000_000);
        rig.Deposit(Account, 100_000_000);
        rig.Give(Account, 1);
        rig.Give(Other, -1);
        rig.ShiftEquity(Account, Other, -101_000_000);
        Assert.Equal(-1_000_000, rig.Read(Account).Equity);
        rig.Apply(Frames.Admin(Account, GroupAdminAction.Unblock));
        Assert.Equal(ReasonCode.Defaulted, rig.Refusal(new OrderText { Account = Account, Id = 50 }));
        rig.Deposit(Account, 3_000_000);
        rig.Heartbeat();
        Assert.Equal(2_000_000, rig.Read(Account).Equity);
        rig.Apply(Frames.Admin(Account, GroupAdminAction.Unblock));
        Assert.NotEqual(ReasonCode.Defaulted, rig.Refusal(new OrderText { Account = Account, Id = 51 }));
        Assert.Equal(Int128.Zero, rig.Machine.Imbalance());
    }

    [Fact]
    public void Late_fills_of_a_defaulted_account_follow_to_the_backstop()
    {
        using MachineRig rig = MachineRig.Ready(deposit: 0);
        rig.Deposit(Other, 1_000_000_000_000);
        rig.Deposit(Account, 100_000_000);
        rig.Give(Account, 1);
        rig.Give(Other, -1);
        ulong order = rig.Place(Account, Side.Buy, 2, 95_000_000);
        rig.ShiftEquity(Account, Other, -99_000_000);
        Assert.Equal(1, rig.Position(0).Position);
        rig.Apply(Frames.Report(new ReportText { Id = order, Leaves = 1, PriceMicro = 95_000_000 }));
        rig.Give(Other, -1, 95_000_000);
        rig.Heartbeat();
        Assert.Equal((2L, 0L), (rig.Position(0).Position, rig.Position(Account).Position));

        // The position follows at the mark; what the late fill earned is the account's own.
        Assert.Equal((1_000_000L, 5_000_000L), (rig.Read(0).Equity, rig.Read(Account).Equity));
        Assert.Equal(Int128.Zero, rig.Machine.Imbalance());
        rig.Apply(Frames.Report(new ReportText { Id = order, Type = ExecType.Canceled }));
        Assert.Equal(0, rig.Machine.WorkingOrders);
    }

    [Fact]
    public void A_loss_is_counted_uncovered_once_however_often_the_account_is_looked_at()
    {
        using MachineRig rig = At(-10_000_000);
        Assert.Equal(10_000_000, rig.Machine.Ledger.UncoveredMicro);
        rig.Give(Account, 1);
        rig.Give(Other, -1);
        rig.Settle();
        Assert.Equal(2, rig.Position(0).Position);
        Assert.Equal(10_000_000, rig.Machine.Ledger.UncoveredMicro);
        rig.Give(Account, 1, 103_000_000);
        rig.Give(Other, -1, 103_000_000);
        rig.Settle();
        Assert.Equal(13_000_000, rig.Machine.Ledger.UncoveredMicro);
        Assert.Equal(-13_000_000, rig.Read(Account).Equity);
        Assert.Equal(Int128.Zero, rig.Machine.Imbalance());
    }

    [Fact]
    public void A_top_up_the_fund_could_not_pay_is_not_counted_again_in_default()
    {
        using MachineRig rig = At(20_000_000);
        OutputRecord order = rig.Only(OutputKind.LiquidationOrder);
        rig.Apply(Frames.Report(new ReportText { Id = order.ClOrdId, Side = Side.Sell, PriceMicro = 50_000_000 }));
        rig.Give(Other, 1, 50_000_000);
        long missing = rig.Machine.Ledger.UncoveredMicro;
        Assert.Equal((-30_000_000L, 30_000_000L), (rig.Read(Account).Equity, missing));
        rig.Settle();
        Assert.Equal(MarginPhase.Defaulted, Phase(rig));
        Assert.Equal((missing, Int128.Zero), (rig.Machine.Ledger.UncoveredMicro, rig.Machine.Imbalance()));
    }

    [Fact]
    public void The_fund_pays_a_counted_loss_later_when_it_can()
    {
        using MachineRig rig = At(-10_000_000);
        rig.ContributeToFund(4_000_000);
        rig.Give(Account, 1);
        rig.Give(Other, -1);
        rig.Settle();
        Assert.Equal((-6_000_000L, 0L), (rig.Read(Account).Equity, rig.Machine.Ledger.FundMicro));
        Assert.Equal(10_000_000, rig.Machine.Ledger.UncoveredMicro);
    }

    [Fact]
    public void A_look_at_a_defaulted_account_that_moves_nothing_is_no_transfer()
    {
        using MachineRig rig = MachineRig.Ready(deposit: 0);
        rig.Deposit(Account, 100_000_000);
        rig.Deposit(Other, 1_000_000_000_000);
        rig.Give(Account, 1);
        ulong order = rig.Place(Account, Side.Buy, 1, 95_000_000);
        rig.ShiftEquity(Account, Other, -99_000_000);
        rig.Apply(Frames.Report(new ReportText { Id = order, Type = ExecType.Canceled }));
        rig.Settle();
        Assert.Equal(1, rig.Machine.Counters[MachineCounter.BackstopTransfers]);
    }

    [Fact]
    public void A_late_fill_waits_until_the_backstop_has_room()
    {
        using MachineRig rig = MachineRig.Ready(new RigOptions { GroupInstruments = 1 }, deposit: 0);
        rig.Deposit(Account, 100_000_000);
        rig.Deposit(Other, 1_000_000_000_000);
        rig.Give(Account, 1);
        rig.Give(Other, -1);
        rig.ShiftEquity(Account, Other, -99_000_000);
        rig.Give(Account, 1, securityId: 2);
        rig.Settle();
        Assert.Equal((1L, 1L), (rig.Position(0).Position, rig.Position(Account, 1).Position));
        rig.Give(0, -1);
        rig.Settle();
        Assert.Equal((1L, 0L), (rig.Position(0, 1).Position, rig.Position(Account, 1).Position));
    }

    [Fact]
    public void Without_room_at_the_backstop_the_account_goes_on_closing()
    {
        using MachineRig rig = MachineRig.Ready(new RigOptions { GroupInstruments = 1 }, deposit: 0);
        rig.Deposit(Other, 1_000_000_000_000);
        rig.Deposit(0, 1_000_000_000_000);
        rig.Deposit(Account, 100_000_000);
        rig.Give(0, 1, securityId: 2);
        rig.Give(Other, -1, securityId: 2);
        rig.Give(Account, 1);
        rig.Deposit(3, 1_000_000_000_000);
        rig.Give(3, -1);
        rig.ShiftEquity(Account, 3, -95_000_000);
        Assert.Equal(1, rig.Machine.Counters[MachineCounter.BackstopRefused]);
        Assert.Equal(1, rig.Machine.AccountsIn(MarginPhase.Liquidating));
        Assert.Single(rig.OutputsOf(OutputKind.LiquidationOrder), output => output.Account == Account);
    }

    [Fact]
    public void The_backstop_itself_is_never_called()
    {
        using MachineRig rig = At(-10_000_000);
        rig.Mark(50_000_000);
        rig.Settle();
        DeviceResult backstop = rig.Read(0);
        Assert.True(backstop.Equity < backstop.Maintenance);
        Assert.Equal(0, rig.Machine.AccountsIn(MarginPhase.Call) + rig.Machine.AccountsIn(MarginPhase.Liquidating));
    }

    private static MarginPhase Phase(MachineRig rig)
    {
        ReasonCode reason = rig.Refusal(new OrderText { Account = Account, Id = 4711 });
        return reason == ReasonCode.Defaulted ? MarginPhase.Defaulted : MarginPhase.Healthy;
    }

    // One lot, and this much equity after the last frame.
    private static MachineRig At(long equity, long fund = 0)
    {
        MachineRig rig = MachineRig.Ready(deposit: 0);
        rig.Deposit(Other, 1_000_000_000_000);
        rig.Deposit(Account, 100_000_000);
        if (fund > 0)
        {
            rig.ContributeToFund(fund);
        }

        rig.Give(Account, 1);
        rig.Give(Other, -1);
        rig.ShiftEquity(Account, Other, equity - 100_000_000);
        return rig;
    }
}
