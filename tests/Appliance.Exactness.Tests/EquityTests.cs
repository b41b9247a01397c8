using Appliance.Core;
using Appliance.Margin;
using static Appliance.Exactness.Tests.DeviceCase;

namespace Appliance.Exactness.Tests;

/// <summary>MARGIN.md section 6 by hand: both valuations, assets, and what they add to section 5.</summary>
public class EquityTests
{
    private const long Unit = 100_000_000;

    private static readonly ulong One = Rate.One.Q32;

    /// <summary>10 P at 900: cash 991,000, V 9,000. Mark 1,000, average 950: U is 500 at the worse.</summary>
    [Theory]
    [InlineData(4, FixedPoint.MoneyMax, 1_000_500)]
    [InlineData(2, FixedPoint.MoneyMax, 1_000_250)]
    [InlineData(4, 100, 1_000_100)]
    [InlineData(0, FixedPoint.MoneyMax, 1_000_000)]
    public void Profit_is_weighed_and_capped_at_the_worse_price(int quarters, long cap, long expected)
    {
        using DeviceCase world = new(p => p with { ProfitWeightQ32 = One / 4 * (ulong)quarters, ProfitCapMicro = cap });
        world.Open();
        Assert.True(world.Trade(P, 10, 900).IsAccepted);
        SetMark(world, P, 1000, 950);
        DeviceResult result = world.Read();
        Assert.Equal((1_001_000, expected), (result.Equity, result.EquityInitial));
    }

    /// <summary>A loss counts in full, and a short is worse off at the higher price.</summary>
    [Fact]
    public void Losses_are_not_weighed()
    {
        using DeviceCase world = new(p => p with { ProfitWeightQ32 = 0 });
        world.Open();
        Assert.True(world.Trade(P, -10, 1000).IsAccepted);
        SetMark(world, P, 1000, 1100);
        DeviceResult result = world.Read();
        Assert.Equal((1_000_000, 999_000), (result.Equity, result.EquityInitial));
    }

    [Fact]
    public void A_long_option_counts_with_its_haircut_in_both_valuations()
    {
        using DeviceCase world = new(underlying: u => u with { LongOptionHaircutQ32 = One / 4 });
        world.Open();
        Assert.True(world.Trade(O, 3, 200).IsAccepted);
        SetMark(world, O, 301, 101);
        DeviceResult result = world.Read();
        Assert.Equal((999_400 + 677, 999_400 + 227), (result.Equity, result.EquityInitial));
        Assert.True(world.Trade(O, -6, 200).IsAccepted);
        result = world.Read();
        Assert.Equal((1_000_600 - 903, 1_000_600 - 903), (result.Equity, result.EquityInitial));
    }

    /// <summary>New risk and withdrawals look at E_IM alone.</summary>
    [Fact]
    public void Paper_profit_at_the_mark_does_not_carry_orders_or_withdrawals()
    {
        using DeviceCase world = new();
        world.Open();
        Assert.True(world.Trade(P, 10, 1000).IsAccepted);
        SetMark(world, P, 2000, 1000);
        DeviceCommand withdrawal = new() { Op = DeviceOp.MoveCash, Value = -998_991 };
        Assert.Equal(ReasonCode.InsufficientCollateral, world.Do(withdrawal).Reason);
        Assert.True(world.Do(withdrawal with { Value = -998_990 }).IsAccepted);
        Assert.Equal((1010, 11_010, 1010), Three(world.Read()));
        Assert.Equal(ReasonCode.InsufficientMargin, world.Do(Order(P, 1)).Reason);
        SetMark(world, P, 2000, 2000);
        Assert.True(world.Do(Order(P, 1)).IsAccepted);
    }

    [Fact]
    public void Assets_give_credit_and_debts_weigh_more()
    {
        AffineSegment[] credit = [new(One / 2, 0), new(One / 4, 100)];
        using DeviceCase world = new(asset: a => a with { Credit = credit, DebtHaircutQ32 = One / 4, LotUnits = Unit });
        world.Open();
        SetPrice(world, 1000, 400);
        Assert.Equal(DeviceVerdict.Accept, Move(world, Unit + 5).Verdict);
        DeviceResult result = world.Read();
        Assert.Equal((1_000_350, 1_000_200), (result.Equity, result.EquityInitial));
        Assert.Equal((Unit + 5, 1L), (world.Device.ReadAsset(0, 0), world.Device.ReadPosition(0, A).Position));
        Assert.Equal(ReasonCode.InsufficientCollateral, Move(world, -Unit - 6).Reason);
        Assert.True(Move(world, -Unit - 6, DeviceCommandFlags.Forced).IsAccepted);
        Assert.Equal((-1L, -1L), (world.Device.ReadAsset(0, 0), world.Device.ReadPosition(0, A).Position));
        result = world.Read();
        Assert.Equal((999_998, 999_998), (result.Equity, result.EquityInitial));
    }

