using Appliance.Core;

namespace Appliance.Margin;

/// <summary>Load checks of the parameters; the profile is checked where the snapshot is made.</summary>
internal static class SnapshotParameterCheck
{
    public static void Run(RiskSnapshot snapshot, SnapshotFaultList found)
    {
        RiskParameters p = snapshot.Parameters;
        found.Require(
            p.PhiInitialQ32 >= p.PhiMaintenanceQ32,
            SnapshotFaultKind.PhiBelowMaintenance,
            "phi: initial is below maintenance");
        found.RequireAtMostOne(p.LambdaQ32, SnapshotFaultKind.LambdaAboveOne, "lambda");
        found.Require(p.CallQ32 >= Rate.One.Q32, SnapshotFaultKind.CallBelowOne, "call level is below 1");
        found.Require(
            p.TargetQ32 >= p.CallQ32, SnapshotFaultKind.TargetBelowCall, "liquidation target is below the call level");
        found.RequireAtMostOne(p.BackstopQ32, SnapshotFaultKind.BackstopAboveOne, "backstop level");
        found.RequireAtMostOne(p.SpreadToMaintenanceQ32, SnapshotFaultKind.SpreadAboveOne, "smmr");
        found.RequireAtMostOne(p.ProfitWeightQ32, SnapshotFaultKind.ProfitWeightAboveOne, "profit weight");
        found.Require(
            p.ProfitCapMicro is >= 0 and <= FixedPoint.MoneyMax,
            SnapshotFaultKind.ProfitCapOutOfRange,
            $"profit cap {p.ProfitCapMicro} is not in 0..2^62-1");
        found.Require(
            p.Tail is TailMeasure.ExpectedShortfall or TailMeasure.ValueAtRisk,
            SnapshotFaultKind.TailUnknown,
            $"tail measure {(int)p.Tail} is not known");
        RequireRate(p.PhiInitialQ32, "phi, initial", found);
        RequireRate(p.PhiMaintenanceQ32, "phi, maintenance", found);
        RequireRate(p.CallQ32, "call level", found);
        RequireRate(p.TargetQ32, "liquidation target", found);
        RequireRate(p.LiquidationFeeQ32, "liquidation fee", found);
        RequireRate(p.BankruptcyAdjustmentQ32, "bankruptcy adjustment", found);
    }

    private static void RequireRate(ulong rateQ32, string name, SnapshotFaultList found) =>
        found.RequireRate(rateQ32, SnapshotFaultKind.ParameterRateTooLarge, name);
}
