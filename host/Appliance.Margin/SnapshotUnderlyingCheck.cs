using Appliance.Core;

namespace Appliance.Margin;

/// <summary>Load checks of the underlyings.</summary>
internal static class SnapshotUnderlyingCheck
{
    public static void Run(RiskSnapshot snapshot, SnapshotFaultList found)
    {
        for (int u = 0; u < snapshot.Underlyings.Length; u++)
        {
            UnderlyingRisk underlying = snapshot.Underlyings[u];
            Check(underlying, found);
            found.Require(
                snapshot.LossShocksQ32(u)[0] == 0,
                SnapshotFaultKind.ShockZeroNotZero,
                $"{underlying.Name}: the shock of scenario 0 is not zero");
        }
    }

    private static void Check(UnderlyingRisk u, SnapshotFaultList found)
    {
        found.Require(
            u.MultiplierQ32 >= Rate.One.Q32, SnapshotFaultKind.MultiplierBelowOne, $"{u.Name}: mult is below 1");
        found.RequireRate(u.MultiplierQ32, SnapshotFaultKind.UnderlyingRateTooLarge, $"{u.Name}: mult");
        found.RequireRate(u.BasisQ32, SnapshotFaultKind.UnderlyingRateTooLarge, $"{u.Name}: basis");
        found.RequireRate(u.OracleQ32, SnapshotFaultKind.UnderlyingRateTooLarge, $"{u.Name}: oracle charge");
        found.RequireAtMostOne(
            u.LongOptionHaircutQ32, SnapshotFaultKind.HaircutAboveOne, $"{u.Name}: long option haircut");
        found.RequirePerLot(
            u.ShortOptionInitialMicro,
            SnapshotFaultKind.ShortOptionMinimumOutOfRange,
            $"{u.Name}: initial short option minimum");
        found.RequirePerLot(
            u.ShortOptionMaintenanceMicro,
            SnapshotFaultKind.ShortOptionMinimumOutOfRange,
            $"{u.Name}: maintenance short option minimum");
        found.Require(
            u.ShortOptionInitialMicro >= u.ShortOptionMaintenanceMicro,
            SnapshotFaultKind.ShortOptionMinimumNotDominating,
            $"{u.Name}: initial short option minimum is below maintenance");
        SnapshotTableCheck.Run(
            u.Name,
            "tier",
            u.TierInitial.Span,
            u.TierMaintenance.Span,
            SnapshotFaultKind.TierNotDominating,
            found);
        SnapshotTableCheck.Run(
            u.Name,
            "concentration",
            u.ConcentrationInitial.Span,
            u.ConcentrationMaintenance.Span,
            SnapshotFaultKind.ConcentrationNotDominating,
            found);
    }
}
