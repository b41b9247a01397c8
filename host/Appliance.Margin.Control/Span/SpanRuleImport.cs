using System;
using System.Collections.Generic;
using Appliance.Core;

namespace Appliance.Margin.Control.Span;

/// <summary>
/// Commodities and spreads of a file as rules that can be computed. What cannot is marked with the reason: positions
/// in such a commodity are refused, a spread between commodities merely gives no credit, which asks for more margin.
/// </summary>
internal sealed class SpanRuleImport(
    SpanFile file, SortedDictionary<string, int> codes, string[] contractScaled, Action<int, string> fault)
{
    private const long One = 1_000_000;

    public List<SpanCommodity> Commodities()
    {
        List<SpanCommodity> commodities = [];
        for (int c = 0; c < file.Commodities.Count; c++)
        {
            SpanCommodityDefinition definition = file.Commodities[c];
            (long initial, long maintenance) = (One, One);
            foreach (long factor in definition.AdjustmentsMicro)
            {
                initial = Math.Max(initial, factor);
                maintenance = Math.Min(maintenance, factor);
            }

            List<string> reasons = [];
            AddReason(definition.Unsupported, reasons);
            AddReason(contractScaled[c], reasons);
            foreach (SpanSpread spread in definition.IntraSpreads)
            {
                AddReason(IntraReason(definition, spread), reasons);
            }

            CheckRates(definition, initial);
            commodities.Add(new SpanCommodity
            {
                Code = definition.Code,
                Currency = definition.Currency,
                MinimumMethod = definition.MinimumMethod,
                InitialFactorMicro = initial,
                MaintenanceFactorMicro = maintenance,
                IntraTiers = definition.IntraTiers,
                InterTiers = definition.InterTiers,
                MinimumTiers = definition.MinimumTiers,
                IntraSpreads = definition.IntraSpreads,
                SpotRates = definition.SpotRates,
                Unsupported = string.Join(", ", reasons),
            });
        }

        return commodities;
    }

    public List<SpanSpread> InterSpreads(List<string> notes)
    {
        List<SpanSpread> spreads = [];
        int leftOut = 0;
        foreach (SpanSpread spread in file.InterSpreads)
        {
            string reason = spread.Unsupported.Length > 0 ? spread.Unsupported : InterReason(spread);
            leftOut += reason.Length > 0 ? 1 : 0;
            spreads.Add(spread with { Unsupported = reason });
        }

        if (leftOut > 0)
        {
            notes.Add($"{leftOut} spreads between commodities give no credit here: their method is not supported");
        }

        return spreads;
    }

    private static string IntraReason(SpanCommodityDefinition definition, SpanSpread spread)
    {
        foreach (SpanLeg leg in spread.Legs)
        {
            if (leg.Commodity != definition.Code)
            {
                return $"intra-commodity spread {spread.Id} with a leg in {leg.Commodity}";
            }

            if (!HasTier(definition.IntraTiers, leg))
            {
                return $"intra-commodity spread {spread.Id} with an unknown tier";
            }
        }

        return spread.HasSharedLegs ? $"intra-commodity spread {spread.Id} with legs that share deltas" : "";
    }

    private string InterReason(SpanSpread spread)
    {
        long largest = spread.RateMicro;
        foreach (SpanLeg leg in spread.Legs)
        {
            largest = Math.Max(largest, leg.RateMicro ?? 0);
            if (!codes.TryGetValue(leg.Commodity, out int at) || !HasTier(file.Commodities[at].InterTiers, leg))
            {
                return $"unknown commodity or tier {leg.Commodity}";
            }
        }

        return spread.Method == SpanSpreadMethod.Flat ? "chargeMeth F between commodities"
            : largest > One ? "a credit above 1"
            : spread.HasSharedLegs ? "legs that share deltas"
            : "";
    }

    private static bool HasTier(IReadOnlyList<SpanTier> tiers, SpanLeg leg)
    {
        bool isFound = leg.Tier <= 0;
        foreach (SpanTier tier in tiers)
        {
            isFound |= tier.Number == leg.Tier;
        }

        return isFound;
    }

    private void CheckRates(SpanCommodityDefinition definition, long initialFactorMicro)
    {
        long largest = initialFactorMicro;
        foreach (SpanSpread spread in definition.IntraSpreads)
        {
            largest = Math.Max(largest, spread.RateMicro);
        }

        foreach (SpanTier tier in definition.MinimumTiers)
        {
            largest = Math.Max(largest, tier.RateMicro);
        }

        foreach (SpanSpotRate rate in definition.SpotRates)
        {
            largest = Math.Max(largest, Math.Max(rate.SpreadMicro, rate.OutrightMicro));
        }

        if (largest >= Limits.PerLotLimit)
        {
            fault(definition.Line, $"{definition.Code}: a rate is not below 2^47 micro");
        }
    }

    private static void AddReason(string reason, List<string> reasons)
    {
        const int ReasonsMax = 4;
        if (reason.Length > 0 && reasons.Count < ReasonsMax)
        {
            reasons.Add(reason);
        }
    }
}
