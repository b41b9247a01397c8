using Appliance.Wire;

namespace Appliance.Machine.Tests;

/// <summary>Margin calls: when they come, what they ask for, and how they end.</summary>
public sealed class CallTests
{
    private const long Initial = 31_250_001;
    private const long Maintenance = 25_000_001;

    // MulCeil(MMR, 1.1), with 1.1 rounded up.
    private const long CallLevel = 27_500_002;

    [Theory]
    [InlineData(CallLevel, false)]
    [InlineData(CallLevel - 1, true)]
    [InlineData(Maintenance, true)]
    public void A_call_comes_below_its_level(long equity, bool isCalled)
    {
        using MachineRig rig = Holding(equity);
        Assert.Equal(isCalled ? 1 : 0, rig.Machine.AccountsIn(MarginPhase.Call));
        Assert.Equal(0, rig.Machine.AccountsIn(MarginPhase.Liquidating));
        if (isCalled)
        {
            OutputRecord call = rig.Only(OutputKind.MarginCall);
            Assert.Equal((byte)MarginCallType.MarginCall, call.Detail);
            Assert.Equal((equity, Initial, Maintenance), (call.EquityMicro, call.InitialMicro, call.MaintenanceMicro));
            Assert.Equal(equity - Initial, call.AmountMicro);
            Assert.Equal(rig.NowNs + rig.Config.CallDeadlineNs, call.DueNs);
        }
    }

    [Fact]
    public void A_deposit_of_the_amount_cures_and_a_micro_less_does_not()
    {
        using MachineRig rig = Holding(Maintenance);
        long amount = -rig.Only(OutputKind.MarginCall).AmountMicro;
        Assert.Equal(Initial - Maintenance, amount);
        rig.Deposit(1, amount - 1);
        Assert.Empty(rig.Outputs);
        Assert.Equal(1, rig.Machine.AccountsIn(MarginPhase.Call));
        rig.Deposit(1, 1);
        Assert.Equal((byte)MarginCallType.Cured, rig.Only(OutputKind.MarginCall).Detail);
        Assert.Equal(0, rig.Machine.AccountsIn(MarginPhase.Call));
        Assert.Equal(1, rig.Machine.Counters[MachineCounter.MarginCallsCured]);
    }

    [Fact]
    public void Withdrawals_are_frozen_in_a_call_and_leave_initial_margin_otherwise()
    {
        using MachineRig rig = Holding(Initial + 10);
        Assert.False(rig.Withdraw(1, 11));
        Assert.True(rig.Withdraw(1, 10));
        Assert.Equal(Initial, rig.Read(1).Equity);
        using MachineRig called = Holding(Maintenance);
        Assert.False(called.Withdraw(1, 1));
        Assert.Equal(Maintenance, called.Read(1).Equity);
    }

    [Fact]
    public void Deposits_round_down_and_withdrawals_up()
    {
        using MachineRig rig = MachineRig.Ready(deposit: 0);
        rig.Apply(Frames.Collateral(1, CollateralAction.Deposit, 299));
        Assert.Equal((2L, 2L), (rig.Read(1).Equity, rig.Machine.Ledger.DepositedMicro));
        rig.Apply(Frames.Collateral(1, CollateralAction.Withdrawal, 101));
        Assert.Equal((0L, 2L), (rig.Read(1).Equity, rig.Machine.Ledger.WithdrawnMicro));
    }

    [Fact]
    public void A_call_past_its_deadline_becomes_a_liquidation()
    {
        using MachineRig rig = Holding(Maintenance);
        rig.NowNs += rig.Config.CallDeadlineNs - 1;
        rig.Mark(RigOptions.FirstMark);
        Assert.Empty(rig.Outputs);
        rig.NowNs++;
        rig.Heartbeat();
        Assert.Equal((byte)MarginCallType.Liquidation, rig.Only(OutputKind.MarginCall).Detail);
        Assert.Single(rig.OutputsOf(OutputKind.LiquidationOrder));
        Assert.Equal(1, rig.Machine.Counters[MachineCounter.CallsPastDeadline]);
    }

