using System;
using Appliance.Core;

namespace Appliance.Margin;

/// <summary>Load checks of the combinations: the rules for legs, and the array that follows from them.</summary>
internal static class SnapshotComboCheck
{
    public static void Run(RiskSnapshot snapshot, SnapshotFaultList found)
    {
        for (int i = 0; i < snapshot.Instruments.Length; i++)
        {
            if (snapshot.Instruments[i].IsCombo)
            {
                Check(snapshot, i, found);
            }
        }
    }

    private static void Check(RiskSnapshot snapshot, int index, SnapshotFaultList found)
    {
        InstrumentRisk combo = snapshot.Instruments[index];
        ReadOnlySpan<ComboLeg> legs = combo.Legs.Span;
        found.Require(
            legs.Length is >= 2 and <= Limits.ComboLegsMax,
            SnapshotFaultKind.LegCount,
            $"{combo.Symbol}: {legs.Length} legs are not 2..{Limits.ComboLegsMax}");
        found.Require(
            !combo.IsLinear && !combo.IsCollateral,
            SnapshotFaultKind.ComboOfOtherKind,
            $"{combo.Symbol}: a combination is neither linear nor a collateral instrument");
        bool areLegsKnown = true;
        for (int k = 0; k < legs.Length; k++)
        {
            areLegsKnown &= CheckLeg(snapshot, combo, k, found);
        }

        if (areLegsKnown)
        {
            CheckArray(snapshot, index, found);
        }
    }

    private static bool CheckLeg(RiskSnapshot snapshot, InstrumentRisk combo, int k, SnapshotFaultList found)
    {
        ReadOnlySpan<ComboLeg> legs = combo.Legs.Span;
        ComboLeg leg = legs[k];
        string name = $"{combo.Symbol}, leg {k}";
        found.Require(
            leg.Ratio != 0 && leg.Ratio is >= -Limits.ComboRatioMax and <= Limits.ComboRatioMax,
            SnapshotFaultKind.LegRatio,
            $"{name}: ratio {leg.Ratio} is zero or above {Limits.ComboRatioMax}");
        if (leg.Instrument < 0 || leg.Instrument >= snapshot.Instruments.Length)
        {
            found.Require(
                false, SnapshotFaultKind.LegUnknown, $"{name}: instrument {leg.Instrument} does not exist");
            return false;
        }

        InstrumentRisk risk = snapshot.Instruments[leg.Instrument];
        found.Require(!risk.IsCombo, SnapshotFaultKind.LegIsCombo, $"{name}: {risk.Symbol} is a combination");
        found.Require(
            !risk.IsCollateral,
            SnapshotFaultKind.LegIsCollateral,
            $"{name}: {risk.Symbol} is a collateral instrument");
        found.Require(
            risk.Underlying == combo.Underlying,
            SnapshotFaultKind.LegOfOtherUnderlying,
            $"{name}: {risk.Symbol} is of another underlying");
        bool isFirst = true;
        foreach (ComboLeg earlier in legs[..k])
        {
            isFirst &= earlier.Instrument != leg.Instrument;
        }

        found.Require(isFirst, SnapshotFaultKind.LegTwice, $"{name}: {risk.Symbol} is a leg already");
        return true;
    }

    private static void CheckArray(RiskSnapshot snapshot, int index, SnapshotFaultList found)
    {
        InstrumentRisk combo = snapshot.Instruments[index];
        ReadOnlySpan<long> losses = snapshot.Losses(index);
        for (int s = 0; s < losses.Length; s++)
        {
            Int128 sum = Int128.Zero;
            foreach (ComboLeg leg in combo.Legs.Span)
            {
                sum += (Int128)leg.Ratio * snapshot.Losses(leg.Instrument)[s];
            }

            if (losses[s] != sum)
            {
                found.Require(
                    false,
                    SnapshotFaultKind.ComboArrayNotSum,
                    $"{combo.Symbol}: scenario {s} is {losses[s]}, the legs give {sum}");
                return;
            }
        }
    }
}
