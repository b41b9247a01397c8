using System;
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
    private const long DeltaUnit = 1_000_000;

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
        List<SpanCommodityMargin> margins =
            [.. report.Commodities.Where(m => m.Commodity.Currency == total.Currency)];
        List<long[]> amounts = [.. margins.Select(m => new[]
        {
            m.ScanRiskMicro, m.IntraChargeMicro, m.DeliveryChargeMicro, -m.InterCreditMicro,
            m.ShortOptionMinimumMicro, m.RequirementMicro, m.NetOptionValueMicro, m.InitialMicro, m.MaintenanceMicro,
        })];
        long[] sums =
            [total.RequirementMicro, total.NetOptionValueMicro, total.InitialMicro, total.MaintenanceMicro];
        int decimals = MoneyText.Decimals([.. amounts.SelectMany(a => a), .. sums]);
        List<IReadOnlyList<string>> rows = [];
        for (int i = 0; i < margins.Count; i++)
        {
            rows.Add([margins[i].Commodity.Code, .. amounts[i].Select(a => MoneyText.OfMicro(a, decimals))]);
        }

        rows.Add(["all", "", "", "", "", "", .. sums.Select(s => MoneyText.OfMicro(s, decimals))]);
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
        int decimals = MoneyText.Decimals(
            [.. margin.Positions.Select(p => p.LossMicro), .. margin.Positions.Select(p => p.OptionValueMicro)]);
        bool isWhole = margin.Positions.All(p => p.DeltaMicro % DeltaUnit == 0);
        List<IReadOnlyList<string>> rows = [];
        foreach (SpanPositionMargin position in margin.Positions)
        {
            bool isPremiumPaid = position.Instrument.IsPremiumPaid;
            rows.Add(
            [
                position.Instrument.Symbol,
                position.Lots.ToString("N0", CultureInfo.InvariantCulture),
                Delta(position.DeltaMicro, isWhole),
                MoneyText.OfMicro(position.LossMicro, decimals),
                isPremiumPaid ? MoneyText.OfMicro(position.OptionValueMicro, decimals) : "",
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
        const string Up = " vol+";
        int decimals = MoneyText.Decimals([.. margin.LossesMicro]);
        List<IReadOnlyList<string>> rows = [];
        for (int s = 0; s < model.Scenarios.Count; s++)
        {
            SpanScenario scenario = model.Scenarios[s];
            bool isPair = scenario.PairedIndex == s + 1 && scenario.Name.EndsWith(Up, StringComparison.Ordinal);
            rows.Add(
            [
                isPair ? scenario.Name[..^Up.Length] : scenario.Name,
                Loss(margin, s, decimals),
                isPair ? Loss(margin, s + 1, decimals) : "",
            ]);
            s += isPair ? 1 : 0;
        }

        return new SummarySection(
            $"{margin.Commodity.Code}: loss by scenario (* worst)",
            ["price move in scan ranges", "vol up  ", "vol down  "],
            rows);
    }

    private static SummarySection Deltas(SpanCommodityMargin margin)
    {
        List<IReadOnlyList<string>> rows = [];
        bool isWhole = margin.Deltas.All(
            d => d.NetMicro % DeltaUnit == 0 && d.SpreadMicro % DeltaUnit == 0 && d.LeftMicro % DeltaUnit == 0);
        foreach (SpanPeriodDelta delta in margin.Deltas)
        {
            rows.Add(
            [
                delta.Period, Delta(delta.NetMicro, isWhole), Delta(delta.SpreadMicro, isWhole),
                Delta(delta.LeftMicro, isWhole),
            ]);
        }

        return new SummarySection(
            $"{margin.Commodity.Code}: deltas", ["period", "net", "in spreads", "left after all spreads"], rows);
    }

    // What cannot be anything but zero is not shown.
    private SummarySection Terms(SpanCommodityMargin margin)
    {
        SpanCommodity commodity = margin.Commodity;
        List<(string Term, long Micro)> terms =
            [($"scan risk, scenario {margin.WorstScenario + 1} ({WorstName(margin)})", margin.ScanRiskMicro)];
        foreach (SpanIntraCharge charge in margin.IntraCharges)
        {
            string how = $"{Units(charge.SpreadsMicro)} at {MoneyText.OfMicro(charge.RateMicro)}";
            terms.Add(($"+ intra-commodity spread {charge.SpreadId}: {how}", charge.ChargeMicro));
        }

        if (commodity.SpotRates.Count > 0)
        {
            terms.Add(("+ delivery charge", margin.DeliveryChargeMicro));
        }

        foreach (SpanInterCredit credit in margin.InterCredits)
        {
            string how = credit.Method == SpanSpreadMethod.Scanning
                ? $"scanned together, gains count {DecimalText.Of(credit.RateMicro, -6)}"
                : $"{Units(credit.DeltaMicro)} deltas at {MoneyText.OfMicro(margin.WeightedPriceRiskMicro)}"
                    + $" price risk, rate {DecimalText.Of(credit.RateMicro, -6)}";
            terms.Add(($"- spread {credit.SpreadId} with {credit.With}: {how}", -credit.CreditMicro));
        }

        if (margin.ShortCalls + margin.ShortPuts > 0)
        {
            string counted = $"{margin.ShortCalls} calls and {margin.ShortPuts} puts";
            terms.Add((
                $"short option minimum ({SpanWords.OfMinimum(commodity.MinimumMethod)} of {counted})",
                margin.ShortOptionMinimumMicro));
        }

        bool isMinimum = margin.RequirementMicro == margin.ShortOptionMinimumMicro && margin.RequirementMicro > 0;
        terms.Add((isMinimum ? "requirement: the minimum" : "requirement", margin.RequirementMicro));
        bool hasValue = margin.LongOptionValueMicro != 0 || margin.ShortOptionValueMicro != 0;
        if (hasValue)
        {
            terms.Add(("value of long options", margin.LongOptionValueMicro));
            terms.Add(("value of short options", margin.ShortOptionValueMicro));
        }

        string less = hasValue ? " - option value, at least 0" : "";
        terms.Add(($"initial: requirement{Factor(commodity.InitialFactorMicro)}{less}", margin.InitialMicro));
        terms.Add(
            ($"maintenance: requirement{Factor(commodity.MaintenanceFactorMicro)}{less}", margin.MaintenanceMicro));
        int decimals = MoneyText.Decimals([.. terms.Select(t => t.Micro)]);
        return new SummarySection(
            $"{commodity.Code}: terms",
            [],
            [.. terms.Select(t => (IReadOnlyList<string>)[t.Term, MoneyText.OfMicro(t.Micro, decimals)])]);
    }

    private string WorstName(SpanCommodityMargin margin) => model.Scenarios[margin.WorstScenario].Name;

    private static string Loss(SpanCommodityMargin margin, int scenario, int decimals) =>
        MoneyText.OfMicro(margin.LossesMicro[scenario], decimals) + (scenario == margin.WorstScenario ? " *" : "  ");

    private static string Factor(long micro) => micro == 1_000_000 ? "" : " x " + DecimalText.Of(micro, -6);

    // A column of whole deltas has no decimals, any other has six.
    private static string Delta(long micro, bool isWhole) =>
        isWhole ? MoneyText.OfCount(micro / DeltaUnit) : MoneyText.OfMicro(micro, 6);

    private static string Units(long micro) => DecimalText.Of(micro, -6);
}
