using Appliance.Core;
using Appliance.Wire;

namespace Appliance.Machine.Tests;

/// <summary>What the device refuses, seen through the gate, and what the phase of an account refuses.</summary>
public sealed class DeviceRefusalTests
{
    // 25 of scan risk times 1.25, a micro of QR, and 1/1024 of 100 for the fee, rounded up.
    private const long InitialPerLot = 31_250_001 + 97_657;
    private static readonly OrderText Plain = new();

    [Theory]
    [InlineData(1, 100_000_000, InitialPerLot)]
    [InlineData(3, 100_000_000, 3 * InitialPerLot)]
    [InlineData(1, 101_000_000, 31_250_001 + 1_000_000 + 98_633)]
    [InlineData(1, 99_000_000, 31_250_001 + 96_680)]
    public void Margin_is_enough_to_the_micro(long lots, long priceMicro, long needed)
    {
        using MachineRig rig = MachineRig.Ready(deposit: 0);
        rig.Deposit(1, needed - 1);
        OrderText order = Plain with { Lots = lots, PriceMicro = priceMicro };
        Assert.Equal(ReasonCode.InsufficientMargin, rig.Refusal(order));
        rig.Deposit(1, 1);
        Decision decision = rig.Apply(Frames.New(order));
        Assert.Equal(GateVerdict.Accept, decision.Verdict);
        Assert.Equal((needed, 0L), (decision.RequirementMicro, decision.ExcessMicro));
        Assert.Equal(needed, rig.Read(1).Requirement);
    }

    [Fact]
    public void Market_order_is_margined_at_the_collar()
    {
        using MachineRig rig = MachineRig.Ready(deposit: 0);
        const long Needed = 31_250_001 + 50_000_000 + 146_485;
        rig.Deposit(1, Needed - 1);
        Assert.Equal(ReasonCode.InsufficientMargin, rig.Refusal(Plain with { Type = OrdType.Market }));
        rig.Deposit(1, 1);
        Assert.Equal(ReasonCode.None, rig.Refusal(Plain with { Type = OrdType.Market }));
    }

    [Fact]
    public void A_refusal_leaves_every_bit()
    {
        using MachineRig rig = MachineRig.Ready(deposit: 1_000_000);
        string before = rig.StateHash();
        Assert.Equal(ReasonCode.InsufficientMargin, rig.Refusal(Plain));
        Assert.Equal(before, rig.StateHash());
        Assert.Equal(0, rig.Machine.WorkingOrders);
    }

    [Fact]
    public void Short_of_margin_only_what_reduces_passes()
    {
        using MachineRig rig = MachineRig.Ready(deposit: 0);
        rig.Deposit(1, 300_000_000);
        rig.Give(1, 10);
        Assert.True(rig.Read(1).Equity < rig.Read(1).Requirement);
        Assert.Equal(ReasonCode.ReduceOnly, rig.Refusal(Plain));
        Assert.Equal(ReasonCode.ReduceOnly, rig.Refusal(Plain with { ExecInst = ExecInst.ReduceOnly }));
        OrderText sell = Plain with { Side = Side.Sell, ExecInst = ExecInst.ReduceOnly };
        Assert.Equal(ReasonCode.ReduceOnly, rig.Refusal(sell with { Lots = 11 }));
        Decision decision = rig.Apply(Frames.New(sell with { Lots = 10 }));
        Assert.Equal((GateVerdict.AcceptReduceOnly, ReasonCode.None), (decision.Verdict, decision.Reason));
        Assert.Equal(1, rig.Machine.Counters[MachineCounter.OrdersAcceptedReduceOnly]);
        Assert.Equal(ReasonCode.ReduceOnly, rig.Refusal(sell with { Id = 2, Lots = 1 }));
    }

