using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using Appliance.Core;
using Appliance.Host.Risk;
using Appliance.Margin;
using Appliance.Margin.Control;
using Appliance.Margin.Control.Span;

namespace Appliance.Host.Views;

/// <summary>What a clearing house's file holds: families, arrays, combined commodities, spreads.</summary>
internal sealed class SpanImportView(SpanFile file, SpanImported imported, SpanModel model)
{
    private static readonly string[] KindNames = ["physicals", "futures", "options on physicals", "options on futures"];

    // Arrays have six decimals.
    private const int ScanDecimals = 6;

    public void WritePlain(TextWriter output)
    {
        StringBuilder text = new();
        PlainSummary.AppendSections(
            text, [Head(), Families(), Commodities(), Spreads(), Snapshot(), .. Notes()]);
        output.Write(text.Remove(0, 1).ToString());
    }

    /// <summary>Contracts of one combined commodity.</summary>
    public void WriteContracts(int commodity, TextWriter output)
    {
        List<IReadOnlyList<string>> rows = [];
        foreach (SpanInstrument instrument in model.Instruments.Where(i => i.Commodity == commodity))
        {
            long[]? losses = instrument.LossesMicro;
            rows.Add(
            [
                instrument.Symbol,
                instrument.ContractId,
                MoneyText.OfMicro(instrument.ValueMicro),
                DecimalText.Of(instrument.DeltaMicro, -6),
                losses is null ? "no array" : MoneyText.OfMicro(Math.Max(losses.Max(), 0), ScanDecimals),
                losses is null ? "" : MoneyText.OfMicro(Math.Max(-losses.Min(), 0), ScanDecimals),
                instrument.IsComputed ? "computed" : "",
            ]);
        }

        SpanCommodity listed = model.Commodities[commodity];
        StringBuilder text = new();
        PlainSummary.AppendSections(text,
        [
            new SummarySection(
                $"Contracts of {listed.Code}, {listed.Currency}",
                ["contract", "number", "value", "delta", "scan risk long", "scan risk short", ""],
                rows),
        ]);
        output.Write(text.Remove(0, 1).ToString());
    }

