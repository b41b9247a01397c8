using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using Appliance.Margin.Control.Span;

namespace Appliance.Host.Views;

/// <summary>Published arrays beside computed ones: errors by kind and family, or one contract by scenario.</summary>
internal sealed class SpanArraysView(SpanFile file, SpanImported imported, SpanModel model)
{
    public void Write(SpanComparison comparison, bool isJson, TextWriter output)
    {
        if (isJson)
        {
            JsonText.Write(output, json => WriteJson(comparison, json));
            return;
        }

        StringBuilder text = new();
        text.Append("RESULT  ").Append(Verdict(comparison)).Append('\n');
        foreach (string excess in comparison.Excesses)
        {
            text.Append("  ").Append(excess).Append('\n');
        }

        PlainSummary.AppendSections(text, Sections(comparison));
        output.Write(text.ToString());
    }

    /// <summary>Published, computed and difference by scenario; false when it could not be computed.</summary>
    public bool WriteContract(int index, bool isJson, TextWriter output)
    {
        SpanInstrument instrument = model.Instruments[index];
        SpanComputed? computed = new SpanArrayModel(file).Compute(imported.Sources[index], out string reason);
        if (isJson)
        {
            JsonText.Write(output, json => WriteContractJson(instrument, computed, reason, json));
            return computed is not null;
        }

        List<IReadOnlyList<string>> rows = [];
        for (int s = 0; s < SpanScenarios.Count && computed is not null; s++)
        {
            rows.Add(Row(
                $"{s + 1,2}  {model.Scenarios[s].Name}", instrument.LossesMicro?[s], computed.Losses[s]));
        }

        if (computed?.CompositeDelta is double delta)
        {
            bool isPublished = instrument.LossesMicro is not null;
            rows.Add(Row(
                "composite delta", isPublished ? imported.Sources[index].Contract.CompositeDeltaMicro : null, delta));
        }

        if (computed is null)
        {
            rows.Add(["not computed: " + reason, "", "", ""]);
        }

        StringBuilder text = new();
        string currency = model.Commodities[instrument.Commodity].Currency;
        PlainSummary.AppendSections(text,
        [
            new SummarySection(
                $"{instrument.Symbol}, loss of one long, {currency}",
                ["scenario", "published", "computed", "difference"],
                rows),
        ]);
        output.Write(text.Remove(0, 1).ToString());
        return computed is not null;
    }

