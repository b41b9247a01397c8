using System;
using Appliance.Core;

namespace Appliance.Margin;

/// <summary>
/// The state that two equities and two requirements put an account into, and the levels at which a call or a
/// liquidation ends. Products only, never ratios; all amounts are micro.
/// </summary>
public static class MarginStates
{
    /// <summary>The worst state whose condition holds. E_MM = <paramref name="equity"/>.</summary>
    public static MarginState Of(
        long equityInitial, long equity, long requirement, long maintenance, RiskParameters parameters)
    {
        if (equity < 0)
        {
            return MarginState.Bankrupt;
        }

        if (IsBelowBackstop(equity, maintenance, parameters))
        {
            return MarginState.Backstop;
        }

        if (equity < maintenance)
        {
            return MarginState.Liquidation;
        }

        // A call for nothing would end as it begins.
        if (IsCallOver(equityInitial, requirement))
        {
            return MarginState.Healthy;
        }

        Int128 callLevel = FixedPoint.MulCeilWide(maintenance, parameters.CallQ32);
        return equity < callLevel ? MarginState.Call : MarginState.Restricted;
    }

    /// <summary>Whether nothing is left to sell at a price: the backstop takes over. Also below zero.</summary>
    public static bool IsBelowBackstop(long equity, long maintenance, RiskParameters parameters) =>
        equity < 0 || equity < FixedPoint.MulFloorWide(maintenance, parameters.BackstopQ32);

    /// <summary>Whether a margin call has been met.</summary>
    public static bool IsCallOver(long equityInitial, long requirement) => equityInitial >= requirement;

    /// <summary>Whether a liquidation has cured the account.</summary>
    public static bool IsLiquidationOver(long equity, long maintenance, RiskParameters parameters) =>
        equity >= FixedPoint.MulCeilWide(maintenance, parameters.TargetQ32);

    /// <summary>What a call asks for: depositing exactly this much ends it. Not negative, at most MoneyMax.</summary>
    public static long CallAmount(long equityInitial, long requirement) =>
        (long)Int128.Clamp(
            (Int128)requirement - equityInitial, Int128.Zero, (Int128)FixedPoint.MoneyMax);
}
