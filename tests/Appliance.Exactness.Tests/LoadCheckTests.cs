using System;
using System.Collections.Generic;
using System.Linq;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Sim.Explain;
using Appliance.Sim.Oracle;
using Xunit.Abstractions;

namespace Appliance.Exactness.Tests;

/// <summary>
/// What may be loaded: the load check that runs before a device against the oracle's, on snapshots at a bound or one
/// unit beyond it.
/// </summary>
public class LoadCheckTests(ITestOutputHelper output)
{
    private const int Rounds = 40;

    // Cannot be built as a snapshot at all: the types refuse them.
    private static readonly OracleLoadError[] Unbuildable =
        [OracleLoadError.TailCount, OracleLoadError.ContractValueRange];

    private static readonly Dictionary<SnapshotFaultKind, OracleLoadError> Names = new()
    {
        [SnapshotFaultKind.PhiBelowMaintenance] = OracleLoadError.PhiOrder,
        [SnapshotFaultKind.LambdaAboveOne] = OracleLoadError.LambdaAboveOne,
        [SnapshotFaultKind.CallBelowOne] = OracleLoadError.CallAndTargetOrder,
        [SnapshotFaultKind.TargetBelowCall] = OracleLoadError.CallAndTargetOrder,
        [SnapshotFaultKind.BackstopAboveOne] = OracleLoadError.ThetaAboveOne,
        [SnapshotFaultKind.SpreadAboveOne] = OracleLoadError.SmmrAboveOne,
        [SnapshotFaultKind.ProfitWeightAboveOne] = OracleLoadError.ProfitWeightAboveOne,
        [SnapshotFaultKind.ProfitCapOutOfRange] = OracleLoadError.ProfitCapRange,
        [SnapshotFaultKind.ParameterRateTooLarge] = OracleLoadError.RateRange,
        [SnapshotFaultKind.MultiplierBelowOne] = OracleLoadError.MultBelowOne,
        [SnapshotFaultKind.UnderlyingRateTooLarge] = OracleLoadError.RateRange,
        [SnapshotFaultKind.HaircutAboveOne] = OracleLoadError.OptionHaircutAboveOne,
        [SnapshotFaultKind.ShortOptionMinimumOutOfRange] = OracleLoadError.LotMinimumRange,
        [SnapshotFaultKind.ShortOptionMinimumNotDominating] = OracleLoadError.SomDominance,
        [SnapshotFaultKind.TierNotDominating] = OracleLoadError.TierDominance,
        [SnapshotFaultKind.ConcentrationNotDominating] = OracleLoadError.ConcDominance,
        [SnapshotFaultKind.TableTooLong] = OracleLoadError.Shape,
        [SnapshotFaultKind.SlopeTooLarge] = OracleLoadError.RateRange,
        [SnapshotFaultKind.OffsetOutOfRange] = OracleLoadError.OffsetRange,
        [SnapshotFaultKind.UnknownUnderlying] = OracleLoadError.Shape,
        [SnapshotFaultKind.ExpiryOutOfRange] = OracleLoadError.ExpiryRange,
        [SnapshotFaultKind.ScenarioZeroNotZero] = OracleLoadError.FirstEntryNotZero,
        [SnapshotFaultKind.LossOutOfRange] = OracleLoadError.ArrayBound,
        [SnapshotFaultKind.StandardNotDominating] = OracleLoadError.StdDominance,
        [SnapshotFaultKind.LotRequirementOutOfRange] = OracleLoadError.LotRequirementRange,
        [SnapshotFaultKind.LotRequirementNotDominating] = OracleLoadError.LotReqDominance,
        [SnapshotFaultKind.FundingTooLarge] = OracleLoadError.FundingRange,
        [SnapshotFaultKind.LegCount] = OracleLoadError.Legs,
        [SnapshotFaultKind.LegUnknown] = OracleLoadError.Legs,
        [SnapshotFaultKind.LegIsCombo] = OracleLoadError.Legs,
        [SnapshotFaultKind.LegIsCollateral] = OracleLoadError.Legs,
        [SnapshotFaultKind.LegTwice] = OracleLoadError.Legs,
        [SnapshotFaultKind.LegOfOtherUnderlying] = OracleLoadError.Legs,
        [SnapshotFaultKind.LegRatio] = OracleLoadError.Legs,
        [SnapshotFaultKind.ComboOfOtherKind] = OracleLoadError.Legs,
        [SnapshotFaultKind.ComboArrayNotSum] = OracleLoadError.LegsArray,
        [SnapshotFaultKind.AssetPriceOutOfRange] = OracleLoadError.AssetPriceRange,
        [SnapshotFaultKind.CreditSlopeAboveOne] = OracleLoadError.CreditSlopeAboveOne,
        [SnapshotFaultKind.CreditOffsetOutOfRange] = OracleLoadError.CreditOffsetRange,
        [SnapshotFaultKind.CreditWithoutZeroOffset] = OracleLoadError.CreditWithoutZeroOffset,
        [SnapshotFaultKind.CreditTooLong] = OracleLoadError.Shape,
        [SnapshotFaultKind.AssetRateTooLarge] = OracleLoadError.RateRange,
        [SnapshotFaultKind.WrongWayAboveOne] = OracleLoadError.OmegaAboveOne,
        [SnapshotFaultKind.WrongWayUnderlyingUnknown] = OracleLoadError.WrongWayUnderlying,
        [SnapshotFaultKind.RiskInstrumentIllegal] = OracleLoadError.CollateralAsset,
        [SnapshotFaultKind.RiskInstrumentUnowned] = OracleLoadError.CollateralAsset,
        [SnapshotFaultKind.RiskInstrumentShared] = OracleLoadError.CollateralAsset,
        [SnapshotFaultKind.LotUnitsOutOfRange] = OracleLoadError.LotUnitsRange,
    };

