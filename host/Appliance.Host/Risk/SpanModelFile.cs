using System.Collections.Generic;
using System.IO;
using System.Text.Encodings.Web;
using System.Text.Json;
using Appliance.Margin.Control.Span;

namespace Appliance.Host.Risk;

/// <summary>
/// A model as JSON: everything the margin of a portfolio follows from, so that it can be margined without the clearing
/// house's file. Money, deltas, ratios and rates are whole micro. Keys never change and are only ever added to;
/// <c>schema</c> counts what could not be done that way.
/// </summary>
internal static class SpanModelFile
{
    public const int Schema = 1;

    public static void Write(SpanModel model, Stream output)
    {
        // Written piece by piece: a large model is not held in memory a second time.
        JsonWriterOptions options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using Utf8JsonWriter json = new(output, options);
        json.WriteStartObject();
        json.WriteNumber("schema", Schema);
        json.WriteString("clearingOrganization", model.ClearingOrganization);
        json.WriteString("businessDate", model.BusinessDate);
        json.WriteStartArray("scenarios");
        foreach (SpanScenario scenario in model.Scenarios)
        {
            json.WriteStartObject();
            json.WriteString("name", scenario.Name);
            json.WriteNumber("paired", scenario.PairedIndex + 1);
            json.WriteBoolean("isNoPriceMove", scenario.IsNoPriceMove);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("commodities");
        foreach (SpanCommodity commodity in model.Commodities)
        {
            WriteCommodity(commodity, json);
        }

        json.WriteEndArray();
        WriteSpreads("interSpreads", model.InterSpreads, json);
        json.WriteStartArray("instruments");
        foreach (SpanInstrument instrument in model.Instruments)
        {
            // A line each: people look for a contract with the tools they have for lines.
            json.WriteRawValue("\n" + InstrumentText(instrument, model, options), skipInputValidation: true);
            json.Flush();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string InstrumentText(SpanInstrument instrument, SpanModel model, JsonWriterOptions options)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes, options))
        {
            json.WriteStartObject();
            json.WriteString("symbol", instrument.Symbol);
            json.WriteString("contractId", instrument.ContractId);
            json.WriteString("kind", SpanFamilyKinds.Code(instrument.Kind));
            json.WriteString("commodity", model.Commodities[instrument.Commodity].Code);
            json.WriteString("period", instrument.Period);
            json.WriteBoolean("isCall", instrument.IsCall);
            json.WriteBoolean("isPremiumPaid", instrument.IsPremiumPaid);
            json.WriteNumber("valueMicro", instrument.ValueMicro);
            json.WriteNumber("underlyingValueMicro", instrument.UnderlyingValueMicro);
            json.WriteNumber("deltaMicro", instrument.DeltaMicro);
            json.WriteBoolean("isComputed", instrument.IsComputed);
            json.WriteStartArray("lossesMicro");
            foreach (long loss in instrument.LossesMicro ?? [])
            {
                json.WriteNumberValue(loss);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static void WriteCommodity(SpanCommodity commodity, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("code", commodity.Code);
        json.WriteString("currency", commodity.Currency);
        json.WriteString("minimumMethod", SpanWords.OfMinimum(commodity.MinimumMethod));
        json.WriteNumber("initialFactorMicro", commodity.InitialFactorMicro);
        json.WriteNumber("maintenanceFactorMicro", commodity.MaintenanceFactorMicro);
        WriteTiers("intraTiers", commodity.IntraTiers, json);
        WriteTiers("interTiers", commodity.InterTiers, json);
        WriteTiers("minimumTiers", commodity.MinimumTiers, json);
        WriteSpreads("intraSpreads", commodity.IntraSpreads, json);
        json.WriteStartArray("spotRates");
        foreach (SpanSpotRate rate in commodity.SpotRates)
        {
            json.WriteStartObject();
            json.WriteString("period", rate.Period);
            json.WriteNumber("spreadMicro", rate.SpreadMicro);
            json.WriteNumber("outrightMicro", rate.OutrightMicro);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("unsupported", commodity.Unsupported);
        json.WriteEndObject();
    }

    private static void WriteTiers(string name, IReadOnlyList<SpanTier> tiers, Utf8JsonWriter json)
    {
        json.WriteStartArray(name);
        foreach (SpanTier tier in tiers)
        {
            json.WriteStartObject();
            json.WriteNumber("number", tier.Number);
            json.WriteString("first", tier.First);
            json.WriteString("last", tier.Last);
            json.WriteNumber("rateMicro", tier.RateMicro);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSpreads(string name, IReadOnlyList<SpanSpread> spreads, Utf8JsonWriter json)
    {
        json.WriteStartArray(name);
        foreach (SpanSpread spread in spreads)
        {
            json.WriteStartObject();
            json.WriteString("id", spread.Id);
            json.WriteString("method", SpanWords.OfMethod(spread.Method));
            json.WriteNumber("rateMicro", spread.RateMicro);
            json.WriteStartArray("legs");
            foreach (SpanLeg leg in spread.Legs)
            {
                json.WriteStartObject();
                json.WriteString("commodity", leg.Commodity);
                json.WriteNumber("tier", leg.Tier);
                json.WriteString("period", leg.Period);
                json.WriteString("side", leg.Side == SpanSide.A ? "A" : "B");
                json.WriteNumber("ratioMicro", leg.RatioMicro);
                json.WriteNumber("rateMicro", leg.RateMicro ?? spread.RateMicro);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("unsupported", spread.Unsupported);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
