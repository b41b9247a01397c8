using System;
using System.Collections.Generic;
using System.Linq;
using Appliance.Core;

namespace Appliance.Margin.Tests;

/// <summary>
/// Every load check of MARGIN.md section 5: a snapshot with that one fault is refused for that one kind.
/// </summary>
public class SnapshotCheckTests
{
    private const ulong RateLimit = FixedPoint.RateLimitQ32;
    private const ulong AboveOne = (1UL << 32) + 1;
    private const long MoneyLimit = FixedPoint.MoneyMax + 1;

    private static readonly Dictionary<string, (SnapshotFaultKind Kind, Func<RiskSnapshot> Make)> Planted = new()
    {
        ["phi"] = (SnapshotFaultKind.PhiBelowMaintenance, () => P(p => p with { PhiInitialQ32 = 1 })),
        ["lambda"] = (SnapshotFaultKind.LambdaAboveOne, () => P(p => p with { LambdaQ32 = AboveOne })),
        ["call"] = (SnapshotFaultKind.CallBelowOne, () => P(p => p with { CallQ32 = (1UL << 32) - 1 })),
        ["target"] = (SnapshotFaultKind.TargetBelowCall, () => P(p => p with { TargetQ32 = p.CallQ32 - 1 })),
        ["theta"] = (SnapshotFaultKind.BackstopAboveOne, () => P(p => p with { BackstopQ32 = AboveOne })),
        ["smmr"] = (SnapshotFaultKind.SpreadAboveOne, () => P(p => p with { SpreadToMaintenanceQ32 = AboveOne })),
        ["weight"] = (SnapshotFaultKind.ProfitWeightAboveOne, () => P(p => p with { ProfitWeightQ32 = AboveOne })),
        ["cap low"] = (SnapshotFaultKind.ProfitCapOutOfRange, () => P(p => p with { ProfitCapMicro = -1 })),
        ["cap high"] = (SnapshotFaultKind.ProfitCapOutOfRange, () => P(p => p with { ProfitCapMicro = MoneyLimit })),
        ["phi rate"] = (SnapshotFaultKind.ParameterRateTooLarge, () => P(p => p with { PhiInitialQ32 = RateLimit })),
        ["fee rate"] = (
            SnapshotFaultKind.ParameterRateTooLarge, () => P(p => p with { LiquidationFeeQ32 = RateLimit })),
        ["ba rate"] = (
            SnapshotFaultKind.ParameterRateTooLarge, () => P(p => p with { BankruptcyAdjustmentQ32 = RateLimit })),
        ["target rate"] = (SnapshotFaultKind.ParameterRateTooLarge, () => P(p => p with { TargetQ32 = RateLimit })),
        ["tail"] = (SnapshotFaultKind.TailUnknown, () => P(p => p with { Tail = (TailMeasure)2 })),
        ["mult"] = (SnapshotFaultKind.MultiplierBelowOne, () => U(u => u with { MultiplierQ32 = (1UL << 32) - 1 })),
        ["mult rate"] = (SnapshotFaultKind.UnderlyingRateTooLarge, () => U(u => u with { MultiplierQ32 = RateLimit })),
        ["basis rate"] = (SnapshotFaultKind.UnderlyingRateTooLarge, () => U(u => u with { BasisQ32 = RateLimit })),
        ["oracle rate"] = (SnapshotFaultKind.UnderlyingRateTooLarge, () => U(u => u with { OracleQ32 = RateLimit })),
        ["haircut"] = (SnapshotFaultKind.HaircutAboveOne, () => U(u => u with { LongOptionHaircutQ32 = AboveOne })),
        ["som high"] = (
            SnapshotFaultKind.ShortOptionMinimumOutOfRange,
            () => U(u => u with { ShortOptionInitialMicro = Limits.PerLotLimit })),
        ["som low"] = (
            SnapshotFaultKind.ShortOptionMinimumOutOfRange,
            () => U(u => u with { ShortOptionMaintenanceMicro = -1 })),
        ["som order"] = (
            SnapshotFaultKind.ShortOptionMinimumNotDominating,
            () => U(u => u with { ShortOptionMaintenanceMicro = u.ShortOptionInitialMicro + 1 })),
        ["tier"] = (SnapshotFaultKind.TierNotDominating, () => U(u => u with { TierInitial = Lines(1, 0) })),
        ["conc"] = (
            SnapshotFaultKind.ConcentrationNotDominating,
            () => U(u => u with { ConcentrationInitial = Lines(1, MoneyLimit - 1) })),
        ["long table"] = (
            SnapshotFaultKind.TableTooLong,
            () => U(u => u with { TierInitial = Many(Limits.AffineSegmentsMax + 1, u.TierInitial) })),
        ["slope"] = (
            SnapshotFaultKind.SlopeTooLarge,
            () => U(u => u with { TierInitial = Many(1, u.TierInitial, new AffineSegment(RateLimit, 0)) })),
        ["offset"] = (
            SnapshotFaultKind.OffsetOutOfRange,
            () => U(u => u with { TierInitial = Many(1, u.TierInitial, new AffineSegment(1, -1)) })),
        ["shock"] = (SnapshotFaultKind.ShockZeroNotZero, () => Edit(s => s.LossShocksQ32(0)[0] = 1)),
        ["underlying"] = (
            SnapshotFaultKind.UnknownUnderlying, () => I(Make.Collateral, i => i with { Underlying = 2 })),
        ["expiry"] = (SnapshotFaultKind.ExpiryOutOfRange, () => I(Make.Future, i => i with { Expiry = 16 })),
        ["row zero"] = (SnapshotFaultKind.ScenarioZeroNotZero, () => Edit(s => s.Losses(Make.Collateral)[0] = -1)),
        ["loss"] = (
            SnapshotFaultKind.LossOutOfRange, () => Edit(s => s.Losses(Make.Other)[63] = -Limits.PerLotLimit)),
        ["contract value"] = (
            SnapshotFaultKind.ContractValueOutOfRange, () => Edit(s => s.SetArrayedAt(Make.Option, -1))),
        ["contract value high"] = (
            SnapshotFaultKind.ContractValueOutOfRange,
            () => Edit(s => s.SetArrayedAt(Make.Collateral, Limits.PerLotLimit))),
        ["std"] = (
            SnapshotFaultKind.StandardNotDominating,
            () => I(Make.Future, i => i with { StandardInitial = ReadOnlyMemory<AffineSegment>.Empty })),
        ["lot high"] = (
            SnapshotFaultKind.LotRequirementOutOfRange,
            () => I(Make.Option, i => i with { ShortLotInitialMicro = Limits.PerLotLimit })),
        ["lot low"] = (
            SnapshotFaultKind.LotRequirementOutOfRange,
            () => I(Make.Option, i => i with { ShortLotMaintenanceMicro = -1 })),
        ["lot order"] = (
            SnapshotFaultKind.LotRequirementNotDominating,
            () => I(Make.Option, i => i with { ShortLotMaintenanceMicro = 201 })),
        ["funding up"] = (
            SnapshotFaultKind.FundingTooLarge, () => I(Make.Future, i => i with { FundingQ32 = (long)RateLimit })),
        ["funding down"] = (
            SnapshotFaultKind.FundingTooLarge, () => I(Make.Future, i => i with { FundingQ32 = -(long)RateLimit })),
        ["leg count"] = (SnapshotFaultKind.LegCount, () => Legs(new ComboLeg(Make.Future, 1))),
        ["leg unknown"] = (
            SnapshotFaultKind.LegUnknown, () => Bend(new ComboLeg(Make.Future, 1), new ComboLeg(9, 1))),
        ["leg combo"] = (
            SnapshotFaultKind.LegIsCombo, () => Bend(new ComboLeg(Make.Future, 1), new ComboLeg(Make.Combo, 1))),
        ["leg collateral"] = (
            SnapshotFaultKind.LegIsCollateral,
            () => Legs(new ComboLeg(Make.Future, 1), new ComboLeg(Make.Collateral, 1))),
        ["leg twice"] = (
            SnapshotFaultKind.LegTwice, () => Legs(new ComboLeg(Make.Future, 1), new ComboLeg(Make.Future, -1))),
        ["leg underlying"] = (
            SnapshotFaultKind.LegOfOtherUnderlying,
            () => Legs(new ComboLeg(Make.Future, 1), new ComboLeg(Make.Other, 1))),
        ["ratio zero"] = (
            SnapshotFaultKind.LegRatio, () => Legs(new ComboLeg(Make.Future, 1), new ComboLeg(Make.Option, 0))),
        ["ratio high"] = (
            SnapshotFaultKind.LegRatio, () => Legs(new ComboLeg(Make.Future, 1), new ComboLeg(Make.Option, -1001))),
        ["combo array"] = (SnapshotFaultKind.ComboArrayNotSum, () => Edit(s => s.Losses(Make.Combo)[31]++)),
        ["combo kind"] = (SnapshotFaultKind.ComboOfOtherKind, () => I(Make.Combo, i => i with { IsLinear = true })),
        ["asset price"] = (
            SnapshotFaultKind.AssetPriceOutOfRange, () => A(a => a with { PriceMicro = Limits.PerLotLimit })),
        ["credit slope"] = (
            SnapshotFaultKind.CreditSlopeAboveOne, () => A(a => a with { Credit = Lines(AboveOne, 0) })),
        ["credit offset"] = (
            SnapshotFaultKind.CreditOffsetOutOfRange,
            () => A(a => a with { Credit = Many(1, a.Credit, new AffineSegment(1, -1)) })),
        ["credit zero"] = (SnapshotFaultKind.CreditWithoutZeroOffset, () => A(a => a with { Credit = Lines(5, 1) })),
        ["credit long"] = (
            SnapshotFaultKind.CreditTooLong,
            () => A(a => a with { Credit = Many(Limits.AffineSegmentsMax, a.Credit) })),
        ["debt"] = (SnapshotFaultKind.AssetRateTooLarge, () => A(a => a with { DebtHaircutQ32 = RateLimit })),
        ["asset oracle"] = (SnapshotFaultKind.AssetRateTooLarge, () => A(a => a with { OracleQ32 = RateLimit })),
        ["omega"] = (SnapshotFaultKind.WrongWayAboveOne, () => A(a => a with { WrongWayQ32 = AboveOne })),
        ["wrong way"] = (
            SnapshotFaultKind.WrongWayUnderlyingUnknown, () => A(a => a with { WrongWayUnderlying = 2 })),
        ["lot units"] = (SnapshotFaultKind.LotUnitsOutOfRange, () => A(a => a with { LotUnits = 0 })),
        ["lot units high"] = (SnapshotFaultKind.LotUnitsOutOfRange, () => A(a => a with { LotUnits = MoneyLimit })),
    };

