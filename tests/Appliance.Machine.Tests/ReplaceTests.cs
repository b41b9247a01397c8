using System;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Wire;

namespace Appliance.Machine.Tests;

/// <summary>A replace names the new total, and fills may overtake it on the way to the venue.</summary>
public sealed class ReplaceTests
{
    private const long Mark = RigOptions.FirstMark;
    private const long PerLot = 31_250_001 + 97_657;

    [Fact]
    public void A_replace_is_new_minus_old()
    {
        using MachineRig rig = MachineRig.Ready(deposit: 0);
        rig.Deposit(1, 3 * PerLot);
        ulong id = rig.Place(1, Side.Buy, 2, Mark);
        Assert.Equal(ReasonCode.InsufficientMargin, rig.RefusalOfReplace(Renewed(id, lots: 4)));
        Assert.Equal(new PositionReading(0, 0, 2, 0), rig.Position(1));
        Assert.Equal(ReasonCode.None, rig.RefusalOfReplace(Renewed(id, lots: 3)));
        Assert.Equal(new PositionReading(0, 0, 3, 0), rig.Position(1));
        Assert.Equal(3 * PerLot, rig.Read(1).Requirement);
    }

    [Fact]
    public void A_refused_replace_leaves_every_bit()
    {
        using MachineRig rig = MachineRig.Ready(deposit: 0);
        rig.Deposit(1, 3 * PerLot);
        ulong id = rig.Place(1, Side.Buy, 2, Mark);
        string before = rig.StateHash();
        Assert.Equal(ReasonCode.UnknownOrder, rig.RefusalOfReplace(Renewed(id + 1, lots: 1)));
        Assert.Equal(ReasonCode.UnknownOrder, rig.RefusalOfReplace(Renewed(id, lots: 1) with { Account = 2 }));
        Assert.Equal(ReasonCode.WrongSide, rig.RefusalOfReplace(Renewed(id, lots: 1) with { Side = Side.Sell }));
        Assert.Equal(ReasonCode.WrongSide, rig.RefusalOfReplace(Renewed(id, lots: 1) with { SecurityId = 2 }));
        Assert.Equal(ReasonCode.DuplicateClOrdId, rig.RefusalOfReplace(Renewed(id, lots: 1) with { Id = id }));
        Assert.Equal(ReasonCode.InsufficientMargin, rig.RefusalOfReplace(Renewed(id, lots: 9)));
        Assert.Equal(ReasonCode.PriceCollar, rig.RefusalOfReplace(Renewed(id, lots: 1) with { PriceMicro = 1000 }));
        Assert.Equal(before, rig.StateHash());
    }

    [Fact]
    public void An_order_is_replaced_once_at_a_time()
    {
        using MachineRig rig = MachineRig.Ready();
        ulong id = rig.Place(1, Side.Buy, 2, Mark);
        Assert.Equal(ReasonCode.None, rig.RefusalOfReplace(Renewed(id, lots: 3) with { Id = 7 }));
        Assert.Equal(ReasonCode.OrderNotWorking, rig.RefusalOfReplace(Renewed(7, lots: 4) with { Id = 8 }));
        Assert.Equal(ReasonCode.OrderNotWorking, rig.RefusalOfReplace(Renewed(id, lots: 4) with { Id = 8 }));
        Assert.Equal(ReasonCode.DuplicateClOrdId, rig.Refusal(new OrderText { Id = id }));
        Confirm(rig, 7, leaves: 3);
        Assert.Equal(ReasonCode.None, rig.RefusalOfReplace(Renewed(7, lots: 4) with { Id = 8 }));
        Assert.Equal(ReasonCode.None, rig.Refusal(new OrderText { Id = id }));
    }

    [Fact]
    public void The_new_quantity_is_the_total_with_what_has_filled()
    {
        using MachineRig rig = MachineRig.Ready();
        ulong id = rig.Place(1, Side.Buy, 5, Mark);
        Fill(rig, id, lots: 2, leaves: 3);
        Assert.Equal(ReasonCode.QtyOutOfBounds, rig.RefusalOfReplace(Renewed(id, lots: 1)));
        Assert.Equal(ReasonCode.QtyOutOfBounds, rig.RefusalOfReplace(Renewed(id, lots: 2)));
        Assert.Equal(ReasonCode.None, rig.RefusalOfReplace(Renewed(id, lots: 7)));
        Assert.Equal(new PositionReading(0, 2, 5, 0), rig.Position(1));
        Confirm(rig, 7, leaves: 5);
        Assert.Equal(new PositionReading(0, 2, 5, 0), rig.Position(1));
        Assert.Equal((2 * 31_250_001) + (5 * PerLot), rig.Read(1).Requirement);
    }

