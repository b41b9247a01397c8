using System;
using System.Collections.Generic;
using Appliance.Core;

namespace Appliance.Margin.Control;

/// <summary>
/// The standard rule: what a short option needs by itself, what the options of one expiry can lose at most, and what is
/// left of an account after both. Feeds lotreq of the snapshot and answers what-ifs; the devices decide with the
/// integers it publishes. Money is in units, not micro.
/// </summary>
public static class StandardMargin
{
    private const double MicroPerUnit = 1e6;

    /// <summary>Requirement of one short unit over its mark: equity already carries the mark as a debt.</summary>
    public static double ShortOverMark(StandardRule rule, in StandardOption option, double spot, MarginKind kind)
    {
        double maintenance = option.Kind == OptionKind.Call
            ? rule.CallMaintenance * spot
            : Math.Max(rule.PutMaintenance * spot, rule.PutMarkMaintenance * option.Mark);
        if (kind == MarginKind.Maintenance)
        {
            return maintenance;
        }

        double away = option.Kind == OptionKind.Call ? option.Strike - spot : spot - option.Strike;
        double outOfTheMoney = Math.Max(0, away) / spot;
        double initial = Math.Max(rule.SpotMax - outOfTheMoney, rule.SpotMin) * spot;
        if (option.Kind == OptionKind.Put)
        {
            double overMaintenance = rule.PutInitialOverMaintenance * (maintenance + option.Mark);
            initial = Math.Max(initial, overMaintenance - option.Mark);
        }

        return initial;
    }

    /// <summary>lotreq of the snapshot: <see cref="ShortOverMark"/> for one lot, micro, up.</summary>
    /// <param name="unitsPerLot">Units of the underlying in one lot.</param>
    public static long ShortLotMicro(
        StandardRule rule, in StandardOption option, double spot, double unitsPerLot, MarginKind kind)
    {
        double micro = Math.Ceiling(ShortOverMark(rule, option, spot, kind) * unitsPerLot * MicroPerUnit);
        Check.That(micro is >= 0 and < Limits.PerLotLimit);
        return (long)micro;
    }

    /// <summary>
    /// Value left by the options of one expiry, at most 0: the better of every short by itself (long options give
    /// nothing) and the worst outcome over all strikes and zero, with the charge on calls sold without cover.
    /// </summary>
    public static double ExpiryValue(StandardRule rule, StandardExpiry expiry, double spot, MarginKind kind)
    {
        double alone = 0;
        double netCalls = 0;
        double worst = Math.Min(0, Payoff(expiry.Options, 0));
        foreach (StandardOption option in expiry.Options)
        {
            worst = Math.Min(worst, Payoff(expiry.Options, option.Strike));
            netCalls += option.Kind == OptionKind.Call ? option.Amount : 0;
            if (option.Amount < 0)
            {
                alone += option.Amount * (ShortOverMark(rule, option, spot, kind) + option.Mark);
            }
        }

        double unpaired = Math.Min(0, netCalls) * rule.Unpaired(kind) * expiry.Forward;
        return Math.Max(alone, worst + unpaired);
    }

    /// <summary>What is left of the account: not negative means that the requirement is met.</summary>
    public static double Value(StandardRule rule, StandardBook book, MarginKind kind)
    {
        double peg = kind == MarginKind.Initial ? rule.Peg.ShareOfSpot(book.StablePrice) : 0;
        double value = book.Cash;
        foreach (StandardMarket market in book.Markets)
        {
            value += PerpValue(rule, market, peg, kind) + CollateralValue(rule, market, kind);
            foreach (StandardExpiry expiry in market.Expiries)
            {
                value += ExpiryValue(rule, expiry, market.Spot, kind)
                    - (Shorts(expiry) * market.Spot * (peg + OptionOracle(rule, market, expiry, kind)));
            }
        }

        return value;
    }

    private static double PerpValue(StandardRule rule, StandardMarket market, double peg, MarginKind kind)
    {
        double size = Math.Abs(market.Perp);
        double confidence = Math.Min(market.SpotConfidence, market.PerpConfidence);
        double oracle = kind == MarginKind.Initial ? rule.Oracle.ShareOfSpot(confidence) : 0;
        return market.PerpProfit - (size * ((market.PerpPrice * rule.Perp(kind)) + (market.Spot * (peg + oracle))));
    }

    private static double CollateralValue(StandardRule rule, StandardMarket market, MarginKind kind)
    {
        double oracle = kind == MarginKind.Initial ? rule.Oracle.ShareOfSpot(market.SpotConfidence) : 0;
        return market.Collateral * market.Spot * (rule.CollateralCredit - oracle);
    }

    private static double OptionOracle(StandardRule rule, StandardMarket market, StandardExpiry expiry, MarginKind kind)
    {
        double confidence = market.SpotConfidence;
        foreach (StandardOption option in expiry.Options)
        {
            confidence = Math.Min(confidence, option.Confidence);
        }

        return kind == MarginKind.Initial ? rule.Oracle.ShareOfSpot(confidence) : 0;
    }

    private static double Shorts(StandardExpiry expiry)
    {
        double shorts = 0;
        foreach (StandardOption option in expiry.Options)
        {
            shorts += Math.Max(0, -option.Amount);
        }

        return shorts;
    }

    private static double Payoff(IReadOnlyList<StandardOption> options, double price)
    {
        double sum = 0;
        foreach (StandardOption option in options)
        {
            sum += option.Amount * OptionPricer.Intrinsic(option.Kind, price, option.Strike);
        }

        return sum;
    }
}
