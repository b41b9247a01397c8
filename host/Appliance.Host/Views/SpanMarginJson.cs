using System.IO;
using System.Text.Json;
using Appliance.Host.Risk;
using Appliance.Margin.Control.Span;

namespace Appliance.Host.Views;

/// <summary>
/// Margin of a portfolio for machines. Money, deltas and rates are whole micro. Names never change and are only ever
/// added to; <c>schema</c> counts what could not be done that way.
/// </summary>
internal static class SpanMarginJson
{
    public static void Write(SpanModel model, SpanMarginReport report, TextWriter output) =>
        JsonText.Write(output, json =>
        {
            json.WriteNumber("schema", 1);
            json.WriteString("clearingOrganization", model.ClearingOrganization);
            json.WriteString("businessDate", model.BusinessDate);
            json.WriteStartArray("totals");
            foreach (SpanTotal total in report.Totals)
            {
                json.WriteStartObject();
                json.WriteString("currency", total.Currency);
                json.WriteNumber("requirementMicro", total.RequirementMicro);
                json.WriteNumber("netOptionValueMicro", total.NetOptionValueMicro);
                json.WriteNumber("initialMicro", total.InitialMicro);
                json.WriteNumber("maintenanceMicro", total.MaintenanceMicro);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("commodities");
            foreach (SpanCommodityMargin margin in report.Commodities)
            {
                WriteCommodity(model, margin, json);
            }

            json.WriteEndArray();
        });

    private static void WriteCommodity(SpanModel model, SpanCommodityMargin margin, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("code", margin.Commodity.Code);
        json.WriteString("currency", margin.Commodity.Currency);
        json.WriteNumber("scanRiskMicro", margin.ScanRiskMicro);
        json.WriteNumber("worstScenario", margin.WorstScenario + 1);
        json.WriteString("worstScenarioName", model.Scenarios[margin.WorstScenario].Name);
        json.WriteNumber("intraChargeMicro", margin.IntraChargeMicro);
        json.WriteNumber("deliveryChargeMicro", margin.DeliveryChargeMicro);
        json.WriteNumber("interCreditMicro", margin.InterCreditMicro);
        json.WriteNumber("shortCalls", margin.ShortCalls);
        json.WriteNumber("shortPuts", margin.ShortPuts);
        json.WriteNumber("shortOptionMinimumMicro", margin.ShortOptionMinimumMicro);
        json.WriteNumber("requirementMicro", margin.RequirementMicro);
        json.WriteNumber("longOptionValueMicro", margin.LongOptionValueMicro);
        json.WriteNumber("shortOptionValueMicro", margin.ShortOptionValueMicro);
        json.WriteNumber("netOptionValueMicro", margin.NetOptionValueMicro);
        json.WriteNumber("initialFactorMicro", margin.Commodity.InitialFactorMicro);
        json.WriteNumber("maintenanceFactorMicro", margin.Commodity.MaintenanceFactorMicro);
        json.WriteNumber("initialMicro", margin.InitialMicro);
        json.WriteNumber("maintenanceMicro", margin.MaintenanceMicro);
        json.WriteNumber("netDeltaMicro", margin.NetDeltaMicro);
        json.WriteNumber("weightedPriceRiskMicro", margin.WeightedPriceRiskMicro);
        WriteSteps(margin, json);
        json.WriteStartArray("lossesMicro");
        foreach (long loss in margin.LossesMicro)
        {
            json.WriteNumberValue(loss);
        }

        json.WriteEndArray();
        json.WriteStartArray("positions");
        foreach (SpanPositionMargin position in margin.Positions)
        {
            json.WriteStartObject();
            json.WriteString("contract", position.Instrument.Symbol);
            json.WriteString("contractId", position.Instrument.ContractId);
            json.WriteNumber("lots", position.Lots);
            json.WriteNumber("deltaMicro", position.DeltaMicro);
            json.WriteNumber("lossMicro", position.LossMicro);
            json.WriteNumber("optionValueMicro", position.OptionValueMicro);
            json.WriteBoolean("isComputed", position.Instrument.IsComputed);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSteps(SpanCommodityMargin margin, Utf8JsonWriter json)
    {
        json.WriteStartArray("deltas");
        foreach (SpanPeriodDelta delta in margin.Deltas)
        {
            json.WriteStartObject();
            json.WriteString("period", delta.Period);
            json.WriteNumber("netMicro", delta.NetMicro);
            json.WriteNumber("spreadMicro", delta.SpreadMicro);
            json.WriteNumber("leftMicro", delta.LeftMicro);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("intraCharges");
        foreach (SpanIntraCharge charge in margin.IntraCharges)
        {
            json.WriteStartObject();
            json.WriteString("spread", charge.SpreadId);
            json.WriteNumber("spreadsMicro", charge.SpreadsMicro);
            json.WriteNumber("rateMicro", charge.RateMicro);
            json.WriteNumber("chargeMicro", charge.ChargeMicro);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("interCredits");
        foreach (SpanInterCredit credit in margin.InterCredits)
        {
            json.WriteStartObject();
            json.WriteString("spread", credit.SpreadId);
            json.WriteString("method", SpanWords.OfMethod(credit.Method));
            json.WriteString("with", credit.With);
            json.WriteNumber("deltaMicro", credit.DeltaMicro);
            json.WriteNumber("rateMicro", credit.RateMicro);
            json.WriteNumber("creditMicro", credit.CreditMicro);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