    [Fact]
    public void Below_maintenance_liquidation_starts_in_the_same_event()
    {
        using MachineRig rig = Holding(Maintenance - 1);
        Assert.Equal((byte)MarginCallType.Liquidation, rig.OutputsOf(OutputKind.MarginCall)[0].Detail);
        Assert.Single(rig.OutputsOf(OutputKind.LiquidationOrder));
        using MachineRig called = Holding(Maintenance);
        called.Mark(RigOptions.FirstMark - 1);
        Assert.Equal((byte)MarginCallType.Liquidation, called.OutputsOf(OutputKind.MarginCall)[0].Detail);
        Assert.Single(called.OutputsOf(OutputKind.LiquidationOrder));
        Assert.Equal(0, called.Machine.Counters[MachineCounter.CallsPastDeadline]);
    }

    [Fact]
    public void A_mark_brings_a_healthy_account_up_in_the_same_event()
    {
        using MachineRig rig = Holding(CallLevel);
        rig.Mark(RigOptions.FirstMark - 1);
        Assert.Equal((byte)MarginCallType.MarginCall, rig.Only(OutputKind.MarginCall).Detail);
    }

    [Fact]
    public void States_do_not_flap_while_the_mark_shivers()
    {
        using MachineRig rig = Holding(CallLevel);
        int messages = 0;
        for (int n = 0; n < 100; n++)
        {
            rig.Mark(RigOptions.FirstMark - 1 + (n % 2 * 1_000_000));
            messages += rig.OutputsOf(OutputKind.MarginCall).Count;
        }

        Assert.Equal(1, messages);
        Assert.Equal((1L, 0L), (
            rig.Machine.Counters[MachineCounter.MarginCalls], rig.Machine.Counters[MachineCounter.MarginCallsCured]));
    }

    [Fact]
    public void A_cured_liquidation_is_not_called_again_at_the_same_mark()
    {
        using MachineRig rig = Holding(Maintenance - 1);
        OutputRecord order = rig.Only(OutputKind.LiquidationOrder);
        rig.Apply(Frames.Report(new ReportText
        {
            Id = order.ClOrdId,
            Side = Side.Sell,
            Type = ExecType.Expired,
        }));
        rig.Deposit(1, 1 + (Maintenance / 5) + 1);
        Assert.Equal((byte)MarginCallType.Cured, rig.Only(OutputKind.MarginCall).Detail);
        for (int n = 0; n < 10; n++)
        {
            rig.Mark(RigOptions.FirstMark);
            Assert.Empty(rig.Outputs);
        }

        Assert.Equal(1, rig.Machine.Counters[MachineCounter.LiquidationsCured]);
    }

    [Fact]
    public void A_heartbeat_reports_the_state_of_the_whole()
    {
        using MachineRig rig = Holding(Maintenance);
        rig.ContributeToFund(77);
        rig.Heartbeat();
        OutputRecord report = rig.Only(OutputKind.StateReport);
        Assert.Equal((1u, 0u, 77L), (report.InCall, report.InLiquidation, report.BalanceMicro));
        Assert.Equal(Maintenance, report.EquityMicro);
        Assert.Equal((ulong)report.CauseSequence, report.Token);
        Assert.Equal(rig.Machine.DecisionChain, report.DecisionChain);
    }

    [Fact]
    public void Accounts_come_up_worst_first_whatever_order_they_were_opened_in()
    {
        uint[] worstFirst = [6, 2, 5, 1, 3, 4];
        long[] equities = [0, 21_000_000, 18_000_000, 21_000_000, 21_500_000, 20_000_000, 17_000_000];
        uint[][] orders = [[1, 2, 3, 4, 5, 6], [6, 5, 4, 3, 2, 1], [3, 6, 1, 5, 2, 4]];
        foreach (uint[] opened in orders)
        {
            using MachineRig rig = new();
            rig.Apply(Frames.Definition(rig.Config.Instruments[0]));
            rig.Mark(RigOptions.FirstMark);
            foreach (uint account in opened)
            {
                rig.Apply(Frames.Admin(account, GroupAdminAction.Open));
                rig.Deposit(account, equities[account] + 12_000_000);
                rig.Give(account, 1);
            }

            Assert.Equal(0, rig.Machine.AccountsIn(MarginPhase.Liquidating));
            rig.Mark(RigOptions.FirstMark - 12_000_000);
            rig.Settle();
            Assert.Equal(worstFirst, rig.Liquidated);
        }
    }

    // One lot bought at the mark with this equity.
    private static MachineRig Holding(long equity)
    {
        MachineRig rig = MachineRig.Ready(deposit: 0);
        rig.Deposit(1, equity);
        rig.Give(1, 1);
        Assert.Equal(equity, rig.Read(1).Equity);
        return rig;
    }
}