    [Fact]
    public void Operator_puts_an_account_on_reduce_only()
    {
        using MachineRig rig = MachineRig.Ready();
        rig.Give(1, 2);
        rig.Apply(Frames.Admin(1, GroupAdminAction.ReduceOnly));
        Assert.Equal(ReasonCode.ReduceOnly, rig.Refusal(Plain with { Side = Side.Sell }));
        OrderText sell = Plain with { Side = Side.Sell, ExecInst = ExecInst.ReduceOnly };
        Assert.Equal(ReasonCode.ReduceOnly, rig.Refusal(sell with { Lots = 3 }));
        Assert.Equal(ReasonCode.None, rig.Refusal(sell with { Lots = 2 }));
        rig.Apply(Frames.Admin(1, GroupAdminAction.Unblock));
        Assert.Equal(ReasonCode.None, rig.Refusal(Plain with { Id = 2 }));
    }

    [Fact]
    public void Accumulators_stay_in_range()
    {
        const long Huge = 1L << 46;
        const long Limit = Huge / 1000 * 1000;
        using MachineRig rig = MachineRig.Ready(deposit: 0);
        rig.Mark(Huge);
        for (int n = 0; n < 48; n++)
        {
            rig.Deposit(1, 1L << 56);
        }

        OrderText order = Plain with { PriceMicro = Limit };
        Assert.Equal(ReasonCode.MaxNotional, rig.Refusal(order with { Lots = 65536 }));
        Assert.Equal(ReasonCode.None, rig.Refusal(order with { Lots = 32768 }));
        Assert.Equal(ReasonCode.Range, rig.Refusal(order with { Id = 2, Lots = 32768 }));
        Assert.Equal(ReasonCode.None, rig.Refusal(order with { Id = 2, Lots = 32767 }));
    }

    [Fact]
    public void Account_in_liquidation_and_default_takes_no_orders()
    {
        using MachineRig rig = MachineRig.Ready(deposit: 0);
        rig.Deposit(1, 254_000_000);
        rig.Give(1, 10);
        rig.Mark(99_000_000);
        rig.Settle();
        Assert.Equal(1, rig.Machine.AccountsIn(MarginPhase.Liquidating));
        Assert.Equal(ReasonCode.InLiquidation, rig.Refusal(Plain));
        OrderText sell = Plain with { Side = Side.Sell, ExecInst = ExecInst.ReduceOnly };
        Assert.Equal(ReasonCode.InLiquidation, rig.Refusal(sell));
        rig.Mark(80_000_000);
        rig.Settle();
        Assert.Equal(0, rig.Machine.AccountsIn(MarginPhase.Liquidating));
        Assert.Equal(ReasonCode.Defaulted, rig.Refusal(Plain with { PriceMicro = 80_000_000 }));
    }

    [Fact]
    public void Group_has_room_for_so_many_instruments()
    {
        using MachineRig rig = MachineRig.Ready(
            new RigOptions { Instruments = 3, Underlyings = 1, GroupInstruments = 2, GroupBuckets = 1 });
        Assert.Equal(ReasonCode.None, rig.Refusal(Plain with { SecurityId = 1 }));
        Assert.Equal(ReasonCode.None, rig.Refusal(Plain with { SecurityId = 2, Id = 2 }));
        Assert.Equal(ReasonCode.GroupInstrumentCapacity, rig.Refusal(Plain with { SecurityId = 3, Id = 3 }));
        Assert.Equal(ReasonCode.None, rig.Refusal(Plain with { SecurityId = 2, Id = 3 }));
        rig.Apply(Frames.Report(new ReportText { Type = ExecType.Canceled }));
        Assert.Equal(ReasonCode.None, rig.Refusal(Plain with { SecurityId = 3, Id = 4 }));
    }

    [Fact]
    public void Group_has_room_for_so_many_underlyings()
    {
        using MachineRig rig = MachineRig.Ready(
            new RigOptions { Instruments = 4, Underlyings = 2, GroupInstruments = 3, GroupBuckets = 1 });
        Assert.Equal(ReasonCode.None, rig.Refusal(Plain with { SecurityId = 1 }));
        Assert.Equal(ReasonCode.GroupBucketCapacity, rig.Refusal(Plain with { SecurityId = 2, Id = 2 }));
        Assert.Equal(ReasonCode.None, rig.Refusal(Plain with { SecurityId = 3, Id = 2 }));
        rig.Apply(Frames.Report(new ReportText { Type = ExecType.Canceled }));
        Assert.Equal(ReasonCode.GroupBucketCapacity, rig.Refusal(Plain with { SecurityId = 2, Id = 3 }));
    }
}
