using Appliance.Core;
using Appliance.Wire;

namespace Appliance.Machine.Tests;

/// <summary>
/// Every check of the order path at its boundary: the last value that passes and the first that does not.
/// </summary>
public sealed class GateTests
{
    private static readonly OrderText Plain = new();

    [Theory]
    [InlineData(7, ReasonCode.None)]
    [InlineData(8, ReasonCode.UnknownAccount)]
    [InlineData(uint.MaxValue, ReasonCode.UnknownAccount)]
    public void Account_is_known(uint account, ReasonCode reason)
    {
        using MachineRig rig = MachineRig.Ready();
        Assert.Equal(reason, rig.Refusal(Plain with { Account = account }));
        Assert.Equal(reason == ReasonCode.None ? 0 : 1, rig.Machine.Counters.Refused(ReasonCode.UnknownAccount));
    }

    [Fact]
    public void Closed_account_is_unknown()
    {
        using MachineRig rig = MachineRig.Ready(deposit: 0);
        rig.Apply(Frames.Admin(1, GroupAdminAction.Close));
        Assert.Equal(ReasonCode.UnknownAccount, rig.Refusal(Plain));
        rig.Apply(Frames.Admin(1, GroupAdminAction.Open));
        Assert.Equal(ReasonCode.InsufficientMargin, rig.Refusal(Plain));
    }

    [Fact]
    public void Account_is_not_blocked()
    {
        using MachineRig rig = MachineRig.Ready();
        rig.Apply(Frames.Admin(1, GroupAdminAction.Block));
        Assert.Equal(ReasonCode.AccountBlocked, rig.Refusal(Plain));
        Assert.Equal(ReasonCode.None, rig.Refusal(Plain with { Account = 2 }));
        rig.Apply(Frames.Admin(1, GroupAdminAction.Unblock));
        Assert.Equal(ReasonCode.None, rig.Refusal(Plain));
    }

    [Theory]
    [InlineData(0, ReasonCode.UnknownInstrument)]
    [InlineData(1, ReasonCode.None)]
    [InlineData(2, ReasonCode.None)]
    [InlineData(3, ReasonCode.UnknownInstrument)]
    [InlineData(uint.MaxValue, ReasonCode.UnknownInstrument)]
    public void Instrument_is_known(uint securityId, ReasonCode reason)
    {
        using MachineRig rig = MachineRig.Ready();
        Assert.Equal(reason, rig.Refusal(Plain with { SecurityId = securityId }));
    }

    [Fact]
    public void Instrument_is_defined_and_trading()
    {
        using MachineRig rig = new();
        rig.Apply(Frames.Admin(1, GroupAdminAction.Open));
        rig.Deposit(1, 1_000_000_000);
        rig.Mark(RigOptions.FirstMark);
        Assert.Equal(ReasonCode.InstrumentHalted, rig.Refusal(Plain));
        rig.Apply(Frames.Status(1, SecurityTradingStatus.ReadyToTrade));
        Assert.Equal(ReasonCode.InstrumentHalted, rig.Refusal(Plain));
        rig.Apply(Frames.Definition(rig.Config.Instruments[0] with { TickE9 = 999 }));
        Assert.Equal(ReasonCode.InstrumentHalted, rig.Refusal(Plain));
        rig.Apply(Frames.Definition(rig.Config.Instruments[0]));
        Assert.Equal(ReasonCode.None, rig.Refusal(Plain));
        SecurityTradingStatus[] closed =
        [
            SecurityTradingStatus.TradingHalt, SecurityTradingStatus.NotAvailableForTrading,
            SecurityTradingStatus.PreOpen, SecurityTradingStatus.PostClose, 0, (SecurityTradingStatus)255,
        ];
        foreach (SecurityTradingStatus status in closed)
        {
            rig.Apply(Frames.Status(1, status));
            Assert.Equal(ReasonCode.InstrumentHalted, rig.Refusal(Plain with { Id = 2 }));
        }

        rig.Apply(Frames.Status(1, SecurityTradingStatus.ReadyToTrade));
        Assert.Equal(ReasonCode.None, rig.Refusal(Plain with { Id = 2 }));
    }

    [Fact]
    public void Fields_are_in_range()
    {
        using MachineRig rig = MachineRig.Ready();
        OrderText[] bad =
        [
            Plain with { Side = 0 },
            Plain with { Side = (Side)'3' },
            Plain with { TimeInForce = (TimeInForce)'2' },
            Plain with { TimeInForce = (TimeInForce)'5' },
            Plain with { Id = 1UL << 63 },
            Plain with { Id = ulong.MaxValue },
            Plain with { QuantityE8 = 0 },
            Plain with { QuantityE8 = -Frames.LotE8 },
            Plain with { QuantityE8 = long.MinValue },
            Plain with { PriceE9 = 0 },
            Plain with { PriceE9 = -1 },
            Plain with { PriceE9 = NewOrderSingleDecoder.PriceMantissaNull },
        ];
        foreach (OrderText order in bad)
        {
            Assert.Equal(ReasonCode.FieldOutOfRange, rig.Refusal(order));
        }

        Assert.Equal(ReasonCode.None, rig.Refusal(Plain with { Id = (1UL << 63) - 1 }));
        Assert.Equal(ReasonCode.None, rig.Refusal(Plain with { Id = 0, TimeInForce = TimeInForce.FillOrKill }));
    }

