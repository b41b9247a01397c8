using System;
using System.Collections.Generic;
using System.Linq;
using Appliance.Core;
using Appliance.Margin.Control.Span;

namespace Appliance.Host.Risk;

/// <summary>
/// Reads what <see cref="SpanModelFile"/> wrote. The file may have been edited: everything that import checks is
/// checked again, because margin relies on it.
/// </summary>
internal sealed class SpanModelReader
{
    private const long BytesMax = 1L << 30;
    private const long One = 1_000_000;
    private const int LegsMax = 64;

    private readonly Dictionary<string, int> codes = new(StringComparer.Ordinal);
    private readonly HashSet<string> symbols = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SpanCommodity> commodities = new(StringComparer.Ordinal);

    private SpanModelReader()
    {
    }

    public static SpanModel Read(string file) =>
        JsonFile.Read("--model", file, BytesMax, root => new SpanModelReader().ReadModel(root));

    private SpanModel ReadModel(JsonPart root)
    {
        root.AllowOnly(
            "schema", "clearingOrganization", "businessDate", "scenarios", "commodities", "interSpreads",
            "instruments");
        root.Whole("schema", SpanModelFile.Schema, SpanModelFile.Schema);
        List<SpanScenario> scenarios = [];
        foreach (JsonPart part in root.List("scenarios", SpanScenarios.Count, SpanScenarios.Count))
        {
            part.AllowOnly("name", "paired", "isNoPriceMove");
            scenarios.Add(new SpanScenario(
                part.Text("name"), (int)part.Whole("paired", 1, SpanScenarios.Count) - 1, part.Flag("isNoPriceMove")));
        }

        List<SpanCommodity> list = [];
        foreach (JsonPart part in root.List("commodities", 1, SpanLimits.Default.CommoditiesMax))
        {
            SpanCommodity commodity = ReadCommodity(part);
            if (!codes.TryAdd(commodity.Code, list.Count))
            {
                part.Refuse("code", $"{commodity.Code} is given twice");
            }

            commodities[commodity.Code] = commodity;
            list.Add(commodity);
        }

        List<SpanSpread> interSpreads = ReadSpreads(root, "interSpreads", own: null);
        List<SpanInstrument> instruments = [];
        foreach (JsonPart part in root.List("instruments", 1, SpanLimits.Default.ContractsMax))
        {
            instruments.Add(ReadInstrument(part));
        }

        return new SpanModel(
            root.Text("clearingOrganization"), root.Text("businessDate"), scenarios, list, interSpreads, instruments);
    }

    private SpanCommodity ReadCommodity(JsonPart part)
    {
        part.AllowOnly(
            "code", "currency", "minimumMethod", "initialFactorMicro", "maintenanceFactorMicro", "intraTiers",
            "interTiers", "minimumTiers", "intraSpreads", "spotRates", "unsupported");
        SpanCommodity commodity = new()
        {
            Code = part.Text("code"),
            Currency = part.Text("currency"),
            MinimumMethod = (SpanMinimumMethod)part.Choice("minimumMethod", SpanWords.Minimums),
            InitialFactorMicro = part.Whole("initialFactorMicro", One, Limits.PerLotLimit - 1),
            MaintenanceFactorMicro = part.Whole("maintenanceFactorMicro", 0, One),
            IntraTiers = ReadTiers(part, "intraTiers"),
            InterTiers = ReadTiers(part, "interTiers"),
            MinimumTiers = ReadTiers(part, "minimumTiers"),
            IntraSpreads = [],
            SpotRates = ReadSpotRates(part),
            Unsupported = part.Text("unsupported"),
        };
        return commodity with { IntraSpreads = ReadSpreads(part, "intraSpreads", commodity) };
    }

    private static List<SpanTier> ReadTiers(JsonPart part, string name)
    {
        List<SpanTier> tiers = [];
        foreach (JsonPart tier in part.List(name, 0, SpanLimits.Default.TiersMax))
        {
            tier.AllowOnly("number", "first", "last", "rateMicro");
            tiers.Add(new SpanTier(
                (int)tier.Whole("number", 0, int.MaxValue), tier.Text("first"), tier.Text("last"),
                tier.Whole("rateMicro", 0, Limits.PerLotLimit - 1)));
        }

        return tiers;
    }

    private static List<SpanSpotRate> ReadSpotRates(JsonPart part)
    {
        List<SpanSpotRate> rates = [];
        foreach (JsonPart rate in part.List("spotRates", 0, SpanLimits.Default.TiersMax))
        {
            rate.AllowOnly("period", "spreadMicro", "outrightMicro");
            rates.Add(new SpanSpotRate(
                rate.Text("period"), rate.Whole("spreadMicro", 0, Limits.PerLotLimit - 1),
                rate.Whole("outrightMicro", 0, Limits.PerLotLimit - 1)));
        }

        return rates;
    }

