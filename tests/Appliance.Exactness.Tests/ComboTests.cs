using Appliance.Core;
using Appliance.Margin;
using static Appliance.Exactness.Tests.DeviceCase;

namespace Appliance.Exactness.Tests;

/// <summary>Combinations: C buys one P and sells one F, so it loses 10 where P loses 100 and F gains 90.</summary>
public class ComboTests
{
    /// <summary>
    /// Ten of them: scan 100, QR 20; delta of expiry 0 up 10 000, of expiry 1 down 9000, a quarter of the smaller;
    /// reserves 30.
    /// </summary>
    [Fact]
    public void A_working_combination_is_margined_by_its_own_array()
    {
        using DeviceCase world = new();
        world.Open();
        DeviceResult bought = world.Do(Order(C, 10, 5, 3));
        Assert.Equal((100 + 20 + 2250 + 30, 0L), (bought.Requirement, bought.Maintenance));
        Assert.Equal(100 + 20 + 2250 + 30, world.Read().Requirement);
        Assert.Equal(new PositionReading(C, 0, 10, 0), world.Device.ReadPosition(0, C));
        Assert.Equal(new PositionReading(P, 0, 0, 0), world.Device.ReadPosition(0, P));
        Assert.Equal(1, world.Device.ReadPositions(0, new PositionReading[8]));

        // Both sides may trade: 10 bought lose 100 in scenario 3, 10 sold lose 100 in scenario 6.
        DeviceResult both = world.Do(Order(C, -10, -5));
        Assert.Equal(100 + 40 + (19_000 / 4) + 30, both.Requirement);
    }

    /// <summary>Paid 5 a lot for a spread worth 100 at the marks.</summary>
    [Fact]
    public void A_fill_moves_every_leg_and_the_cash_once()
    {
        using DeviceCase world = new();
        world.Open().Do(Order(C, 10, 5, 3));
        DeviceResult part = world.Do(Order(C, 4, 5, 3) with { Op = DeviceOp.Fill, Fee = 9 });
        Assert.Equal(1_000_000 - 20 - 9 + 400, part.Equity);
        Assert.Equal((100 + 20 + 2250 + 18, 40 + 8 + 900), (part.Requirement, part.Maintenance));
        PositionReading[] held = new PositionReading[8];
        Assert.Equal(3, world.Device.ReadPositions(0, held));
        Assert.Equal([new(P, 4, 0, 0, 20 + 3600), new(F, -4, 0, 0, -3600), new(C, 0, 6, 0)], held[..3]);
        DeviceResult rest = world.Do(Order(C, 6, -5, 3) with { Op = DeviceOp.Fill });
        Assert.Equal(1_000_000 - 20 - 9 + 30 + 1000, rest.Equity);
        Assert.Equal((100 + 20 + 2250, 100 + 20 + 2250), (rest.Requirement, rest.Maintenance));
        Assert.Equal(2, world.Device.ReadPositions(0, held));
    }

    [Fact]
    public void A_trade_outside_an_order_moves_the_legs_too()
    {
        using DeviceCase world = new();
        world.Open();
        DeviceResult traded = world.Trade(C, -10, 100);
        Assert.Equal((1_000_000L, 100 + 20 + 2250), (traded.Equity, traded.Maintenance));
        Assert.Equal(new PositionReading(F, 10, 0, 0, 9000), world.Device.ReadPosition(0, F));
        Assert.Equal((1_000_000L, 0L, 0L), Ends(world.Trade(C, 10, 100)));
        Assert.Equal(0, world.Device.ReadPositions(0, new PositionReading[8]));
    }

    /// <summary>A combination needs three places; what is refused gives all back, what is cancelled too.</summary>
    [Fact]
    public void Room_is_taken_for_the_combination_and_each_leg()
    {
        using DeviceCase world = new(instrumentsPerGroup: 3);
        world.Open().Trade(O, 1);
        Assert.Equal(ReasonCode.GroupInstrumentCapacity, world.Do(Order(C, 1)).Reason);
        Assert.True(world.Trade(X, 1).IsAccepted);
        Assert.True(world.Trade(P, 1).IsAccepted);
        Assert.Equal(ReasonCode.GroupInstrumentCapacity, world.Trade(C, 1).Reason);
        world.Trade(O, -1);
        world.Trade(X, -1);
        Assert.True(world.Do(Order(C, 1)).IsAccepted);
        Assert.Equal(ReasonCode.GroupInstrumentCapacity, world.Do(Order(O, 1)).Reason);
        Assert.True(world.Do(Order(C, 1) with { Op = DeviceOp.ReleaseOrder }).IsAccepted);
        Assert.True(world.Trade(O, 1).IsAccepted);
        Assert.True(world.Trade(X, 1).IsAccepted);
    }

    [Fact]
    public void Nothing_in_a_combination_is_reduce_only()
    {
        using DeviceCase world = new();
        world.Open().Trade(C, 10);
        DeviceCommand order = Order(C, -5) with { Flags = DeviceCommandFlags.ReduceOnly };
        Assert.Equal(ReasonCode.ReduceOnly, world.Do(order).Reason);

        // What combinations may sell of P is taken: 10 held, 6 reached, so 4 more and no 5.
        Assert.True(world.Do(Order(C, -6)).IsAccepted);
        order.Instrument = P;
        Assert.Equal(ReasonCode.ReduceOnly, world.Do(order).Reason);
        order.Lots = 4;
        Assert.True(world.Do(order).IsAccepted);
    }

