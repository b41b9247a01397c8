using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Appliance.Core;

namespace Appliance.Sim.Oracle;

/// <summary>The load checks of section 5. What fails none makes IMR >= Req(IM, L) >= MMR always.</summary>
public static class OracleLoadCheck
{
    /// <summary>Every check the snapshot fails, in the order of the page; empty when it may be loaded.</summary>
    public static IReadOnlyList<OracleLoadError> Errors(OracleSnapshot snapshot)
    {
        if (!ShapeHolds(snapshot))
        {
            return [OracleLoadError.Shape];
        }

        return
        [
            .. Parameters(snapshot).Concat(Underlyings(snapshot)).Concat(Ranges(snapshot))
                .Concat(Instruments(snapshot)).Concat(Assets(snapshot)).Concat(Combos(snapshot))
                .Where(check => !check.Holds).Select(check => check.Error).Order(),
        ];
    }

    private static IEnumerable<(OracleLoadError Error, bool Holds)> Parameters(OracleSnapshot snapshot)
    {
        BigInteger one = OracleMath.One;
        yield return (OracleLoadError.PhiOrder, snapshot.Phi.Im >= snapshot.Phi.Mm);
        yield return (OracleLoadError.LambdaAboveOne, snapshot.Lambda <= one);
        yield return (
            OracleLoadError.CallAndTargetOrder, snapshot.Bcall >= one && snapshot.Btarget >= snapshot.Bcall);
        yield return (OracleLoadError.ThetaAboveOne, snapshot.Theta <= one);
        yield return (OracleLoadError.SmmrAboveOne, snapshot.Smmr <= one);
        yield return (OracleLoadError.ProfitWeightAboveOne, snapshot.ProfitWeight <= one);
        yield return (OracleLoadError.ProfitCapRange, IsMoney(snapshot.ProfitCap));
        yield return (OracleLoadError.TailCount, snapshot.K is >= 1 and <= 8 && snapshot.H >= 8);
    }

    private static IEnumerable<(OracleLoadError Error, bool Holds)> Underlyings(OracleSnapshot snapshot)
    {
        IReadOnlyList<OracleUnderlying> all = snapshot.Underlyings;
        yield return (OracleLoadError.TierDominance, all.All(u => OracleDominance.Holds(u.Tier)));
        yield return (OracleLoadError.ConcDominance, all.All(u => OracleDominance.Holds(u.Conc)));
        yield return (OracleLoadError.SomDominance, all.All(u => u.Som.Im >= u.Som.Mm));
        yield return (OracleLoadError.LotMinimumRange, all.All(u => IsPerLot(u.Som.Im) && IsPerLot(u.Som.Mm)));
        yield return (OracleLoadError.MultBelowOne, all.All(u => u.Mult >= OracleMath.One));
        yield return (
            OracleLoadError.OptionHaircutAboveOne, all.All(u => u.LongOptionHaircut <= OracleMath.One));
    }

    private static IEnumerable<(OracleLoadError Error, bool Holds)> Ranges(OracleSnapshot snapshot)
    {
        IEnumerable<OracleSegment> segments = Tables(snapshot).SelectMany(table => table);
        yield return (OracleLoadError.RateRange, Rates(snapshot).All(IsRate));
        yield return (
            OracleLoadError.FundingRange, Known(snapshot).All(i => IsRate(BigInteger.Abs(i.Funding))));
        yield return (OracleLoadError.OffsetRange, segments.All(segment => IsMoney(segment.Offset)));
    }

    private static IEnumerable<(OracleLoadError Error, bool Holds)> Instruments(OracleSnapshot snapshot)
    {
        OracleInstrument[] all = [.. Known(snapshot)];
        yield return (OracleLoadError.StdDominance, all.All(i => OracleDominance.Holds(i.Std)));
        yield return (OracleLoadError.LotReqDominance, all.All(i => i.LotReq.Im >= i.LotReq.Mm));
        yield return (
            OracleLoadError.LotRequirementRange, all.All(i => IsPerLot(i.LotReq.Im) && IsPerLot(i.LotReq.Mm)));
        yield return (
            OracleLoadError.ArrayBound,
            all.All(i => i.Ra.Concat(i.Raj).All(loss => BigInteger.Abs(loss) < Limits.PerLotLimit)));
        yield return (OracleLoadError.FirstEntryNotZero, all.All(i => i.Ra[0] == 0));
        yield return (OracleLoadError.ContractValueRange, all.All(i => IsPerLot(i.CvE)));
        yield return (OracleLoadError.ExpiryRange, all.All(i => i.Expiry is >= 0 and <= 15));
    }

    private static IEnumerable<(OracleLoadError Error, bool Holds)> Assets(OracleSnapshot snapshot)
    {
        IReadOnlyList<OracleAsset> all = snapshot.Assets;
        yield return (OracleLoadError.OmegaAboveOne, all.All(a => a.Omega <= OracleMath.One));
        yield return (
            OracleLoadError.CreditSlopeAboveOne, all.All(a => a.Credit.All(line => line.Slope <= OracleMath.One)));
        yield return (
            OracleLoadError.CreditOffsetRange, all.All(a => a.Credit.All(line => IsMoney(line.Offset))));

        // An empty table gives no credit at all.
        yield return (
            OracleLoadError.CreditWithoutZeroOffset,
            all.All(a => a.Credit.Count == 0 || a.Credit.Any(line => line.Offset == 0)));
        yield return (OracleLoadError.AssetPriceRange, all.All(a => IsPerLot(a.PriceE)));
        yield return (
            OracleLoadError.CollateralAsset,
            all.All(a => a.RiskInstrument == -1 || IsCollateral(snapshot, a.RiskInstrument))
            && Enumerable.Range(0, snapshot.Instruments.Count).Where(i => IsCollateral(snapshot, i))
                .All(i => all.Count(a => a.RiskInstrument == i) == 1));
        yield return (
            OracleLoadError.LotUnitsRange, all.All(a => a.LotUnits >= 1 && a.LotUnits <= OracleMath.MoneyMax));
        yield return (
            OracleLoadError.WrongWayUnderlying,
            all.All(a => a.WrongWayUnderlying >= -1 && a.WrongWayUnderlying < snapshot.Underlyings.Count
                && a.WrongWayEntry is OracleAccumulators.DeltaUp or OracleAccumulators.DeltaDown));
    }

