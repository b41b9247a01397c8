using System;
using System.Collections.Generic;
using Appliance.Core;

namespace Appliance.Margin;

/// <summary>The MUSTs of MARGIN.md section 5 on a snapshot, every fault listed at once.</summary>
public static class SnapshotCheck
{
    /// <summary>Empty when the snapshot may be loaded; otherwise one clear sentence a fault.</summary>
    public static IReadOnlyList<string> Faults(RiskSnapshot snapshot)
    {
        List<string> faults = [];
        CheckParameters(snapshot.Parameters, faults);
        foreach (UnderlyingRisk underlying in snapshot.Underlyings)
        {
            CheckUnderlying(underlying, faults);
        }

        for (int i = 0; i < snapshot.Instruments.Length; i++)
        {
            CheckInstrument(snapshot, i, faults);
        }

        return faults;
    }

    private static void CheckParameters(RiskParameters p, List<string> faults)
    {
        Require(p.PhiInitialQ32 >= p.PhiMaintenanceQ32, "phi: initial is below maintenance", faults);
        Require(p.LambdaQ32 <= Rate.One.Q32, "lambda is above 1", faults);
        Require(p.CallQ32 >= Rate.One.Q32, "call level is below 1", faults);
        Require(p.TargetQ32 >= p.CallQ32, "liquidation target is below the call level", faults);
        Require(p.BackstopQ32 <= Rate.One.Q32, "backstop level is above 1", faults);
        Require(p.SpreadToMaintenanceQ32 <= Rate.One.Q32, "smmr is above 1", faults);
        ReadOnlySpan<ulong> rates =
        [
            p.PhiInitialQ32, p.PhiMaintenanceQ32, p.CallQ32, p.TargetQ32, p.LiquidationFeeQ32,
            p.BankruptcyAdjustmentQ32,
        ];
        foreach (ulong rate in rates)
        {
            Require(rate < FixedPoint.RateLimitQ32, "a parameter rate is not below 256", faults);
        }
    }

    private static void CheckUnderlying(UnderlyingRisk u, List<string> faults)
    {
        Require(u.MultiplierQ32 >= Rate.One.Q32, $"{u.Name}: mult is below 1", faults);
        Require(u.MultiplierQ32 < FixedPoint.RateLimitQ32, $"{u.Name}: mult is not below 256", faults);
        Require(u.BasisQ32 < FixedPoint.RateLimitQ32, $"{u.Name}: basis is not below 256", faults);
        Require(u.ShortOptionMaintenanceMicro >= 0, $"{u.Name}: short option minimum is negative", faults);
        Require(
            u.ShortOptionInitialMicro >= u.ShortOptionMaintenanceMicro,
            $"{u.Name}: initial short option minimum is below maintenance",
            faults);
        Require(u.ShortOptionInitialMicro < Limits.PerLotLimit, $"{u.Name}: short option minimum too large", faults);
        CheckTable(u.Name, "tier", u.TierInitial.Span, u.TierMaintenance.Span, faults);
        CheckTable(u.Name, "concentration", u.ConcentrationInitial.Span, u.ConcentrationMaintenance.Span, faults);
    }

    private static void CheckTable(
        string name,
        string table,
        ReadOnlySpan<AffineSegment> initial,
        ReadOnlySpan<AffineSegment> maintenance,
        List<string> faults)
    {
        CheckSegments(name, table, initial, faults);
        CheckSegments(name, table, maintenance, faults);
        Require(
            TableDominance.Dominates(initial, maintenance),
            $"{name}: initial {table} table does not dominate the maintenance table everywhere",
            faults);
    }

    private static void CheckSegments(
        string name, string table, ReadOnlySpan<AffineSegment> segments, List<string> faults)
    {
        Require(segments.Length <= Limits.AffineSegmentsMax, $"{name}: {table} table is too long", faults);
        foreach (AffineSegment segment in segments)
        {
            Require(segment.SlopeQ32 < FixedPoint.RateLimitQ32, $"{name}: {table} slope is not below 256", faults);
            Require(
                segment.OffsetMicro is >= 0 and <= FixedPoint.MoneyMax,
                $"{name}: {table} offset is negative or too large",
                faults);
        }
    }

    private static void CheckInstrument(RiskSnapshot snapshot, int index, List<string> faults)
    {
        InstrumentRisk risk = snapshot.Instruments[index];
        if (risk.Underlying < 0 || risk.Underlying >= snapshot.Underlyings.Length)
        {
            faults.Add($"{risk.Symbol}: underlying {risk.Underlying} does not exist");
            return;
        }

        Require(
            risk.Expiry is >= 0 and < Limits.GroupExpiriesMax, $"{risk.Symbol}: expiry index out of range", faults);
        ReadOnlySpan<long> losses = snapshot.Losses(index);
        Require(losses[0] == 0, $"{risk.Symbol}: scenario 0 is not zero", faults);
        foreach (long loss in losses)
        {
            if (loss is <= -Limits.PerLotLimit or >= Limits.PerLotLimit)
            {
                faults.Add($"{risk.Symbol}: a loss per lot is not below 2^47");
                break;
            }
        }
    }

    private static void Require(bool condition, string fault, List<string> faults)
    {
        if (!condition)
        {
            faults.Add(fault);
        }
    }
}
