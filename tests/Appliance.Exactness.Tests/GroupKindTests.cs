using Appliance.Core;
using Appliance.Margin;
using static Appliance.Exactness.Tests.DeviceCase;

namespace Appliance.Exactness.Tests;

/// <summary>MARGIN.md section 4: kind and mode of a group; section 5: what STANDARD mode asks for.</summary>
public class GroupKindTests
{
    private static readonly ulong Eighth = Rate.One.Q32 / 8;

    [Theory]
    [InlineData(-1, ReasonCode.UnknownInstrument)]
    [InlineData(6, ReasonCode.UnknownInstrument)]
    [InlineData(C, ReasonCode.UnknownInstrument)]
    [InlineData(A, ReasonCode.UnknownInstrument)]
    [InlineData(O, ReasonCode.None)]
    public void An_isolated_group_names_an_instrument_that_can_be_held(int instrument, ReasonCode reason)
    {
        using DeviceCase world = new();
        DeviceCommand open = new() { Op = DeviceOp.OpenGroup, Lots = (long)MarginGroupKind.Isolated };
        Assert.Equal(reason, world.Do(open with { Instrument = instrument }).Reason);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(-1)]
    [InlineData(256)]
    public void A_kind_that_is_none_is_refused(long kind)
    {
        using DeviceCase world = new();
        Assert.Equal(ReasonCode.Range, world.Do(new DeviceCommand { Op = DeviceOp.OpenGroup, Lots = kind }).Reason);
    }

    [Fact]
    public void An_isolated_group_takes_its_own_instrument_alone()
    {
        using DeviceCase world = new();
        world.Open(kind: MarginGroupKind.Isolated);
        Assert.True(world.Do(Order(P, 1)).IsAccepted);
        Assert.True(world.Trade(P, 1).IsAccepted);
        foreach (int other in new[] { F, C, A, X })
        {
            Assert.Equal(ReasonCode.UnknownInstrument, world.Do(Order(other, 1)).Reason);
            Assert.Equal(ReasonCode.UnknownInstrument, world.Trade(other, 1).Reason);
        }
    }

    [Fact]
    public void A_collateral_instrument_is_never_ordered_or_traded()
    {
        using DeviceCase world = new();
        world.Open();
        Assert.Equal(ReasonCode.UnknownInstrument, world.Do(Order(A, 1)).Reason);
        Assert.Equal(ReasonCode.UnknownInstrument, world.Trade(A, 1).Reason);
    }

    [Fact]
    public void Opening_an_open_group_changes_nothing()
    {
        using DeviceCase world = new();
        world.Open(isStandard: true).Trade(P, 10);
        DeviceResult before = world.Read();
        DeviceResult again = world.Do(new DeviceCommand { Op = DeviceOp.OpenGroup, Lots = 77 });
        Assert.Equal(before, again);
        Assert.Equal(before, world.Read());
    }

    [Fact]
    public void A_group_that_holds_owes_or_works_does_not_close()
    {
        using DeviceCase world = new();
        DeviceCommand close = new() { Op = DeviceOp.CloseGroup };
        DeviceCommand cash = new() { Op = DeviceOp.MoveCash, Value = -1_000_000, Flags = DeviceCommandFlags.Forced };
        world.Open();
        Assert.Equal(ReasonCode.Range, world.Do(close).Reason);
        world.Do(Order(C, 1));
        world.Do(cash);
        Assert.Equal(ReasonCode.Range, world.Do(close).Reason);
        world.Do(Order(C, 1) with { Op = DeviceOp.ReleaseOrder });
        Assert.True(world.Do(close).IsAccepted);
        Assert.Equal(ReasonCode.UnknownAccount, world.Do(close).Reason);
    }

    /// <summary>
    /// P: 10 held, 30 working to sell: at most 20 short of 1000, an eighth of 20 000 less 500 = 2000. F: 8 short of
    /// 900 at an eighth. O: 5 short of 300 under its table, 5 lots of 7 on top. QR 40 + 8 + 5. MM: a sixteenth.
    /// </summary>
    [Fact]
    public void Standard_mode_asks_instrument_by_instrument()
    {
        using DeviceCase world = new(instrument: Standard);
        world.Open(isStandard: true).Trade(P, 10);
        world.Trade(F, -8);
        world.Trade(O, -5);
        Assert.True(world.Do(Order(P, -30, reserve: 2)).IsAccepted);
        DeviceResult result = world.Read();
        Assert.Equal((20_000 / 8) - 500 + 900 + 94 + 35 + 53 + 60, result.Requirement);
        Assert.Equal((10_000 / 16) + 450 + 94 + 15 + 23, result.Maintenance);
    }

    /// <summary>CONC stays in STANDARD mode; tiers, basis and the scan do not.</summary>
    [Fact]
    public void Standard_mode_adds_concentration_over_the_underlying()
    {
        AffineSegment[] half = [new(Rate.One.Q32 / 2, 100)];
        using DeviceCase world = new(
            underlying: u => u with
            {
                ConcentrationInitial = half,
                TierInitial = new AffineSegment[] { new(Rate.One.Q32 * 9, 0) },
            });
        world.Open(isStandard: true).Trade(P, 10);
        world.Trade(F, -8);
        Assert.Equal(((10_000 - 7200) / 2) - 100 + 18, world.Read().Requirement);
        Assert.Equal(18, world.Read().Maintenance);
    }

    /// <summary>2^40 lots of 2^47 - 1: far beyond 64 bits, saturated, and exactly undone.</summary>
    [Fact]
    public void Standard_terms_beyond_64_bits_leave_no_trace()
    {
        using DeviceCase world = new(instrument: i => i with
        {
            StandardInitial = new AffineSegment[] { new((1UL << 40) - 1, 0) },
            FundingQ32 = (1L << 40) - 1,
        });
        for (int k = 0; k < 32; k++)
        {
            world.Snapshot.Losses(X)[k] = 0;
        }

        world.Snapshot.SetArrayedAt(X, Limits.PerLotLimit - 1);
        world.Snapshot.Follow(world.Snapshot);
        world.Device.LoadEpoch(world.Snapshot);
        world.Open(isStandard: true);
        DeviceResult before = world.Read();
        DeviceResult large = world.Trade(X, 1L << 40);
        Assert.Equal((FixedPoint.MoneyMax, DeviceResultFlags.Saturated), (large.Requirement, large.Flags));
        Assert.Equal(before, world.Trade(X, -(1L << 40)));
    }

    private static InstrumentRisk Standard(InstrumentRisk risk) => risk with
    {
        StandardInitial = risk.IsOption
            ? new AffineSegment[] { new(Eighth / 2, 0), new(Eighth, 188) }
            : new AffineSegment[] { new(Eighth / 2, 0), new(Eighth, risk.Symbol == "P" ? 500 : 0) },
        StandardMaintenance = new AffineSegment[] { new(Eighth / 2, 0) },
        ShortLotInitialMicro = 7,
        ShortLotMaintenanceMicro = 3,
    };
}
