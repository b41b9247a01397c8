using Appliance.Core;
using Appliance.Margin;
using Appliance.Wire;

namespace Appliance.Machine.Tests;

/// <summary>What the gate holds on to until the venue, or an operator, has spoken.</summary>
public sealed class HoldTests
{
    private const long Price = RigOptions.FirstMark;

    [Fact]
    public void A_shrinking_replace_frees_nothing_before_the_venue_confirms()
    {
        using MachineRig rig = MachineRig.Ready();
        ulong id = rig.Place(1, Side.Buy, 5, Price);
        long before = rig.Read(1).Requirement;
        OrderText smaller = new() { Id = 7, OldId = id, Lots = 1, PriceMicro = Price };
        Assert.Equal(ReasonCode.None, rig.RefusalOfReplace(smaller));
        Assert.Equal(before, rig.Read(1).Requirement);
        rig.Apply(Frames.Report(new ReportText { Id = 7, Type = ExecType.Replaced, Leaves = 1 }));
        Assert.Equal(new PositionReading(0, 0, 1, 0), rig.Position(1));
        Assert.True(rig.Read(1).Requirement < before);
    }

    [Fact]
    public void A_replace_the_venue_refuses_leaves_the_old_order_reserved_under_its_old_id()
    {
        using MachineRig rig = MachineRig.Ready();
        ulong id = rig.Place(1, Side.Buy, 5, Price);
        OrderText larger = new() { Id = 7, OldId = id, Lots = 9, PriceMicro = Price };
        Assert.Equal(ReasonCode.None, rig.RefusalOfReplace(larger));
        Assert.Equal(9, rig.Position(1).WorkingBuys);
        rig.Apply(Frames.Report(new ReportText { Id = 7, Type = ExecType.Rejected, Leaves = 5 }));
        Assert.Equal(new PositionReading(0, 0, 5, 0), rig.Position(1));
        rig.Apply(Frames.Report(new ReportText { Id = id, Type = ExecType.Canceled }));
        Assert.Equal((new PositionReading(0, 0, 0, 0), 0), (rig.Position(1), rig.Machine.WorkingOrders));
    }

    [Fact]
    public void A_blocked_account_does_not_withdraw()
    {
        using MachineRig rig = MachineRig.Ready();
        long equity = rig.Read(1).Equity;
        rig.Apply(Frames.Admin(1, GroupAdminAction.Block));
        rig.Apply(Frames.Collateral(1, CollateralAction.Withdrawal, 100_000_000));
        Assert.Equal(equity, rig.Read(1).Equity);
        rig.Apply(Frames.Admin(1, GroupAdminAction.Unblock));
        rig.Apply(Frames.Collateral(1, CollateralAction.Withdrawal, 100_000_000));
        Assert.Equal(equity - 1_000_000, rig.Read(1).Equity);
    }

    [Fact]
    public void Nobody_trades_or_withdraws_in_the_name_of_the_backstop()
    {
        using MachineRig rig = MachineRig.Ready();
        long equity = rig.Read(0).Equity;
        Assert.Equal(ReasonCode.AccountBlocked, rig.Refusal(new OrderText { Account = 0, PriceMicro = Price }));
        rig.Apply(Frames.Collateral(0, CollateralAction.Withdrawal, 100_000_000));
        Assert.Equal(equity, rig.Read(0).Equity);
    }

    [Theory]
    [InlineData(2_000_000_000_000_000L)]
    [InlineData(-2_000_000_000_000_000L)]
    public void A_fee_beyond_the_value_of_its_trade_is_not_one(long feeMicro)
    {
        using MachineRig rig = MachineRig.Ready();
        ulong id = rig.Place(1, Side.Buy, 1, Price);
        rig.Apply(Frames.Report(new ReportText { Id = id, PriceMicro = Price, Commission = feeMicro }));
        Assert.Equal(new PositionReading(0, 0, 1, 0), rig.Position(1));
        Assert.Equal(1, rig.Machine.Counters[MachineCounter.ExecutionsIgnored]);
    }
}
