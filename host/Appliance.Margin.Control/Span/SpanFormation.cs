using System;
using System.Collections.Generic;
using System.Numerics;
using Appliance.Core;

namespace Appliance.Margin.Control.Span;

/// <summary>
/// Forms spreads out of deltas. A spread is formed with its A legs long and its B legs short, then the other way
/// round, each as often as the scarcest leg allows. How often is an exact fraction: what the scarcest leg has over its
/// ratio. Charges are rounded up, credits down, and what the other legs give up is rounded up to a millionth of a
/// delta.
/// </summary>
internal static class SpanFormation
{
    private static readonly SpanTier Everything = new(0, "", "", 0);

    /// <summary>Charges the spreads within one commodity, in their order.</summary>
    public static void ChargeIntra(SpanBook book)
    {
        foreach (SpanSpread spread in book.Commodity.IntraSpreads)
        {
            ChargeIntra(book, spread, signOfA: 1);
            ChargeIntra(book, spread, signOfA: -1);
        }
    }

    /// <summary>Credits one weighted spread between commodities; books of legs that are not held are null.</summary>
    public static void CreditWeighted(SpanSpread spread, IReadOnlyList<SpanBook?> legs)
    {
        CreditWeighted(spread, legs, signOfA: 1);
        CreditWeighted(spread, legs, signOfA: -1);
    }

    private static void ChargeIntra(SpanBook book, SpanSpread spread, int signOfA)
    {
        IReadOnlyList<SpanTier> tiers = book.Commodity.IntraTiers;
        SpanFraction count = Count(
            spread, leg => book.Deltas.Available(RangeOf(leg, tiers), SignOf(leg, signOfA)));
        if (count.IsZero)
        {
            return;
        }

        foreach (SpanLeg leg in spread.Legs)
        {
            book.Deltas.TakeIntra(RangeOf(leg, tiers), SignOf(leg, signOfA), count.TimesUp(leg.RatioMicro));
        }

        Int128 charge = FixedPoint.CeilDiv((Int128)count.Numerator * spread.RateMicro, count.Denominator);
        book.AddIntra(
            new SpanIntraCharge(
                spread.Id, Clamped(count.TimesUpWide(1_000_000)), spread.RateMicro, Clamped(charge)),
            charge);
    }

    private static void CreditWeighted(SpanSpread spread, IReadOnlyList<SpanBook?> legs, int signOfA)
    {
        int at = 0;
        SpanFraction count = Count(spread, leg =>
        {
            SpanBook? book = legs[at++];
            return book?.Deltas.AvailableNet(RangeOf(leg, book.Commodity.InterTiers), SignOf(leg, signOfA)) ?? 0;
        });
        if (count.IsZero)
        {
            return;
        }

        for (int i = 0; i < spread.Legs.Count; i++)
        {
            SpanLeg leg = spread.Legs[i];
            SpanBook? book = legs[i];
            Check.That(book is not null);
            long used = count.TimesUp(leg.RatioMicro);
            book.Deltas.TakeInter(RangeOf(leg, book.Commodity.InterTiers), SignOf(leg, signOfA), used);
            long rate = leg.RateMicro ?? spread.RateMicro;

            // price risk * used / net delta * rate, one rounding: 2^63 * 2^62 * 2^20 needs more than 128 bits.
            BigInteger credit = (BigInteger)book.PriceRiskTwice * count.Numerator * leg.RatioMicro * rate
                / ((BigInteger)2 * Math.Abs(book.Deltas.Net) * count.Denominator * 1_000_000);
            book.AddInter(new SpanInterCredit(
                spread.Id, SpanSpreadMethod.Weighted, Others(spread, leg), used, rate, (long)credit));
        }
    }

    /// <summary>The other legs of a spread, for people.</summary>
    public static string Others(SpanSpread spread, SpanLeg own)
    {
        List<string> names = [];
        foreach (SpanLeg leg in spread.Legs)
        {
            if (!ReferenceEquals(leg, own))
            {
                names.Add(leg.Commodity);
            }
        }

        return string.Join(" ", names);
    }

    // The smallest of available / ratio, by cross-multiplication.
    private static SpanFraction Count(SpanSpread spread, Func<SpanLeg, long> available)
    {
        SpanFraction smallest = new(long.MaxValue, 1);
        foreach (SpanLeg leg in spread.Legs)
        {
            SpanFraction own = new(available(leg), leg.RatioMicro);
            smallest = own.IsBelow(smallest) ? own : smallest;
        }

        return smallest;
    }

    private static SpanTier RangeOf(SpanLeg leg, IReadOnlyList<SpanTier> tiers)
    {
        if (leg.Tier < 0)
        {
            return new SpanTier(0, leg.Period, leg.Period, 0);
        }

        foreach (SpanTier tier in tiers)
        {
            if (tier.Number == leg.Tier)
            {
                return tier;
            }
        }

        Check.That(leg.Tier == 0);
        return Everything;
    }

    private static int SignOf(SpanLeg leg, int signOfA) => leg.Side == SpanSide.A ? signOfA : -signOfA;

    private static long Clamped(Int128 value) => (long)Int128.Min(value, long.MaxValue);
}
