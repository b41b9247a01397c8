using System;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Wire;

namespace Appliance.Machine.Tests;

/// <summary>What the venue reports is a fact: it moves positions, cash and reserves, whatever we knew before.</summary>
public sealed class ExecutionTests
{
    private const long Mark = RigOptions.FirstMark;
    private const long Deposit = 1_000_000_000_000;

    [Fact]
    public void Cancels_always_pass_and_give_nothing_back()
    {
        using MachineRig rig = MachineRig.Ready();
        ulong id = rig.Place(1, Side.Buy, 3, Mark);
        long reserved = rig.Read(1).Requirement;
        rig.Apply(Frames.Admin(1, GroupAdminAction.Block));
        rig.Apply(Frames.Status(1, SecurityTradingStatus.TradingHalt));
        string before = rig.StateHash();
        byte[][] cancels =
        [
            Frames.Cancel(1, id, 2), Frames.Cancel(1, id, 2), Frames.Cancel(1, 77, 3), Frames.Cancel(99, id, 4),
            Frames.Cancel(1, id, ulong.MaxValue, securityId: 99, side: 0),
        ];
        foreach (byte[] cancel in cancels)
        {
            Decision decision = rig.Apply(cancel);
            Assert.Equal((GateVerdict.Accept, ReasonCode.None), (decision.Verdict, decision.Reason));
        }

        Assert.Equal(before, rig.StateHash());
        Assert.Equal(reserved, rig.Read(1).Requirement);
        rig.Apply(Frames.Report(new ReportText { Id = id, Type = ExecType.Canceled }));
        Assert.Equal((0L, 0), (rig.Read(1).Requirement, rig.Machine.WorkingOrders));
    }

    [Theory]
    [InlineData(ExecType.Canceled)]
    [InlineData(ExecType.Expired)]
    [InlineData(ExecType.Rejected)]
    public void The_end_of_an_order_gives_its_reserve_back_exactly(ExecType end)
    {
        using MachineRig rig = MachineRig.Ready();
        rig.Give(1, 5);
        string before = rig.StateHash();
        long requirement = rig.Read(1).Requirement;
        ulong id = rig.Place(1, Side.Buy, 3, Mark + 7_000_000);
        Assert.NotEqual(requirement, rig.Read(1).Requirement);
        rig.Apply(Frames.Report(new ReportText { Id = id, Type = end }));
        Assert.Equal(before, rig.StateHash());
        rig.Apply(Frames.Report(new ReportText { Id = id, Type = end }));
        Assert.Equal(1, rig.Machine.Counters[MachineCounter.ExecutionsIgnored]);
        Assert.Equal(before, rig.StateHash());
    }

    [Fact]
    public void Partial_fills_move_lots_from_working_to_held()
    {
        using MachineRig rig = MachineRig.Ready();
        ulong id = rig.Place(1, Side.Buy, 5, Mark + 1_000_000);
        Fill(rig, id, lots: 2, leaves: 3);
        Assert.Equal(new PositionReading(0, 2, 3, 0), rig.Position(1));
        Fill(rig, id, lots: 1, leaves: 2);
        Assert.Equal(new PositionReading(0, 3, 2, 0), rig.Position(1));
        Fill(rig, id, lots: 2, leaves: 0);
        Assert.Equal(new PositionReading(0, 5, 0, 0), rig.Position(1));
        Assert.Equal((0, 3L), (rig.Machine.WorkingOrders, rig.Machine.Counters[MachineCounter.Fills]));
        Assert.Equal((5 * 31_250_001L, Deposit), (rig.Read(1).Requirement, rig.Read(1).Equity));
    }

    [Fact]
    public void A_fill_that_leaves_nothing_ends_an_order_of_which_we_thought_more_worked()
    {
        using MachineRig rig = MachineRig.Ready();
        ulong id = rig.Place(1, Side.Buy, 5, Mark);
        Fill(rig, id, lots: 2, leaves: 0);
        Assert.Equal(new PositionReading(0, 2, 0, 0), rig.Position(1));
        Assert.Equal(0, rig.Machine.WorkingOrders);
    }

    [Fact]
    public void An_over_fill_moves_all_of_it()
    {
        using MachineRig rig = MachineRig.Ready();
        ulong id = rig.Place(1, Side.Buy, 2, Mark);
        rig.Apply(Frames.Report(new ReportText { Id = id, Lots = 5, PriceMicro = Mark + 3, Commission = 11 }));
        Assert.Equal(new PositionReading(0, 5, 0, 0), rig.Position(1));
        Assert.Equal(Deposit - 15 - 11, rig.Read(1).Equity);
        Assert.Equal((0, 11L), (rig.Machine.WorkingOrders, rig.Machine.Ledger.FeesMicro));
        Assert.Equal(1, rig.Machine.Counters[MachineCounter.FillsUnsolicited]);
    }