    [Theory]
    [InlineData(6, 4)]
    [InlineData(4, 2)]
    public void A_fill_on_the_old_id_overtakes_the_replace(long total, long leaves)
    {
        using MachineRig rig = MachineRig.Ready();
        ulong id = rig.Place(1, Side.Buy, 5, Mark);
        Assert.Equal(ReasonCode.None, rig.RefusalOfReplace(Renewed(id, total)));
        Fill(rig, id, lots: 2, leaves: 3);

        // Either order may still fill: the larger of both is held until the venue says which.
        Assert.Equal(new PositionReading(0, 2, Math.Max(total, 5) - 2, 0), rig.Position(1));
        Confirm(rig, 7, leaves);
        Assert.Equal(new PositionReading(0, 2, leaves, 0), rig.Position(1));
        Fill(rig, 7, leaves, leaves: 0);
        Assert.Equal(new PositionReading(0, total, 0, 0), rig.Position(1));
        Assert.Equal(0, rig.Machine.WorkingOrders);
        Assert.Equal(total * 31_250_001, rig.Read(1).Requirement);
    }

    [Fact]
    public void The_old_order_is_gone_before_its_replace_arrives()
    {
        using MachineRig rig = MachineRig.Ready();
        ulong id = rig.Place(1, Side.Buy, 5, Mark);
        Assert.Equal(ReasonCode.None, rig.RefusalOfReplace(Renewed(id, lots: 8)));
        Fill(rig, id, lots: 5, leaves: 0);
        Assert.Equal((new PositionReading(0, 5, 0, 0), 0), (rig.Position(1), rig.Machine.WorkingOrders));
        rig.Apply(Frames.Report(new ReportText { Id = 7, Type = ExecType.Rejected }));
        Assert.Equal(new PositionReading(0, 5, 0, 0), rig.Position(1));
        Assert.Equal(5 * 31_250_001, rig.Read(1).Requirement);
    }

    [Theory]
    [InlineData(ExecType.Rejected, false)]
    [InlineData(ExecType.Canceled, false)]
    [InlineData(ExecType.Canceled, true)]
    [InlineData(ExecType.Expired, true)]
    public void The_order_ends_under_either_id(ExecType end, bool isOldId)
    {
        using MachineRig rig = MachineRig.Ready();
        string empty = rig.StateHash();
        ulong id = rig.Place(1, Side.Buy, 5, Mark);
        Assert.Equal(ReasonCode.None, rig.RefusalOfReplace(Renewed(id, lots: 3)));
        rig.Apply(Frames.Report(new ReportText { Id = isOldId ? id : 7, Type = end }));
        Assert.Equal(empty, rig.StateHash());
        Assert.Equal(ReasonCode.None, rig.Refusal(new OrderText { Id = id }));
        Assert.Equal(ReasonCode.None, rig.Refusal(new OrderText { Id = 7 }));
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(3, 3)]
    [InlineData(9, 9)]
    [InlineData(0, 0)]
    public void What_the_venue_confirms_is_what_works(long leaves, long working)
    {
        using MachineRig rig = MachineRig.Ready();
        ulong id = rig.Place(1, Side.Buy, 4, Mark);
        Assert.Equal(ReasonCode.None, rig.RefusalOfReplace(Renewed(id, lots: 5)));
        Confirm(rig, 7, leaves);
        Assert.Equal(working, rig.Position(1).WorkingBuys);
        Assert.Equal(working * PerLot, rig.Read(1).Requirement);
        Assert.Equal(working > 0 ? 1 : 0, rig.Machine.WorkingOrders);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(-Frames.LotE8)]
    [InlineData(long.MaxValue)]
    public void A_confirmation_that_makes_no_sense_changes_nothing(long leavesE8)
    {
        using MachineRig rig = MachineRig.Ready();
        ulong id = rig.Place(1, Side.Buy, 4, Mark);
        Assert.Equal(ReasonCode.None, rig.RefusalOfReplace(Renewed(id, lots: 5)));
        string before = rig.StateHash();
        rig.Apply(Frames.Report(new ReportText { Id = 7, Type = ExecType.Replaced, LeavesQuantityE8 = leavesE8 }));
        Assert.Equal(before, rig.StateHash());
    }

    private static OrderText Renewed(ulong old, long lots) => new() { Id = 7, OldId = old, Lots = lots };

    private static void Confirm(MachineRig rig, ulong id, long leaves) =>
        rig.Apply(Frames.Report(new ReportText { Id = id, Type = ExecType.Replaced, Leaves = leaves }));

    private static void Fill(MachineRig rig, ulong id, long lots, long leaves) =>
        rig.Apply(Frames.Report(new ReportText { Id = id, Lots = lots, Leaves = leaves }));
}
