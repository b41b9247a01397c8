using System;
using Appliance.Core;

namespace Appliance.Margin;

/// <summary>Load checks of the collateral assets and of who owns which collateral instrument.</summary>
internal static class SnapshotAssetCheck
{
    public static void Run(RiskSnapshot snapshot, SnapshotFaultList found)
    {
        foreach (AssetRisk asset in snapshot.Assets)
        {
            Check(snapshot, asset, found);
            CheckCredit(asset, found);
        }

        for (int i = 0; i < snapshot.Instruments.Length; i++)
        {
            if (snapshot.Instruments[i].IsCollateral)
            {
                CheckOwners(snapshot, i, found);
            }
        }
    }

    private static void Check(RiskSnapshot snapshot, AssetRisk asset, SnapshotFaultList found)
    {
        found.RequirePerLot(
            asset.PriceMicro, SnapshotFaultKind.AssetPriceOutOfRange, $"{asset.Name}: price of the epoch");
        found.RequireRate(
            asset.DebtHaircutQ32, SnapshotFaultKind.AssetRateTooLarge, $"{asset.Name}: debt haircut");
        found.RequireRate(asset.OracleQ32, SnapshotFaultKind.AssetRateTooLarge, $"{asset.Name}: oracle charge");
        found.RequireAtMostOne(
            asset.WrongWayQ32, SnapshotFaultKind.WrongWayAboveOne, $"{asset.Name}: wrong-way charge");
        found.Require(
            asset.WrongWayUnderlying >= -1 && asset.WrongWayUnderlying < snapshot.Underlyings.Length,
            SnapshotFaultKind.WrongWayUnderlyingUnknown,
            $"{asset.Name}: wrong-way underlying {asset.WrongWayUnderlying} does not exist");
        bool isCollateral = asset.RiskInstrument >= 0 && asset.RiskInstrument < snapshot.Instruments.Length
            && snapshot.Instruments[asset.RiskInstrument].IsCollateral;
        found.Require(
            asset.RiskInstrument == -1 || isCollateral,
            SnapshotFaultKind.RiskInstrumentIllegal,
            $"{asset.Name}: instrument {asset.RiskInstrument} is no collateral instrument");
        found.Require(
            asset.LotUnits is >= 1 and <= FixedPoint.MoneyMax,
            SnapshotFaultKind.LotUnitsOutOfRange,
            $"{asset.Name}: lot units {asset.LotUnits} are not in 1..2^62-1");
    }

    // Concave, never negative, never above the value: one line through zero with slope at most 1 bounds the minimum.
    private static void CheckCredit(AssetRisk asset, SnapshotFaultList found)
    {
        ReadOnlySpan<AffineSegment> credit = asset.Credit.Span;
        bool areSlopesBounded = true, areOffsetsBounded = true, hasZero = credit.IsEmpty;
        foreach (AffineSegment segment in credit)
        {
            areSlopesBounded &= segment.SlopeQ32 <= Rate.One.Q32;
            areOffsetsBounded &= segment.OffsetMicro is >= 0 and <= FixedPoint.MoneyMax;
            hasZero |= segment.OffsetMicro == 0;
        }

        found.Require(
            credit.Length <= Limits.AffineSegmentsMax,
            SnapshotFaultKind.CreditTooLong,
            $"{asset.Name}: {credit.Length} credit lines are more than {Limits.AffineSegmentsMax}");
        found.Require(
            areSlopesBounded, SnapshotFaultKind.CreditSlopeAboveOne, $"{asset.Name}: a credit slope is above 1");
        found.Require(
            areOffsetsBounded,
            SnapshotFaultKind.CreditOffsetOutOfRange,
            $"{asset.Name}: a credit offset is not in 0..2^62-1");
        found.Require(
            hasZero, SnapshotFaultKind.CreditWithoutZeroOffset, $"{asset.Name}: no credit line starts at zero");
    }

    private static void CheckOwners(RiskSnapshot snapshot, int instrument, SnapshotFaultList found)
    {
        int owners = 0;
        foreach (AssetRisk asset in snapshot.Assets)
        {
            owners += asset.RiskInstrument == instrument ? 1 : 0;
        }

        string symbol = snapshot.Instruments[instrument].Symbol;
        found.Require(
            owners > 0, SnapshotFaultKind.RiskInstrumentUnowned, $"{symbol}: no asset owns this collateral instrument");
        found.Require(
            owners < 2, SnapshotFaultKind.RiskInstrumentShared, $"{symbol}: {owners} assets own this instrument");
    }
}