    [Fact]
    public void An_unsolicited_fill_is_booked_and_one_for_nobody_is_counted()
    {
        using MachineRig rig = MachineRig.Ready();
        rig.Trade(1, 2, 4, Mark);
        Assert.Equal((4L, -4L), (rig.Position(1).Position, rig.Position(2).Position));
        string before = rig.StateHash();
        rig.Apply(Frames.Report(new ReportText { Account = 99 }));
        rig.Apply(Frames.Report(new ReportText { SecurityId = 99 }));
        Assert.Equal(2, rig.Machine.Counters[MachineCounter.ExecutionsIgnored]);
        Assert.Equal(before, rig.StateHash());
    }

    [Theory]
    [InlineData(250)]
    [InlineData(-250)]
    [InlineData(0)]
    public void Commission_leaves_cash_and_is_collected(long commission)
    {
        using MachineRig rig = MachineRig.Ready();
        ulong id = rig.Place(1, Side.Sell, 1, Mark);
        rig.Apply(Frames.Report(new ReportText { Id = id, Side = Side.Sell, Commission = commission }));
        Assert.Equal(Deposit - commission, rig.Read(1).Equity);
        Assert.Equal(commission, rig.Machine.Ledger.FeesMicro);
        rig.Give(2, 1);
        Assert.Equal(Int128.Zero, rig.Machine.Imbalance());
    }

    [Fact]
    public void A_fill_the_books_cannot_hold_blocks_the_account()
    {
        using MachineRig rig = MachineRig.Ready(new RigOptions { GroupInstruments = 1 });
        ulong id = rig.Place(1, Side.Buy, 2, Mark);
        rig.Give(1, 1, securityId: 2);
        Assert.Equal(1, rig.Machine.Counters[MachineCounter.FillsRefused]);
        Assert.Equal(ReasonCode.AccountBlocked, rig.Refusal(new OrderText()));
        Fill(rig, id, lots: 1, leaves: 1);
        Assert.Equal(new PositionReading(0, 1, 1, 0), rig.Position(1));
    }

    [Fact]
    public void An_over_fill_whose_rest_is_refused_still_ends_the_order()
    {
        using MachineRig rig = MachineRig.Ready();
        for (int n = 0; n < 4; n++)
        {
            rig.Give(1, Limits.OrderLotsMax, 1000);
        }

        // Filling what works is legal; the rest pays more than cash can hold.
        ulong id = rig.Place(1, Side.Sell, 1, Mark);
        long price = Limits.PerLotLimit - 1;
        rig.Apply(Frames.Report(
            new ReportText { Id = id, Side = Side.Sell, Lots = 1 + (1 << 16), PriceE9 = price * Frames.E9PerMicro }));
        Assert.Equal(1, rig.Machine.Counters[MachineCounter.FillsRefused]);
        Assert.Equal(0, rig.Machine.WorkingOrders);
        Assert.Equal(0, rig.Position(1).WorkingSells);
    }

    [Fact]
    public void Reports_that_make_no_sense_change_nothing()
    {
        using MachineRig rig = MachineRig.Ready();
        ulong id = rig.Place(1, Side.Buy, 3, Mark);
        string before = rig.StateHash();
        ReportText fill = new() { Id = id, Leaves = 2 };
        ReportText[] bad =
        [
            fill with { Side = Side.Sell }, fill with { Side = 0 }, fill with { LastQuantityE8 = 0 },
            fill with { LastQuantityE8 = -Frames.LotE8 }, fill with { LastQuantityE8 = Frames.LotE8 + 1 },
            fill with { LastQuantityE8 = ExecutionReportDecoder.LastQtyMantissaNull },
            fill with { LastQuantityE8 = 1L << 62 }, fill with { PriceE9 = 0 }, fill with { PriceE9 = 999 },
            fill with { PriceE9 = ExecutionReportDecoder.LastPxMantissaNull }, fill with { PriceE9 = long.MaxValue },
            fill with { PriceE9 = Limits.PerLotLimit * Frames.E9PerMicro },
            fill with { Commission = long.MaxValue }, fill with { Commission = -FixedPoint.MoneyMax - 1 },
            fill with { SecurityId = 2 }, fill with { Type = (ExecType)'Z' }, fill with { Type = 0 },
            new ReportText { Id = 77, Type = ExecType.Replaced }, new ReportText { Id = 77, Type = ExecType.Canceled },
        ];
        foreach (ReportText report in bad)
        {
            rig.Apply(Frames.Report(report));
            Assert.True(before == rig.StateHash(), report.ToString());
        }

        Assert.Equal(bad.Length, rig.Machine.Counters[MachineCounter.ExecutionsIgnored]);
        rig.Apply(Frames.Report(fill with { Type = ExecType.New }));
        Assert.Equal(before, rig.StateHash());
    }

    private static void Fill(MachineRig rig, ulong id, long lots, long leaves) =>
        rig.Apply(Frames.Report(new ReportText { Id = id, Lots = lots, Leaves = leaves }));
}