    [Theory]
    [InlineData(1 - Limits.PerLotLimit, ReasonCode.None)]
    [InlineData(-Limits.PerLotLimit, ReasonCode.Range)]
    [InlineData(Limits.PerLotLimit, ReasonCode.Range)]
    public void Values_of_a_combination_are_signed(long value, ReasonCode reason)
    {
        using DeviceCase world = new();
        world.Open();
        Assert.Equal(reason, world.Do(Order(C, 1, value)).Reason);
        Assert.Equal(ReasonCode.Range, world.Do(Order(P, 1, -1)).Reason);
    }

    /// <summary>The lots of a leg bind: ratio 1000 reaches 2^40 with 2^30 lots of the combination.</summary>
    [Fact]
    public void The_lots_of_every_leg_are_bounded()
    {
        using DeviceCase world = new(instrument: i => i.IsCombo
            ? i with { Legs = new ComboLeg[] { new(P, 1000), new(F, -1) } }
            : i);
        world.Open();
        long most = (1L << 40) / 1000;
        Assert.Equal(ReasonCode.Range, world.Do(Order(C, most + 1)).Reason);
        Assert.Equal(ReasonCode.InsufficientMargin, world.Do(Order(C, most)).Reason);
        Assert.True(world.Do(Order(C, most) with { Op = DeviceOp.ReserveOrder }).IsAccepted);
        Assert.Equal(ReasonCode.Range, world.Do(Order(P, 1L + ((1L << 40) - (most * 1000)))).Reason);
        DeviceCommand replace = Order(C, most) with { Op = DeviceOp.ReplaceOrder, OldLots = most };
        Assert.Equal(ReasonCode.ReduceOnly, world.Do(replace).Reason);
    }

    /// <summary>Twelve instead of ten, then ten again by the exact inverse.</summary>
    [Fact]
    public void A_replace_takes_the_old_lots_off_in_the_same_step()
    {
        using DeviceCase world = new();
        DeviceResult ten = world.Open().Do(Order(C, 10, 5, 3));
        DeviceCommand replace = Order(C, 12, 5, 4) with { Op = DeviceOp.ReplaceOrder, OldLots = 10, OldReserve = 3 };
        Assert.Equal(120 + 24 + 2700 + 48, world.Do(replace).Requirement);
        replace = Order(C, 10, 5, 3) with { Op = DeviceOp.ReplaceOrder, OldLots = 12, OldReserve = 4 };
        Assert.Equal(ten, world.Do(replace));
    }

    /// <summary>Short option minimum and STANDARD notional look at what a leg may become.</summary>
    [Fact]
    public void Legs_count_with_what_combinations_may_bring()
    {
        static InstrumentRisk Change(InstrumentRisk i) => i.IsCombo
            ? i with { Legs = new ComboLeg[] { new(O, -2), new(P, 1) } }
            : i with { StandardInitial = new AffineSegment[] { new(Rate.One.Q32, 0) }, ShortLotInitialMicro = 7 };
        using DeviceCase world = new(
            underlying: u => u with { ShortOptionInitialMicro = 1000 }, instrument: Change);
        world.Open(0);
        Assert.Equal(20_000, world.Do(Order(C, 10)).Requirement);
        Assert.True(world.Do(Order(C, 10) with { Op = DeviceOp.ReleaseOrder }).IsAccepted);
        world.Open(1, isStandard: true);
        DeviceResult standard = world.Do(Order(C, 10) with { Group = 1 });
        Assert.Equal((20 * 300) + (20 * 7) + (10 * 1000) + 30, standard.Requirement);
    }

    /// <summary>Both legs are held, so closing one is asked about while combinations work.</summary>
    [Fact]
    public void A_leg_is_closed_and_sized_by_its_own_lots()
    {
        using DeviceCase world = new();
        world.Open().Trade(C, 10);
        world.Do(Order(C, -3));
        DeviceCommand close = new() { Op = DeviceOp.EvaluateClose, Instrument = P, Lots = 10 };
        DeviceResult before = world.Read();
        Assert.Equal(900 + 10, world.Do(close).Amount);
        Assert.Equal(before, world.Read());
        Assert.Equal(0, world.Do(close with { Op = DeviceOp.SizeLiquidation, Lots = 0 }).Amount);
        Assert.Equal(0L + before.Maintenance, world.Do(close with { Instrument = C, Lots = 0 }).Amount);
    }

    /// <summary>What only combinations may bring is not the group's own; a combination has no mark.</summary>
    [Fact]
    public void A_leg_that_is_only_reached_is_not_closed()
    {
        using DeviceCase world = new();
        world.Open().Do(Order(C, 3));
        DeviceCommand close = new() { Op = DeviceOp.EvaluateClose, Instrument = P };
        Assert.Equal(ReasonCode.Range, world.Do(close).Reason);
        Assert.Equal(ReasonCode.Range, world.Do(close with { Op = DeviceOp.SizeLiquidation }).Reason);
        DeviceCommand mark = new() { Op = DeviceOp.SetMark, Value = 7 };
        Assert.Equal(ReasonCode.UnknownInstrument, world.Do(mark with { Instrument = C }).Reason);
        Assert.Equal(ReasonCode.UnknownInstrument, world.Do(mark with { Instrument = A }).Reason);
    }

    private static (long, long, long) Ends(in DeviceResult r) => (r.Equity, r.Requirement, r.Maintenance);
}
