using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Appliance.Host.Risk;
using Appliance.Margin.Control;
using Appliance.Margin.Control.Span;

namespace Appliance.Host.Views;

/// <summary>Margin of a portfolio: the totals first, then every step by combined commodity.</summary>
internal sealed class SpanMarginView(SpanModel model, SpanMarginReport report)
{
    public void WritePlain(TextWriter output)
    {
        StringBuilder text = new();
        text.Append("Margin by ").Append(model.ClearingOrganization).Append(", ").Append(model.BusinessDate)
            .Append('\n');
        PlainSummary.AppendSections(text, Sections());
        output.Write(text.ToString());
    }

    public void WriteJson(TextWriter output) => SpanMarginJson.Write(model, report, output);

    private IEnumerable<SummarySection> Sections()
    {
        foreach (SpanTotal total in report.Totals)
        {
            yield return Totals(total);
        }

        foreach (SpanCommodityMargin margin in report.Commodities)
        {
            yield return Positions(margin);
            yield return Losses(margin);
            yield return Deltas(margin);
            yield return Terms(margin);
        }
    }

    private SummarySection Totals(SpanTotal total)
    {
        List<IReadOnlyList<string>> rows = [];
        foreach (SpanCommodityMargin margin in report.Commodities.Where(m => m.Commodity.Currency == total.Currency))
        {
            rows.Add(
            [
                margin.Commodity.Code,
                Money(margin.ScanRiskMicro),
                Money(margin.IntraChargeMicro),
                Money(margin.DeliveryChargeMicro),
                Money(-margin.InterCreditMicro),
                Money(margin.ShortOptionMinimumMicro),
                Money(margin.RequirementMicro),
                Money(margin.NetOptionValueMicro),
                Money(margin.InitialMicro),
                Money(margin.MaintenanceMicro),
            ]);
        }

        rows.Add(
        [
            "all", "", "", "", "", "", Money(total.RequirementMicro), Money(total.NetOptionValueMicro),
            Money(total.InitialMicro), Money(total.MaintenanceMicro),
        ]);
        return new SummarySection(
            $"By combined commodity, {total.Currency}",
            [
                "", "scan risk", "intra charge", "delivery", "inter credit", "short minimum", "requirement",
                "option value", "initial", "maintenance",
            ],
            rows);
    }

    private SummarySection Positions(SpanCommodityMargin margin)
    {
        List<IReadOnlyList<string>> rows = [];
        foreach (SpanPositionMargin position in margin.Positions)
        {
            rows.Add(
            [
                position.Instrument.Symbol,
                position.Lots.ToString("N0", CultureInfo.InvariantCulture),
                Units(position.DeltaMicro),
                Money(position.LossMicro),
                position.Instrument.IsPremiumPaid ? Money(position.OptionValueMicro) : "",
                position.Instrument.IsComputed ? "computed array" : "",
            ]);
        }

        return new SummarySection(
            $"{margin.Commodity.Code}, {margin.Commodity.Currency}: positions",
            ["contract", "lots", "delta", $"loss at {WorstName(margin)}", "option value", ""],
            rows);
    }

    // Scenarios that differ only in volatility share a line.
    private SummarySection Losses(SpanCommodityMargin margin)
    {
        List<IReadOnlyList<string>> rows = [];
        for (int s = 0; s < model.Scenarios.Count; s++)
        {
            SpanScenario scenario = model.Scenarios[s];
            bool isPair = scenario.PairedIndex == s + 1 && scenario.Name.EndsWith(" vol+", System.StringComparison.Ordinal);
            string name = isPair ? scenario.Name[..^" vol+".Length] : scenario.Name;
            rows.Add([name, Loss(margin, s), isPair ? Loss(margin, s + 1) : ""]);
            s += isPair ? 1 : 0;
        }

        return new SummarySection(
            $"{margin.Commodity.Code}: loss by scenario", ["price move in scan ranges", "vol up", "vol down"], rows);
    }

    private static SummarySection Deltas(SpanCommodityMargin margin)
    {
        List<IReadOnlyList<string>> rows = [];
        foreach (SpanPeriodDelta delta in margin.Deltas)
        {
            rows.Add([delta.Period, Units(delta.NetMicro), Units(delta.SpreadMicro), Units(delta.LeftMicro)]);
        }

        return new SummarySection(
            $"{margin.Commodity.Code}: deltas", ["period", "net", "in spreads", "left after all spreads"], rows);
    }

    private SummarySection Terms(SpanCommodityMargin margin)
    {
        SpanCommodity commodity = margin.Commodity;
        List<IReadOnlyList<string>> rows = [];
        rows.Add([$"scan risk, scenario {margin.WorstScenario + 1} ({WorstName(margin)})", Money(margin.ScanRiskMicro)]);
        foreach (SpanIntraCharge charge in margin.IntraCharges)
        {
            rows.Add(
            [
                $"+ intra-commodity spread {charge.SpreadId}: {Units(charge.SpreadsMicro)} at "
                    + Money(charge.RateMicro),
                Money(charge.ChargeMicro),
            ]);
        }

        rows.Add(["+ delivery charge", Money(margin.DeliveryChargeMicro)]);
        foreach (SpanInterCredit credit in margin.InterCredits)
        {
            string how = credit.Method == SpanSpreadMethod.Scanning
                ? $"scanned together, gains count {DecimalText.Of(credit.RateMicro, -6)}"
                : $"{Units(credit.DeltaMicro)} deltas at {Money(margin.WeightedPriceRiskMicro)} price risk, rate "
                    + DecimalText.Of(credit.RateMicro, -6);
            rows.Add([$"- spread {credit.SpreadId} with {credit.With}: {how}", Money(-credit.CreditMicro)]);
        }

        rows.Add(
        [
            $"short option minimum ({SpanWords.OfMinimum(commodity.MinimumMethod)} of {margin.ShortCalls} calls, "
                + $"{margin.ShortPuts} puts)",
            Money(margin.ShortOptionMinimumMicro),
        ]);
        bool isMinimum = margin.RequirementMicro == margin.ShortOptionMinimumMicro && margin.RequirementMicro > 0;
        rows.Add([$"requirement{(isMinimum ? ": the minimum" : "")}", Money(margin.RequirementMicro)]);
        rows.Add(["value of long options", Money(margin.LongOptionValueMicro)]);
        rows.Add(["value of short options", Money(margin.ShortOptionValueMicro)]);
        rows.Add([$"initial: requirement{Factor(commodity.InitialFactorMicro)} - option value, at least 0",
            Money(margin.InitialMicro)]);
        rows.Add([$"maintenance: requirement{Factor(commodity.MaintenanceFactorMicro)} - option value, at least 0",
            Money(margin.MaintenanceMicro)]);
        return new SummarySection($"{commodity.Code}: terms", [], rows);
    }

    private string WorstName(SpanCommodityMargin margin) => model.Scenarios[margin.WorstScenario].Name;

    private static string Loss(SpanCommodityMargin margin, int scenario) =>
        Money(margin.LossesMicro[scenario]) + (scenario == margin.WorstScenario ? " *" : "  ");

    private static string Factor(long micro) => micro == 1_000_000 ? "" : " x " + DecimalText.Of(micro, -6);

    private static string Money(long micro) => MoneyText.OfMicro(micro);

    private static string Units(long micro) => DecimalText.Of(micro, -6);
}
