using System;
using Appliance.Core;

namespace Appliance.Margin;

/// <summary>Load checks of the instruments: arrays, standard tables, short lots, funding.</summary>
internal static class SnapshotInstrumentCheck
{
    private const long FundingLimitQ32 = (long)FixedPoint.RateLimitQ32;

    public static void Run(RiskSnapshot snapshot, SnapshotFaultList found)
    {
        for (int i = 0; i < snapshot.Instruments.Length; i++)
        {
            InstrumentRisk risk = snapshot.Instruments[i];
            found.Require(
                risk.Underlying >= 0 && risk.Underlying < snapshot.Underlyings.Length,
                SnapshotFaultKind.UnknownUnderlying,
                $"{risk.Symbol}: underlying {risk.Underlying} does not exist");
            found.Require(
                risk.Expiry is >= 0 and < Limits.GroupExpiriesMax,
                SnapshotFaultKind.ExpiryOutOfRange,
                $"{risk.Symbol}: expiry {risk.Expiry} is not in 0..{Limits.GroupExpiriesMax - 1}");
            CheckArray(snapshot, i, found);
            CheckStandard(risk, found);
        }
    }

    private static void CheckArray(RiskSnapshot snapshot, int index, SnapshotFaultList found)
    {
        string symbol = snapshot.Instruments[index].Symbol;
        ReadOnlySpan<long> losses = snapshot.Losses(index);
        found.Require(losses[0] == 0, SnapshotFaultKind.ScenarioZeroNotZero, $"{symbol}: scenario 0 is not zero");
        found.RequirePerLot(
            snapshot.ArrayedAtMicro(index),
            SnapshotFaultKind.ContractValueOutOfRange,
            $"{symbol}: contract value of the epoch");
        int outside = losses.IndexOfAnyExceptInRange(-Limits.PerLotLimit + 1, Limits.PerLotLimit - 1);
        found.Require(
            outside < 0,
            SnapshotFaultKind.LossOutOfRange,
            $"{symbol}: the loss per lot in scenario {outside} is not below 2^47");
    }

    private static void CheckStandard(InstrumentRisk risk, SnapshotFaultList found)
    {
        SnapshotTableCheck.Run(
            risk.Symbol,
            "standard",
            risk.StandardInitial.Span,
            risk.StandardMaintenance.Span,
            SnapshotFaultKind.StandardNotDominating,
            found);
        found.RequirePerLot(
            risk.ShortLotInitialMicro,
            SnapshotFaultKind.LotRequirementOutOfRange,
            $"{risk.Symbol}: initial short lot requirement");
        found.RequirePerLot(
            risk.ShortLotMaintenanceMicro,
            SnapshotFaultKind.LotRequirementOutOfRange,
            $"{risk.Symbol}: maintenance short lot requirement");
        found.Require(
            risk.ShortLotInitialMicro >= risk.ShortLotMaintenanceMicro,
            SnapshotFaultKind.LotRequirementNotDominating,
            $"{risk.Symbol}: initial short lot requirement is below maintenance");
        found.Require(
            risk.FundingQ32 is > -FundingLimitQ32 and < FundingLimitQ32,
            SnapshotFaultKind.FundingTooLarge,
            $"{risk.Symbol}: the funding rate is not below 256");
    }
}
