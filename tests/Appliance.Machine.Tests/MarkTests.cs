using System;
using Appliance.Core;

namespace Appliance.Machine.Tests;

/// <summary>Marks: their range, and the epochs they start.</summary>
public sealed class MarkTests
{
    // A 64th of the first mark.
    private const long Tau = RigOptions.FirstMark / 64;

    [Theory]
    [InlineData(1000, true)]
    [InlineData(999, false)]
    [InlineData(0, false)]
    [InlineData(-1000, false)]
    [InlineData(long.MinValue, false)]
    [InlineData(long.MaxValue, false)]
    [InlineData(((1L << 47) - 1) * 1000, true)]
    [InlineData((1L << 47) * 1000, false)]
    public void A_mark_is_a_legal_contract_value(long priceE9, bool isLegal)
    {
        using MachineRig rig = MachineRig.Ready();
        string before = rig.StateHash();
        rig.Apply(Frames.Mark(1, priceE9));
        Assert.Equal(isLegal ? 0 : 1, rig.Machine.Counters[MachineCounter.MarksRefused]);
        Assert.Equal(!isLegal, before == rig.StateHash());
    }

    [Fact]
    public void A_mark_for_nobody_changes_nothing()
    {
        using MachineRig rig = MachineRig.Ready();
        string before = rig.StateHash();
        rig.Mark(RigOptions.FirstMark, securityId: 3);
        Assert.Equal((1L, before), (rig.Machine.Counters[MachineCounter.MarksRefused], rig.StateHash()));
    }

    [Theory]
    [InlineData(RigOptions.FirstMark + Tau, 0)]
    [InlineData(RigOptions.FirstMark + Tau + 1, 1)]
    [InlineData(RigOptions.FirstMark - Tau, 0)]
    [InlineData(RigOptions.FirstMark - Tau - 1, 1)]
    public void An_epoch_starts_beyond_tau_exactly(long mark, int epochs)
    {
        using MachineRig rig = MachineRig.Ready();
        uint before = rig.Device.Epoch;
        rig.Mark(mark);
        Assert.Equal(before + (uint)epochs, rig.Device.Epoch);
        Assert.Equal(epochs > 0 ? mark : RigOptions.FirstMark, rig.Snapshot.ArrayedAtMicro(0));
        Assert.Equal(RigOptions.FirstMark, rig.Snapshot.ArrayedAtMicro(1));
        rig.Mark(mark);
        Assert.Equal(before + (uint)epochs, rig.Device.Epoch);
    }

    [Fact]
    public void Tau_counts_from_the_arrayed_mark_not_from_the_last()
    {
        using MachineRig rig = MachineRig.Ready();
        uint before = rig.Device.Epoch;
        for (long mark = RigOptions.FirstMark; mark <= RigOptions.FirstMark + Tau; mark += Tau / 4)
        {
            rig.Mark(mark);
            Assert.Equal(before, rig.Device.Epoch);
        }

        rig.Mark(RigOptions.FirstMark + Tau + 1);
        Assert.Equal(before + 1, rig.Device.Epoch);
    }

    [Fact]
    public void Groups_switch_a_few_behind_each_input_that_changed_something()
    {
        using MachineRig rig = MachineRig.Ready(
            new RigOptions { Machine = config => config with { SwitchPerEvent = 3 } });
        rig.Settle();
        long before = Switched(rig);
        rig.Mark(RigOptions.FirstMark * 2);
        Assert.Equal(3, Switched(rig) - before);
        rig.Refusal(new OrderText { Account = 99 });
        rig.Apply(Frames.Cancel(1, 1, 2));
        rig.Mark(0);
        Assert.Equal(3, Switched(rig) - before);
        rig.Deposit(1, 1);
        Assert.Equal(6, Switched(rig) - before);
        rig.Heartbeat();
        Assert.Equal(8, Switched(rig) - before);
        rig.Heartbeat();
        Assert.Equal(8, Switched(rig) - before);
    }

    [Fact]
    public void An_epoch_in_the_middle_of_a_round_starts_a_whole_round()
    {
        using MachineRig rig = MachineRig.Ready(
            new RigOptions { Machine = config => config with { SwitchPerEvent = 3 } });
        rig.Settle();
        long before = Switched(rig);
        rig.Mark(RigOptions.FirstMark * 2);
        rig.Mark(RigOptions.FirstMark * 3, securityId: 2);
        rig.Settle();
        Assert.Equal(3 + 8, Switched(rig) - before);
    }

    [Fact]
    public void A_new_epoch_moves_the_requirement_with_the_mark()
    {
        using MachineRig rig = MachineRig.Ready();
        rig.Give(1, 4);
        Assert.Equal(4 * 25_000_001, rig.Read(1).Maintenance);
        rig.Mark(RigOptions.FirstMark + Tau);
        Assert.Equal(4 * 25_000_001, rig.Read(1).Maintenance);
        Assert.Equal(1_000_000_000_000 + (4 * Tau), rig.Read(1).Equity);
        rig.Mark(200_000_000);
        Assert.Equal(4 * 50_000_001, rig.Read(1).Maintenance);
    }

    [Fact]
    public void A_group_the_arrays_outgrew_takes_no_orders_and_still_fills()
    {
        using MachineRig rig = MachineRig.Ready(deposit: 1_000_000_000_000_000);
        rig.Mark(1000);
        for (int n = 0; n < 64; n++)
        {
            rig.Give(1, Limits.OrderLotsMax, 1000);
            rig.Give(2, -Limits.OrderLotsMax, 1000);
        }

        rig.Mark(1L << 27);
        rig.Settle();
        Assert.Equal(FixedPoint.MoneyMax, rig.Read(1).Maintenance);
        OrderText order = new() { Id = 5, PriceMicro = (1L << 27) / 1000 * 1000 };
        Assert.Equal(ReasonCode.Range, rig.Refusal(order));
        Assert.Equal(1, rig.Machine.AccountsIn(MarginPhase.Liquidating));
        rig.Give(1, -Limits.OrderLotsMax, 1000);
        rig.Give(2, Limits.OrderLotsMax, 1000);
        Assert.Equal(63 * Limits.OrderLotsMax, rig.Position(1).Position);
        Assert.Equal(-63 * Limits.OrderLotsMax, rig.Position(2).Position);
        Assert.Equal(Int128.Zero, rig.Machine.Imbalance());
        rig.Mark(1000);
        rig.Settle();
        Assert.Equal(0, rig.Machine.AccountsIn(MarginPhase.Liquidating));
        Assert.Equal(Int128.Zero, rig.Machine.Imbalance());
    }

    private static long Switched(MachineRig rig) => rig.Machine.Counters[MachineCounter.GroupsSwitched];
}