    [Fact]
    public void Both_load_checks_refuse_the_same_for_the_same()
    {
        Dictionary<OracleLoadError, int> hits = [];
        int legal = 0;
        for (ulong seed = Streams.FirstSeed; seed < Streams.FirstSeed + Rounds; seed++)
        {
            Prng random = new(seed);
            foreach ((string name, Func<RiskSnapshot, RiskSnapshot> mutate) in new LoadMutations(random).All())
            {
                RiskSnapshot snapshot = mutate(new World(RiskProfile.Lite, seed).Snapshot);
                OracleLoadError[] wanted = [.. Narrow(OracleLoadCheck.Errors(OracleSnapshots.From(snapshot)))];
                OracleLoadError[] got = [.. Narrow(SnapshotCheck.Find(snapshot).Select(f => Names[f.Kind]))];
                Assert.True(
                    wanted.SequenceEqual(got),
                    $"seed {seed}, {name}: the oracle refuses for [{string.Join(' ', wanted)}], the check for "
                    + $"[{string.Join(' ', got)}]   repeat: SEED={seed} make exact");
                legal += wanted.Length == 0 ? 1 : 0;
                foreach (OracleLoadError error in wanted)
                {
                    hits[error] = hits.GetValueOrDefault(error) + 1;
                }
            }
        }

        output.WriteLine($"{legal} legal; {string.Join(", ", hits.Select(hit => $"{hit.Key} {hit.Value}"))}");
        Assert.Empty(Enum.GetValues<OracleLoadError>().Except(Unbuildable).Except(hits.Keys));
        Assert.InRange(legal, 200, int.MaxValue);
    }

    // A snapshot of the wrong shape is asked nothing else, sums of illegal legs are not looked at, and a rate that has
    // a narrower bound of its own is reported by that.
    private static IEnumerable<OracleLoadError> Narrow(IEnumerable<OracleLoadError> errors)
    {
        OracleLoadError[] all = [.. errors.Distinct().Order()];
        return all.Contains(OracleLoadError.Shape) ? [OracleLoadError.Shape]
            : all.Contains(OracleLoadError.Legs) ? all.Where(e => e != OracleLoadError.LegsArray)
            : all;
    }
}