    [Theory]
    [InlineData('0', ReasonCode.OrderTypeNotSupported)]
    [InlineData('1', ReasonCode.None)]
    [InlineData('2', ReasonCode.None)]
    [InlineData('3', ReasonCode.OrderTypeNotSupported)]
    public void Order_type_is_supported(char type, ReasonCode reason)
    {
        using MachineRig rig = MachineRig.Ready();
        Assert.Equal(reason, rig.Refusal(Plain with { Type = (OrdType)type }));
    }

    [Fact]
    public void Client_order_id_is_unused_while_the_order_lives()
    {
        using MachineRig rig = MachineRig.Ready();
        Assert.Equal(ReasonCode.None, rig.Refusal(Plain));
        Assert.Equal(ReasonCode.DuplicateClOrdId, rig.Refusal(Plain));
        Assert.Equal(ReasonCode.None, rig.Refusal(Plain with { Account = 2 }));
        rig.Apply(Frames.Report(new ReportText { Type = ExecType.Canceled }));
        Assert.Equal(ReasonCode.None, rig.Refusal(Plain));
    }

    [Fact]
    public void Order_table_is_full_at_its_size()
    {
        using MachineRig rig = MachineRig.Ready(new RigOptions { Orders = 2 });
        Assert.Equal(ReasonCode.None, rig.Refusal(Plain));
        Assert.Equal(ReasonCode.None, rig.Refusal(Plain with { Id = 2 }));
        Assert.Equal(ReasonCode.OrderCapacity, rig.Refusal(Plain with { Id = 3 }));
        Assert.Equal(ReasonCode.DuplicateClOrdId, rig.Refusal(Plain with { Id = 2 }));
        Assert.Equal(ReasonCode.None, rig.RefusalOfReplace(Plain with { Id = 3, OldId = 2 }));
        rig.Apply(Frames.Report(new ReportText { Type = ExecType.Expired }));
        Assert.Equal(ReasonCode.None, rig.Refusal(Plain with { Id = 4 }));
    }

    [Theory]
    [InlineData(Frames.LotE8, ReasonCode.None)]
    [InlineData(Frames.LotE8 + 1, ReasonCode.QtyNotLotMultiple)]
    [InlineData(Frames.LotE8 - 1, ReasonCode.QtyNotLotMultiple)]
    [InlineData(1, ReasonCode.QtyNotLotMultiple)]
    [InlineData(long.MaxValue, ReasonCode.QtyNotLotMultiple)]
    public void Quantity_is_a_lot_multiple(long quantityE8, ReasonCode reason)
    {
        using MachineRig rig = MachineRig.Ready();
        Assert.Equal(reason, rig.Refusal(Plain with { QuantityE8 = quantityE8 }));
    }

    [Theory]
    [InlineData(1, ReasonCode.QtyOutOfBounds)]
    [InlineData(2, ReasonCode.None)]
    [InlineData(5, ReasonCode.None)]
    [InlineData(6, ReasonCode.QtyOutOfBounds)]
    public void Quantity_is_within_bounds(long lots, ReasonCode reason)
    {
        using MachineRig rig = MachineRig.Ready(
            new RigOptions { Instrument = config => config with { LotsMin = 2, LotsMax = 5 } });
        Assert.Equal(reason, rig.Refusal(Plain with { Lots = lots }));
    }

    [Theory]
    [InlineData(100_000_000_000, ReasonCode.None)]
    [InlineData(100_001_000_000, ReasonCode.None)]
    [InlineData(100_000_000_001, ReasonCode.PriceNotTickMultiple)]
    [InlineData(100_000_999_999, ReasonCode.PriceNotTickMultiple)]
    public void Price_is_a_tick_multiple(long priceE9, ReasonCode reason)
    {
        using MachineRig rig = MachineRig.Ready();
        Assert.Equal(reason, rig.Refusal(Plain with { PriceE9 = priceE9 }));
    }