    public void WriteJson(TextWriter output) => JsonText.Write(output, json =>
    {
        json.WriteNumber("schema", 1);
        json.WriteString("clearingOrganization", file.ClearingOrganization);
        json.WriteString("businessDate", file.BusinessDate);
        json.WriteStartArray("kinds");
        for (int k = 0; k < SpanFamilyKinds.Count; k++)
        {
            json.WriteStartObject();
            json.WriteString("kind", SpanFamilyKinds.Code((SpanFamilyKind)k));
            json.WriteNumber("families", file.Families.Count(f => f.Kind == (SpanFamilyKind)k));
            json.WriteNumber("instruments", OfKind(k).Count());
            json.WriteNumber("published", OfKind(k).Count(i => i.LossesMicro is not null && !i.IsComputed));
            json.WriteNumber("computed", OfKind(k).Count(i => i.IsComputed));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("combinedCommodities", model.Commodities.Count);
        json.WriteNumber("intraSpreads", model.Commodities.Sum(c => c.IntraSpreads.Count));
        json.WriteNumber("interSpreads", model.InterSpreads.Count);
        WriteSnapshot(json);
        json.WriteStartArray("notes");
        foreach (string note in imported.Notes)
        {
            json.WriteStringValue(note);
        }

        json.WriteEndArray();
    });

    private SummarySection Head() => new(
        "File",
        [],
        [
            ["clearing organization", file.ClearingOrganization],
            ["business date", file.BusinessDate],
            ["created", file.Created],
            ["format", file.FileFormat],
            ["exchanges", string.Join(" ", file.Exchanges)],
            ["scenarios", string.Join(", ", model.Scenarios.Select(s => s.Name).Where(n => !n.EndsWith('-')))],
            ["look-ahead, years", file.LookAheadYearsNano > 0
                ? DecimalText.Of(file.LookAheadYearsNano, -9)
                : DecimalText.Of(SpanArrayModel.LookAheadUsualNano, -9) + " (not in the file)"],
        ],
        IsText: true);

    private SummarySection Families()
    {
        List<IReadOnlyList<string>> rows = [];
        for (int k = 0; k < SpanFamilyKinds.Count; k++)
        {
            int families = file.Families.Count(f => f.Kind == (SpanFamilyKind)k);
            if (families > 0)
            {
                rows.Add(CountRow(KindNames[k], families, OfKind(k)));
            }
        }

        rows.Add(CountRow("all", file.Families.Count, model.Instruments));
        return new SummarySection(
            "Families and instruments",
            ["", "families", "instruments", "published arrays", "computed arrays", "without array"],
            rows);
    }

    private SummarySection Commodities()
    {
        List<IReadOnlyList<string>> rows = [];
        ILookup<int, int> byCommodity =
            Enumerable.Range(0, model.Instruments.Count).ToLookup(i => model.Instruments[i].Commodity);
        for (int c = 0; c < model.Commodities.Count; c++)
        {
            SpanCommodity commodity = model.Commodities[c];
            List<int> own = [.. byCommodity[c]];
            rows.Add(
            [
                commodity.Code,
                commodity.Currency,
                Count(own.Count(i => model.Instruments[i].Kind == SpanFamilyKind.Future)),
                Count(own.Count(i => model.Instruments[i].IsOption)),
                Count(own.Count(i => model.Instruments[i].LossesMicro is null)),
                Range([.. own.Select(i => imported.Sources[i].Contract).Where(x => x.PriceScanMicro > 0)
                    .Select(x => x.PriceScanMicro!.Value)], micro => MoneyText.OfMicro(micro)),
                Range([.. own.Select(i => imported.Sources[i].Contract).Where(x => x.VolatilityScanNano > 0)
                    .Select(x => x.VolatilityScanNano)], Percent),
                Range([.. commodity.IntraSpreads.Select(s => s.RateMicro)], micro => MoneyText.OfMicro(micro)),
                Range([.. commodity.MinimumTiers.Select(t => t.RateMicro)], micro => MoneyText.OfMicro(micro)),
                DecimalText.Of(commodity.InitialFactorMicro, -6),
                DecimalText.Of(commodity.MaintenanceFactorMicro, -6),
                commodity.Unsupported.Length > 0 ? "not supported: " + commodity.Unsupported : "",
            ]);
        }

        return new SummarySection(
            $"Combined commodities: {model.Commodities.Count}",
            [
                "code", "currency", "futures", "options", "no array", "price scan", "vol scan", "intra charge",
                "short minimum", "x initial", "x maintenance", "",
            ],
            rows);
    }

    private SummarySection Spreads()
    {
        List<IReadOnlyList<string>> rows = [];
        var within = model.Commodities.SelectMany(c => c.IntraSpreads).GroupBy(s => s.Method).OrderBy(g => g.Key);
        foreach (IGrouping<SpanSpreadMethod, SpanSpread> group in within)
        {
            rows.Add(["within commodities", SpanWords.OfMethod(group.Key), "by commodity", Count(group.Count()), ""]);
        }

        var between = model.InterSpreads.GroupBy(s => (s.Method, s.RateMicro, s.Unsupported))
            .OrderBy(g => g.Key.Method).ThenByDescending(g => g.Key.RateMicro);
        foreach (var group in between)
        {
            rows.Add(
            [
                "between commodities", SpanWords.OfMethod(group.Key.Method),
                (group.Key.Method == SpanSpreadMethod.Scanning ? "gains count " : "credit ")
                    + DecimalText.Of(group.Key.RateMicro, -6), Count(group.Count()),
                group.Key.Unsupported.Length > 0 ? "not supported: " + group.Key.Unsupported : "",
            ]);
        }

        return new SummarySection("Spreads", ["", "method", "rate", "count", ""], rows);
    }

    private SummarySection Snapshot()
    {
        (int held, int left, RiskSnapshot? snapshot) = MakeSnapshot();
        List<IReadOnlyList<string>> rows =
        [
            ["instruments", Count(held)],
            ["left out: no array, or too large", Count(left)],
        ];
        rows.Add(snapshot is null
            ? ["snapshot", $"none: a device holds {Count(Limits.InstrumentsMax)} instruments; margin a portfolio"]
            : ["sha256", Convert.ToHexStringLower(snapshot.Sha256())]);
        return new SummarySection("Snapshot for a device, LITE profile", [], rows, IsText: true);
    }

    private IEnumerable<SummarySection> Notes() => imported.Notes.Count == 0
        ? []
        : [new SummarySection("Notes", [], [.. imported.Notes.Select(n => (IReadOnlyList<string>)[n])], IsText: true)];

    private void WriteSnapshot(Utf8JsonWriter json)
    {
        (int held, int left, RiskSnapshot? snapshot) = MakeSnapshot();
        json.WriteStartObject("snapshot");
        json.WriteNumber("instruments", held);
        json.WriteNumber("leftOut", left);
        if (snapshot is not null)
        {
            json.WriteNumber("underlyings", snapshot.Underlyings.Length);
            json.WriteString("sha256", Convert.ToHexStringLower(snapshot.Sha256()));
        }

        json.WriteEndObject();
    }

    private (int Held, int Left, RiskSnapshot? Snapshot) MakeSnapshot()
    {
        List<int> chosen = [.. Enumerable.Range(0, model.Instruments.Count)
            .Where(i => SpanSnapshot.CanHold(model.Instruments[i]))];
        bool isSmall = chosen.Count <= Limits.InstrumentsMax && model.Commodities.Count <= Limits.UnderlyingsMax;
        return (chosen.Count, model.Instruments.Count - chosen.Count,
            isSmall ? SpanSnapshot.Build(model, chosen, RiskProfile.Lite) : null);
    }

    private IEnumerable<SpanInstrument> OfKind(int kind) =>
        model.Instruments.Where(i => i.Kind == (SpanFamilyKind)kind);

    private static IReadOnlyList<string> CountRow(
        string name, int families, IEnumerable<SpanInstrument> instruments)
    {
        List<SpanInstrument> all = [.. instruments];
        return
        [
            name, Count(families), Count(all.Count), Count(all.Count(i => i.LossesMicro is not null && !i.IsComputed)),
            Count(all.Count(i => i.IsComputed)), Count(all.Count(i => i.LossesMicro is null)),
        ];
    }

    // One value, or the smallest and the largest of several.
    private static string Range(long[] values, Func<long, string> text) => values.Length == 0 ? "-"
        : values.Min() == values.Max() ? text(values[0])
        : $"{text(values.Min())}-{text(values.Max())}";

    private static string Percent(long nano) => DecimalText.Of(nano * 100, -9) + "%";

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