    // Own is the commodity whose spreads they are; without it they are between commodities.
    private List<SpanSpread> ReadSpreads(JsonPart part, string name, SpanCommodity? own)
    {
        List<SpanSpread> spreads = [];
        foreach (JsonPart item in part.List(name, 0, 2 * SpanLimits.Default.SpreadsMax))
        {
            item.AllowOnly("id", "method", "rateMicro", "legs", "unsupported");
            string unsupported = item.Text("unsupported");
            bool isUsed = unsupported.Length == 0 && own is not { Unsupported.Length: > 0 };
            long rateMax = own is null && isUsed ? One : Limits.PerLotLimit - 1;
            List<SpanLeg> legs = [];
            foreach (JsonPart leg in item.List("legs", isUsed ? 2 : 0, LegsMax))
            {
                legs.Add(ReadLeg(leg, own, rateMax, isUsed));
            }

            SpanSpread spread = new()
            {
                Id = item.Text("id"),
                Method = (SpanSpreadMethod)item.Choice("method", SpanWords.Methods),
                RateMicro = item.Whole("rateMicro", 0, rateMax),
                Legs = legs,
                Unsupported = unsupported,
            };
            bool isFlat = spread.Method == SpanSpreadMethod.Flat;
            if (isUsed && (isFlat != own is not null || spread.HasSharedLegs))
            {
                item.Refuse("method", "does not suit its place or its legs");
            }

            spreads.Add(spread);
        }

        return spreads;
    }

    private SpanLeg ReadLeg(JsonPart part, SpanCommodity? own, long rateMax, bool isUsed)
    {
        part.AllowOnly("commodity", "tier", "period", "side", "ratioMicro", "rateMicro");
        SpanLeg leg = new()
        {
            Commodity = part.Text("commodity"),
            Tier = (int)part.Whole("tier", -1, int.MaxValue),
            Period = part.Text("period"),
            Side = (SpanSide)part.Choice("side", "A", "B"),
            RatioMicro = part.Whole("ratioMicro", 1, long.MaxValue),
            RateMicro = part.Whole("rateMicro", 0, rateMax),
        };
        SpanCommodity? commodity = own ?? commodities.GetValueOrDefault(leg.Commodity);
        IReadOnlyList<SpanTier>? tiers = own is null ? commodity?.InterTiers : commodity?.IntraTiers;
        bool isKnown = commodity is not null && leg.Commodity == commodity.Code
            && (leg.Tier <= 0 || tiers!.Any(tier => tier.Number == leg.Tier));
        if (isUsed && !isKnown)
        {
            part.Refuse("commodity", $"\"{leg.Commodity}\" with tier {leg.Tier} does not exist here");
        }

        return leg;
    }

    private SpanInstrument ReadInstrument(JsonPart part)
    {
        part.AllowOnly(
            "symbol", "contractId", "kind", "commodity", "period", "isCall", "isPremiumPaid", "valueMicro",
            "underlyingValueMicro", "deltaMicro", "isComputed", "lossesMicro");
        string symbol = part.Text("symbol");
        if (!symbols.Add(symbol))
        {
            part.Refuse("symbol", $"{symbol} is given twice");
        }

        string commodity = part.Text("commodity");
        if (!codes.TryGetValue(commodity, out int index))
        {
            part.Refuse("commodity", $"\"{commodity}\" is not among the commodities");
        }

        return new SpanInstrument
        {
            Symbol = symbol,
            ContractId = part.Text("contractId"),
            Kind = (SpanFamilyKind)part.Choice("kind", SpanFamilyKinds.AllCodes),
            Commodity = index,
            Period = part.Text("period"),
            IsCall = part.Flag("isCall"),
            IsPremiumPaid = part.Flag("isPremiumPaid"),
            ValueMicro = part.Whole("valueMicro", -FixedPoint.MoneyMax, FixedPoint.MoneyMax),
            UnderlyingValueMicro = part.Whole("underlyingValueMicro", 0, FixedPoint.MoneyMax),
            DeltaMicro = part.Whole("deltaMicro", -SpanImport.DeltaMaxMicro, SpanImport.DeltaMaxMicro),
            IsComputed = part.Flag("isComputed"),
            LossesMicro = part.Wholes(
                "lossesMicro", SpanScenarios.Count, 1 - Limits.PerLotLimit, Limits.PerLotLimit - 1),
        };
    }
}
