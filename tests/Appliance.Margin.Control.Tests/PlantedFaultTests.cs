using System;
using System.Collections.Generic;
using Appliance.Core;

namespace Appliance.Margin.Control.Tests;

/// <summary>Each MUST of host/MARGIN.md section 5, broken alone, gives its own fault and no other.</summary>
public sealed class PlantedFaultTests
{
    private static readonly RiskModel Good = Models.Three(RiskProfile.Lite);

    public static TheoryData<string> Names()
    {
        TheoryData<string> names = [];
        foreach (string name in Planted.Keys)
        {
            names.Add(name);
        }

        return names;
    }

    private static Dictionary<string, (RiskModel Model, string Fault)> Planted { get; } = new()
    {
        ["phi order"] = (
            WithParameters(p => p with { PhiInitialQ32 = p.PhiMaintenanceQ32 - 1 }),
            "phi: initial is below maintenance"),
        ["lambda"] = (WithParameters(p => p with { LambdaQ32 = Rate.One.Q32 + 1 }), "lambda is above 1"),
        ["call"] = (WithParameters(p => p with { CallQ32 = Rate.One.Q32 - 1 }), "call level is below 1"),
        ["target"] = (
            WithParameters(p => p with { TargetQ32 = p.CallQ32 - 1 }), "liquidation target is below the call level"),
        ["backstop"] = (WithParameters(p => p with { BackstopQ32 = Rate.One.Q32 + 1 }), "backstop level is above 1"),
        ["smmr"] = (WithParameters(p => p with { SpreadToMaintenanceQ32 = Rate.One.Q32 + 1 }), "smmr is above 1"),
        ["parameter rate"] = (
            WithParameters(p => p with { LiquidationFeeQ32 = FixedPoint.RateLimitQ32 }),
            "liquidation fee is not below 256"),
        ["mult low"] = (WithRisk(u => u with { MultiplierQ32 = Rate.One.Q32 - 1 }), "BTC: mult is below 1"),
        ["mult high"] = (
            WithRisk(u => u with { MultiplierQ32 = FixedPoint.RateLimitQ32 }), "BTC: mult is not below 256"),
        ["basis"] = (WithRisk(u => u with { BasisQ32 = FixedPoint.RateLimitQ32 }), "BTC: basis is not below 256"),
        ["short option order"] = (
            WithRisk(u => u with { ShortOptionMaintenanceMicro = 1 }),
            "BTC: initial short option minimum is below maintenance"),
        ["short option bound"] = (
            WithRisk(u => u with { ShortOptionInitialMicro = Limits.PerLotLimit }),
            "BTC: initial short option minimum 140737488355328 is not in 0..2^47-1"),
        ["tier dominance"] = (
            WithRisk(u => u with { TierMaintenance = new AffineSegment[] { new(Rate.Up(6, 100).Q32, 0) } }),
            "BTC: initial tier table does not dominate the maintenance table everywhere"),
        ["tier slope"] = (
            WithRisk(u => u with { TierInitial = Added(u.TierInitial, new(FixedPoint.RateLimitQ32, 0)) }),
            "BTC: initial tier slope is not below 256"),
        ["tier offset"] = (
            WithRisk(u => u with { TierInitial = Added(u.TierInitial, new(1, -1)) }),
            "BTC: initial tier offset is not in 0..2^62-1"),
        ["concentration dominance"] = (
            WithRisk(u => u with { ConcentrationMaintenance = new AffineSegment[] { new(1, 0) } }),
            "BTC: initial concentration table does not dominate the maintenance table everywhere"),
        ["tier length"] = (
            WithRisk(u => u with { ConcentrationInitial = new AffineSegment[Limits.AffineSegmentsMax + 1] }),
            "BTC: initial concentration table has more than 64 lines"),
        ["no underlying"] = (
            WithInstrument(i => i with { Underlying = 3 }), "BTC-PERP: underlying 3 does not exist"),
    };

    [Fact]
    public void The_good_model_has_no_fault_before_and_after_marks()
    {
        foreach (RiskProfile profile in (RiskProfile[])[RiskProfile.Lite, RiskProfile.Std, RiskProfile.Full])
        {
            RiskSnapshot snapshot = SnapshotBuilder.Build(Models.Three(profile), JointTable.Read("ts,BTC\n1,-50000\n"));
            Assert.Empty(SnapshotCheck.Faults(snapshot));
            for (int i = 0; i < 3; i++)
            {
                snapshot.NextEpoch(i, 60_000_000);
            }

            Assert.Empty(SnapshotCheck.Faults(snapshot));
            Assert.Equal(9_000_001, snapshot.Losses(0)[18]);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_planted_fault_is_named_alone(string name)
    {
        (RiskModel model, string fault) = Planted[name];
        Assert.Equal(fault, Assert.Single(SnapshotCheck.Faults(SnapshotBuilder.Build(model, JointTable.Empty))));
    }

    [Fact]
    public void A_loss_in_scenario_zero_is_named()
    {
        RiskSnapshot snapshot = SnapshotBuilder.Build(Good, JointTable.Empty);
        snapshot.Losses(1)[0] = 1;
        Assert.Equal("ETH-PERP: scenario 0 is not zero", Assert.Single(SnapshotCheck.Faults(snapshot)));
    }

    [Theory]
    [InlineData(Limits.PerLotLimit)]
    [InlineData(-Limits.PerLotLimit)]
    public void A_loss_outside_its_bounds_is_named(long loss)
    {
        RiskSnapshot snapshot = SnapshotBuilder.Build(Good, JointTable.Empty);
        snapshot.Losses(2)[40] = loss;
        Assert.Equal(
            "XMR-PERP: the loss per lot in scenario 40 is not below 2^47",
            Assert.Single(SnapshotCheck.Faults(snapshot)));
    }

    [Fact]
    public void Tick_values_are_whole_or_said_not_to_be()
    {
        InstrumentModel instrument = Good.Instruments[0];
        Assert.True(instrument.IsTickValueWhole);
        Assert.Equal(100, instrument.TickValueMicro);
        Assert.False((instrument with { LotE8 = 100_001 }).IsTickValueWhole);
    }

    private static AffineSegment[] Added(ReadOnlyMemory<AffineSegment> segments, AffineSegment one) =>
        [.. segments.Span, one];

    private static RiskModel WithParameters(Func<RiskParameters, RiskParameters> change) =>
        Good with { Parameters = change(Good.Parameters) };

    private static RiskModel WithRisk(Func<UnderlyingRisk, UnderlyingRisk> change) => Models.WithRisk(Good, change);

    private static RiskModel WithInstrument(Func<InstrumentModel, InstrumentModel> change)
    {
        InstrumentModel[] instruments = [.. Good.Instruments];
        instruments[0] = change(instruments[0]);
        return Good with { Instruments = instruments };
    }
}