    [Fact]
    public void What_is_no_asset_or_no_amount_is_refused()
    {
        using DeviceCase world = new();
        world.Open();
        world.Open(1, MarginGroupKind.Isolated);
        Assert.Equal(ReasonCode.UnknownAsset, world.Do(Asset(0, 1) with { Instrument = 1 }).Reason);
        Assert.Equal(ReasonCode.UnknownAsset, world.Do(Asset(0, 1) with { Instrument = -1 }).Reason);
        Assert.Equal(ReasonCode.UnknownAccount, world.Do(Asset(3, 1)).Reason);
        Assert.Equal(ReasonCode.UnknownInstrument, world.Do(Asset(1, 1)).Reason);
        Assert.Equal(ReasonCode.Range, world.Do(Asset(0, long.MaxValue)).Reason);
        Assert.Equal(ReasonCode.Range, world.Do(Asset(0, 1L << 41)).Reason);
        DeviceCommand price = new() { Op = DeviceOp.SetAssetPrice };
        Assert.Equal(ReasonCode.Range, world.Do(price).Reason);
        Assert.Equal(ReasonCode.UnknownAsset, world.Do(price with { Instrument = 1, Value = 1 }).Reason);
    }

    /// <summary>Long 10 P: loss 1,000 and QR 10; 5 lots of collateral lose 500 more, each with its QR.</summary>
    [Fact]
    public void A_risk_cancelling_asset_nets_with_positions()
    {
        using DeviceCase world = new();
        world.Open();
        Assert.Equal(1010, world.Trade(P, 10).Requirement);
        Assert.Equal(1515, Move(world, 5).Requirement);
        Assert.Equal(1010, Move(world, -5).Requirement);
        Assert.True(world.Trade(P, -20).IsAccepted);
        Assert.Equal(515, Move(world, 5).Requirement);
    }

    /// <summary>Net long delta of 10 P is 10,000; the asset is worth 4,000 at the epoch's price.</summary>
    [Theory]
    [InlineData(true, 10, 2010)]
    [InlineData(true, -10, 1010)]
    [InlineData(false, -10, 2010)]
    public void An_asset_that_falls_with_the_position_is_charged(bool isLong, long lots, long expected)
    {
        using DeviceCase world = new(asset: a => a with
        {
            PriceMicro = 4000,
            WrongWayUnderlying = 0,
            IsWrongWayLong = isLong,
            WrongWayQ32 = One / 4,
            LotUnits = FixedPoint.MoneyMax,
        });
        world.Open();
        world.Trade(P, lots);
        SetPrice(world, 9999, 0);
        Assert.Equal(expected, Move(world, Unit).Requirement);
        Assert.Equal(expected, world.Read().Maintenance);
    }

    [Fact]
    public void A_doubtful_asset_adds_to_the_initial_requirement_alone()
    {
        using DeviceCase world = new(
            asset: a => a with { PriceMicro = 4000, OracleQ32 = One / 8, LotUnits = FixedPoint.MoneyMax });
        world.Open();
        world.Trade(P, 10);
        DeviceResult result = Move(world, Unit);
        Assert.Equal((1510, 1010), (result.Requirement, result.Maintenance));
    }

    private static (long Requirement, long Equity, long EquityInitial) Three(in DeviceResult result) =>
        (result.Requirement, result.Equity, result.EquityInitial);

    private static void SetMark(DeviceCase world, int instrument, long value, long average) => Assert.True(
        world.Do(new DeviceCommand { Op = DeviceOp.SetMark, Instrument = instrument, Value = value, Reserve = average })
            .IsAccepted);

    private static void SetPrice(DeviceCase world, long value, long average) => Assert.True(
        world.Do(new DeviceCommand { Op = DeviceOp.SetAssetPrice, Value = value, Reserve = average }).IsAccepted);

    private static DeviceCommand Asset(uint group, long units) =>
        new() { Op = DeviceOp.MoveAsset, Group = group, Value = units };

    private static DeviceResult Move(DeviceCase world, long units, DeviceCommandFlags flags = default) =>
        world.Do(Asset(0, units) with { Flags = flags });
}