    /// <summary>One line a contract that can be computed: its array with six decimals, published or not.</summary>
    public void WriteCsv(Stream stream)
    {
        using StreamWriter csv = new(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        csv.Write("contract,number,is_published");
        for (int s = 1; s <= SpanScenarios.Count; s++)
        {
            csv.Write(string.Create(CultureInfo.InvariantCulture, $",ra{s}"));
        }

        csv.WriteLine(",composite_delta");
        SpanArrayModel arrays = new(file);
        for (int i = 0; i < model.Instruments.Count; i++)
        {
            if (arrays.Compute(imported.Sources[i], out _) is not SpanComputed computed)
            {
                continue;
            }

            SpanInstrument instrument = model.Instruments[i];
            csv.Write($"{Quoted(instrument.Symbol)},{Quoted(instrument.ContractId)},");
            csv.Write(instrument.LossesMicro is null ? '0' : '1');
            foreach (double loss in computed.Losses)
            {
                csv.Write(',');
                csv.Write(Six(loss));
            }

            csv.WriteLine(computed.CompositeDelta is double delta ? "," + Six(delta) : ",");
        }
    }

    private static string Verdict(SpanComparison comparison) =>
        comparison.Count == 0 ? "INCONCLUSIVE: the file has no array that can be computed"
        : comparison.Excesses.Count > 0 ? "BEYOND BOUNDS"
        : "WITHIN BOUNDS";

    private IEnumerable<SummarySection> Sections(SpanComparison comparison)
    {
        List<IReadOnlyList<string>> kinds = [];
        for (int k = 0; k < comparison.Kinds.Count; k++)
        {
            SpanErrorStatistics errors = comparison.Kinds[k];
            bool isOption = SpanFamilyKinds.IsOption((SpanFamilyKind)k);
            if (errors.Count + errors.UnpublishedCount + errors.NotComputedCount > 0)
            {
                kinds.Add([SpanFamilyKinds.Code((SpanFamilyKind)k), .. Cells(errors), WorstOf(errors)]);
                kinds.Add(
                [
                    "  bound", "", "", "", "", isOption ? Six(SpanComparison.OptionPercentileBound) : "",
                    Six(isOption ? SpanComparison.OptionMaxBound : SpanComparison.LinearMaxBound),
                    (SpanFamilyKind)k == SpanFamilyKind.Physical ? "" : Six(SpanComparison.DeltaBound), "",
                ]);
            }
        }

        string[] columns =
            ["compared", "unpublished", "not computed", "median", "p99", "max", "delta max", "worst contract"];
        yield return new SummarySection(
            "Largest error of an array, by kind, in the file's unit", ["", .. columns], kinds);

        List<IReadOnlyList<string>> families = [];
        foreach ((SpanFamily family, SpanErrorStatistics errors) in comparison.Families)
        {
            if (family.Kind == SpanFamilyKind.Physical && errors.Max == 0.0)
            {
                // A physical's array is all zeros: a line for each would hide the others.
                continue;
            }

            families.Add([$"{SpanFamilyKinds.Code(family.Kind)} {family.Code}", .. Cells(errors), WorstOf(errors)]);
        }

        yield return new SummarySection("By family", ["", .. columns], families);
        if (comparison.Reasons.Count > 0)
        {
            yield return new SummarySection(
                "Not computed",
                [],
                [.. comparison.Reasons.Select(r => (IReadOnlyList<string>)[r.Key, MoneyText.OfCount(r.Value)])]);
        }
    }

    private string WorstOf(SpanErrorStatistics errors) => errors.Worst is null || Six(errors.Max) == Six(0.0)
        ? ""
        : $"{errors.Worst.Symbol} at {model.Scenarios[errors.WorstScenario].Name}";

    private static string[] Cells(SpanErrorStatistics errors)
    {
        string[] counts =
        [
            MoneyText.OfCount(errors.Count), MoneyText.OfCount(errors.UnpublishedCount),
            MoneyText.OfCount(errors.NotComputedCount),
        ];
        return errors.Count == 0
            ? [.. counts, "-", "-", "-", "-"]
            :
            [
                .. counts, Six(errors.Percentile(50)), Six(errors.Percentile(99)), Six(errors.Max),
                Six(errors.DeltaMax),
            ];
    }

    private static string[] Row(string name, long? publishedMicro, double computed) =>
    [
        name,
        publishedMicro is long micro ? Six(micro / 1e6) : "-",
        Six(computed),
        publishedMicro is long published ? Six(computed - (published / 1e6)) : "-",
    ];

    private void WriteJson(SpanComparison comparison, Utf8JsonWriter json)
    {
        json.WriteNumber("schema", 1);
        json.WriteString("clearingOrganization", file.ClearingOrganization);
        json.WriteString("businessDate", file.BusinessDate);
        json.WriteString("verdict", Verdict(comparison));
        json.WriteStartObject("bounds");
        json.WriteNumber("linearMax", SpanComparison.LinearMaxBound);
        json.WriteNumber("optionP99", SpanComparison.OptionPercentileBound);
        json.WriteNumber("optionMax", SpanComparison.OptionMaxBound);
        json.WriteNumber("deltaMax", SpanComparison.DeltaBound);
        json.WriteEndObject();
        json.WriteStartArray("kinds");
        for (int k = 0; k < comparison.Kinds.Count; k++)
        {
            WriteErrors(SpanFamilyKinds.Code((SpanFamilyKind)k), "", comparison.Kinds[k], json);
        }

        json.WriteEndArray();
        json.WriteStartArray("families");
        foreach ((SpanFamily family, SpanErrorStatistics errors) in comparison.Families)
        {
            WriteErrors(SpanFamilyKinds.Code(family.Kind), family.Code, errors, json);
        }

        json.WriteEndArray();
    }

    private void WriteErrors(string kind, string family, SpanErrorStatistics errors, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("kind", kind);
        if (family.Length > 0)
        {
            json.WriteString("family", family);
        }

        json.WriteNumber("compared", errors.Count);
        json.WriteNumber("unpublished", errors.UnpublishedCount);
        json.WriteNumber("notComputed", errors.NotComputedCount);
        json.WriteNumber("median", errors.Percentile(50));
        json.WriteNumber("p99", errors.Percentile(99));
        json.WriteNumber("max", errors.Max);
        json.WriteNumber("deltaMax", errors.DeltaMax);
        json.WriteString("worst", WorstOf(errors));
        json.WriteEndObject();
    }

    private void WriteContractJson(
        SpanInstrument instrument, SpanComputed? computed, string reason, Utf8JsonWriter json)
    {
        json.WriteNumber("schema", 1);
        json.WriteString("contract", instrument.Symbol);
        json.WriteString("notComputed", reason);
        json.WriteStartArray("scenarios");
        for (int s = 0; s < SpanScenarios.Count; s++)
        {
            json.WriteStartObject();
            json.WriteString("name", model.Scenarios[s].Name);
            if (instrument.LossesMicro is long[] losses)
            {
                json.WriteNumber("publishedMicro", losses[s]);
            }

            if (computed is not null)
            {
                json.WriteNumber("computed", computed.Losses[s]);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (computed?.CompositeDelta is double delta)
        {
            json.WriteNumber("compositeDelta", delta);
        }
    }

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(',', '"', '\n') < 0
            ? text
            : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    // Six decimals; what rounds to zero has no sign.
    private static string Six(double value)
    {
        string text = value.ToString("F6", CultureInfo.InvariantCulture);
        return text == "-0.000000" ? text[1..] : text;
    }
}