    [Theory]
    [InlineData(150_000_000, ReasonCode.None)]
    [InlineData(150_001_000, ReasonCode.PriceCollar)]
    [InlineData(50_000_000, ReasonCode.None)]
    [InlineData(49_999_000, ReasonCode.PriceCollar)]
    [InlineData(9_000_000_000_000_000, ReasonCode.PriceCollar)]
    public void Price_is_within_the_collar(long priceMicro, ReasonCode reason)
    {
        using MachineRig rig = MachineRig.Ready();
        Assert.Equal(reason, rig.Refusal(Plain with { PriceMicro = priceMicro }));
        Assert.Equal(reason, rig.Refusal(Plain with { Id = 2, Side = Side.Sell, PriceMicro = priceMicro }));
    }

    [Theory]
    [InlineData(Side.Buy, 3, 100_000_000, ReasonCode.None)]
    [InlineData(Side.Buy, 3, 100_001_000, ReasonCode.MaxNotional)]
    [InlineData(Side.Buy, 4, 100_000_000, ReasonCode.MaxNotional)]
    [InlineData(Side.Sell, 3, 90_000_000, ReasonCode.None)]
    [InlineData(Side.Sell, 4, 75_000_000, ReasonCode.MaxNotional)]
    public void Notional_is_within_its_limit(Side side, long lots, long priceMicro, ReasonCode reason)
    {
        using MachineRig rig = MachineRig.Ready(
            new RigOptions { Instrument = config => config with { NotionalMaxMicro = 300_000_000 } });
        Assert.Equal(reason, rig.Refusal(Plain with { Side = side, Lots = lots, PriceMicro = priceMicro }));
    }

    [Theory]
    [InlineData(Side.Buy, 6, ReasonCode.None)]
    [InlineData(Side.Buy, 7, ReasonCode.PositionLimit)]
    [InlineData(Side.Sell, 13, ReasonCode.None)]
    [InlineData(Side.Sell, 14, ReasonCode.PositionLimit)]
    public void Position_with_working_orders_is_within_its_limit(Side side, long lots, ReasonCode reason)
    {
        using MachineRig rig = MachineRig.Ready(
            new RigOptions { Instrument = config => config with { PositionMaxLots = 10 } });
        rig.Give(1, 3);
        rig.Place(1, Side.Buy, 1, 100_000_000);
        ulong old = rig.Place(1, side, 5, 100_000_000);
        Assert.Equal(reason, rig.RefusalOfReplace(new OrderText { Id = 7, OldId = old, Side = side, Lots = lots }));
        rig.Apply(Frames.Report(new ReportText { Id = old, Side = side, Type = ExecType.Canceled }));
        rig.Apply(Frames.Report(new ReportText { Id = 7, Side = side, Type = ExecType.Canceled }));
        Assert.Equal(reason, rig.Refusal(new OrderText { Id = 8, Side = side, Lots = lots }));
    }

    [Fact]
    public void Mark_is_fresh()
    {
        using MachineRig rig = MachineRig.Ready();
        rig.NowNs += rig.Config.Instruments[0].StaleAfterNs;
        Assert.Equal(ReasonCode.None, rig.Refusal(Plain));
        rig.NowNs++;
        Assert.Equal(ReasonCode.StaleMark, rig.Refusal(Plain with { Id = 2 }));
        Assert.Equal(ReasonCode.StaleMark, rig.Refusal(Plain with { Id = 2, Type = OrdType.Market }));
        rig.Mark(RigOptions.FirstMark);
        Assert.Equal(ReasonCode.None, rig.Refusal(Plain with { Id = 2 }));
        rig.Mark(RigOptions.FirstMark, flags: PriceFlags.Stale);
        Assert.Equal(ReasonCode.StaleMark, rig.Refusal(Plain with { Id = 3 }));
        rig.Mark(RigOptions.FirstMark, flags: PriceFlags.Estimated);
        Assert.Equal(ReasonCode.None, rig.Refusal(Plain with { Id = 3 }));
    }

    [Fact]
    public void Without_any_mark_there_is_no_order()
    {
        using MachineRig rig = new();
        rig.Apply(Frames.Admin(1, GroupAdminAction.Open));
        rig.Apply(Frames.Definition(rig.Config.Instruments[0]));
        Assert.Equal(ReasonCode.StaleMark, rig.Refusal(Plain));
        Assert.Equal(ReasonCode.StaleMark, rig.Refusal(Plain with { Type = OrdType.Market }));
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(0)]
    [InlineData(long.MaxValue)]
    public void Absurd_stamps_do_not_stop_the_machine(long stampNs)
    {
        using MachineRig rig = MachineRig.Ready();
        rig.NowNs = stampNs;
        Assert.Equal(ReasonCode.StaleMark, rig.Refusal(Plain));
        rig.Mark(RigOptions.FirstMark);
        rig.NowNs = MachineRig.StartNs;
        Assert.Equal(ReasonCode.StaleMark, rig.Refusal(Plain with { Id = 2 }));
    }
}