    public static TheoryData<string> Names => [.. Planted.Keys];

    [Fact]
    public void The_good_snapshot_has_no_fault_in_any_profile()
    {
        foreach (RiskProfile profile in (RiskProfile[])[RiskProfile.Lite, RiskProfile.Std, RiskProfile.Full])
        {
            Assert.Empty(SnapshotCheck.Find(Make.Snapshot(profile: profile)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_planted_fault_is_named_alone(string name)
    {
        RiskSnapshot snapshot = Planted[name].Make();
        SnapshotFault fault = Assert.Single(SnapshotCheck.Find(snapshot));
        Assert.Equal(Planted[name].Kind, fault.Kind);
        Assert.Equal(fault.Sentence, Assert.Single(SnapshotCheck.Faults(snapshot)));
        Assert.True(fault.Sentence.Length > 10, fault.ToString());
    }

    [Fact]
    public void A_collateral_instrument_has_one_owner_and_an_asset_a_collateral_instrument()
    {
        AssetRisk asset = Make.Assets()[0];
        RiskSnapshot unowned = Make.Snapshot(assets: [asset with { RiskInstrument = -1 }]);
        RiskSnapshot shared = Make.Snapshot(assets: [asset, asset with { Name = "BTC2" }]);
        RiskSnapshot wrong = Make.Snapshot(assets: [asset, asset with { Name = "X", RiskInstrument = Make.Future }]);
        RiskSnapshot beyond = Make.Snapshot(assets: [asset, asset with { Name = "X", RiskInstrument = 5 }]);
        Assert.Equal([SnapshotFaultKind.RiskInstrumentUnowned], Kinds(unowned));
        Assert.Equal([SnapshotFaultKind.RiskInstrumentShared], Kinds(shared));
        Assert.Equal([SnapshotFaultKind.RiskInstrumentIllegal], Kinds(wrong));
        Assert.Equal([SnapshotFaultKind.RiskInstrumentIllegal], Kinds(beyond));
    }

    [Fact]
    public void All_faults_are_listed_at_once()
    {
        RiskSnapshot snapshot = Make.Snapshot(
            new RiskParameters { LambdaQ32 = AboveOne, BackstopQ32 = AboveOne },
            assets: [Make.Assets()[0] with { LotUnits = -1 }]);
        Assert.Equal(
            [
                SnapshotFaultKind.LambdaAboveOne, SnapshotFaultKind.BackstopAboveOne,
                SnapshotFaultKind.LotUnitsOutOfRange,
            ],
            Kinds(snapshot));
    }

    /// <summary>An illegal profile does not get as far: no snapshot is made of it.</summary>
    [Fact]
    public void Every_kind_is_planted()
    {
        SnapshotFaultKind[] owners =
        [
            SnapshotFaultKind.RiskInstrumentIllegal, SnapshotFaultKind.RiskInstrumentUnowned,
            SnapshotFaultKind.RiskInstrumentShared, SnapshotFaultKind.None,
        ];
        SnapshotFaultKind[] seen = [.. Planted.Values.Select(planted => planted.Kind), .. owners];
        Assert.Equal(Enum.GetValues<SnapshotFaultKind>().Order(), seen.Distinct().Order());
        Assert.Throws<CheckFailedException>(() => Make.Snapshot(profile: new RiskProfile(7, 4)));
    }

    private static SnapshotFaultKind[] Kinds(RiskSnapshot snapshot) =>
        [.. SnapshotCheck.Find(snapshot).Select(fault => fault.Kind)];

    private static RiskSnapshot P(Func<RiskParameters, RiskParameters> change) =>
        Make.Snapshot(change(new RiskParameters()));

    private static RiskSnapshot U(Func<UnderlyingRisk, UnderlyingRisk> change)
    {
        UnderlyingRisk[] underlyings = Make.Underlyings();
        underlyings[1] = change(underlyings[1]);
        return Make.Snapshot(underlyings: underlyings);
    }

    private static RiskSnapshot I(int index, Func<InstrumentRisk, InstrumentRisk> change)
    {
        InstrumentRisk[] instruments = Make.Instruments();
        instruments[index] = change(instruments[index]);
        return Make.Snapshot(instruments: instruments);
    }

    private static RiskSnapshot A(Func<AssetRisk, AssetRisk> change) =>
        Make.Snapshot(assets: [change(Make.Assets()[0])]);

    private static RiskSnapshot Edit(Action<RiskSnapshot> change)
    {
        RiskSnapshot snapshot = Make.Snapshot();
        change(snapshot);
        return snapshot;
    }

    private static RiskSnapshot Legs(params ComboLeg[] legs) => I(Make.Combo, i => i with { Legs = legs });

    // Legs whose array cannot be made are put in after the arrays: a leg of itself sums to zero.
    private static RiskSnapshot Bend(params ComboLeg[] legs)
    {
        RiskSnapshot snapshot = Make.Snapshot();
        snapshot.Instruments[Make.Combo] = snapshot.Instruments[Make.Combo] with { Legs = legs };
        if (legs[1].Instrument == Make.Combo)
        {
            snapshot.Losses(Make.Future).Clear();
            snapshot.Losses(Make.Combo).Clear();
        }

        return snapshot;
    }

    private static AffineSegment[] Lines(ulong slopeQ32, long offsetMicro) => [new(slopeQ32, offsetMicro)];

    private static AffineSegment[] Many(
        int count, ReadOnlyMemory<AffineSegment> table, AffineSegment segment = default) =>
        [.. table.Span, .. Enumerable.Repeat(segment, count)];
}