    private static IEnumerable<(OracleLoadError Error, bool Holds)> Combos(OracleSnapshot snapshot)
    {
        OracleInstrument[] combos = [.. Known(snapshot).Where(i => i.IsCombo)];
        bool legsHold = combos.All(combo => LegsHold(snapshot, combo));
        yield return (OracleLoadError.Legs, legsHold);
        yield return (OracleLoadError.LegsArray, !legsHold || combos.All(combo => IsSumOfLegs(snapshot, combo)));
    }

    /// <summary>Section 3: two to four different plain legs, of the combination's one underlying.</summary>
    private static bool LegsHold(OracleSnapshot snapshot, OracleInstrument combo) =>
        combo.Legs.Count is >= 2 and <= Limits.ComboLegsMax
        && !combo.IsCollateral
        && combo.Legs.Select(leg => leg.Instrument).Distinct().Count() == combo.Legs.Count
        && combo.Legs.All(leg => BigInteger.Abs(leg.Ratio) >= 1 && BigInteger.Abs(leg.Ratio) <= Limits.ComboRatioMax)
        && combo.Legs.All(leg => snapshot.Knows(leg.Instrument)
            && snapshot.Instrument(leg.Instrument) is { IsCombo: false, IsCollateral: false } instrument
            && instrument.Underlying == combo.Underlying);

    private static bool IsSumOfLegs(OracleSnapshot snapshot, OracleInstrument combo)
    {
        return Enumerable.Range(0, combo.Ra.Count).All(s => combo.Ra[s] == OfLegs(leg => leg.Ra[s]))
            && Enumerable.Range(0, combo.Raj.Count).All(h => combo.Raj[h] == OfLegs(leg => leg.Raj[h]));

        BigInteger OfLegs(System.Func<OracleInstrument, BigInteger> entry) =>
            OracleMath.Sum(combo.Legs.Select(leg => leg.Ratio * entry(snapshot.Instrument(leg.Instrument))));
    }

    private static bool IsCollateral(OracleSnapshot snapshot, int instrument) =>
        snapshot.Knows(instrument) && snapshot.Instrument(instrument).IsCollateral;

    /// <summary>Sections 3 and 5: 32 bucket entries, H joint entries, H a multiple of 8, indices that exist.</summary>
    private static bool ShapeHolds(OracleSnapshot snapshot) =>
        snapshot.H >= 0 && snapshot.H % 8 == 0
        && snapshot.Underlyings.Count is > 0 and <= Limits.UnderlyingsMax
        && snapshot.Instruments.Count <= Limits.InstrumentsMax
        && snapshot.Assets.Count <= Limits.AssetsMax
        && Known(snapshot).All(i => i.Ra.Count == OracleAccumulators.BucketEntries && i.Raj.Count == snapshot.H)
        && Known(snapshot).All(i => i.Underlying >= 0 && i.Underlying < snapshot.Underlyings.Count)
        && Tables(snapshot).All(table => table.Count <= Limits.AffineSegmentsMax)
        && snapshot.Assets.All(a => a.Credit.Count <= Limits.AffineSegmentsMax);

    private static bool IsRate(BigInteger rate) => rate >= 0 && rate < BigInteger.One << 40;

    private static bool IsMoney(BigInteger amount) => amount >= 0 && amount <= OracleMath.MoneyMax;

    private static bool IsPerLot(BigInteger amount) => amount >= 0 && amount < Limits.PerLotLimit;

    private static IEnumerable<OracleInstrument> Known(OracleSnapshot snapshot) =>
        snapshot.Instruments.OfType<OracleInstrument>();

    /// <summary>Tables of requirements; those of credit have bounds of their own.</summary>
    private static IEnumerable<IReadOnlyList<OracleSegment>> Tables(OracleSnapshot snapshot) =>
        snapshot.Underlyings.SelectMany(u => new[] { u.Tier.Im, u.Tier.Mm, u.Conc.Im, u.Conc.Mm })
            .Concat(Known(snapshot).SelectMany(i => new[] { i.Std.Im, i.Std.Mm }));

    private static IEnumerable<BigInteger> Rates(OracleSnapshot snapshot) =>
        new[]
        {
            snapshot.Lambda, snapshot.Phi.Im, snapshot.Phi.Mm, snapshot.Bcall, snapshot.Btarget, snapshot.Theta,
            snapshot.LiqFee, snapshot.Smmr, snapshot.Ba, snapshot.ProfitWeight,
        }
        .Concat(snapshot.Underlyings.SelectMany(u => new[] { u.Mult, u.Basis, u.LongOptionHaircut, u.Oracle }))
        .Concat(snapshot.Assets.SelectMany(a => new[] { a.DebtHaircut, a.Omega, a.Oracle }))
        .Concat(snapshot.Assets.SelectMany(a => a.Credit.Select(line => line.Slope)))
        .Concat(Tables(snapshot).SelectMany(table => table.Select(segment => segment.Slope)));
}
