using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Appliance.Bench.Report;

/// <summary>One measured figure, what it is compared with and what it was meant to reach.</summary>
/// <param name="Baseline">The same figure of what a user would pick instead, in the same unit.</param>
/// <param name="Bar">What the figure is meant to reach; null when nothing is promised.</param>
public sealed record BenchRow(string Name, string Unit, double Value, double? Baseline = null, Bar? Bar = null)
{
    /// <summary>How many times better than the baseline: above 1 is better, whichever way the unit runs.</summary>
    public double? Ratio => Baseline is not { } baseline || Value == 0 || baseline == 0
        ? null
        : IsRate ? Value / baseline : baseline / Value;

    public bool? IsMet => Bar?.IsMetBy(Value);

    private bool IsRate => Unit.EndsWith("/s", System.StringComparison.Ordinal);

    /// <summary>One line; the order of fields is fixed, numbers have at most four decimals.</summary>
    public string ToJson(string machine, string commit, ulong seed)
    {
        List<(string Key, string Value)> fields =
        [
            ("name", Quote(Name)),
            ("unit", Quote(Unit)),
            ("value", Number(Value)),
            ("baseline", Number(Baseline)),
            ("ratio", Number(Ratio)),
            ("bar", Bar is null ? "null" : Quote(Bar.ToString())),
            ("met", IsMet is null ? "null" : IsMet.Value ? "true" : "false"),
            ("machine", Quote(machine)),
            ("commit", Quote(commit)),
            ("seed", seed.ToString(CultureInfo.InvariantCulture)),
        ];
        StringBuilder line = new("{");
        foreach ((string key, string value) in fields)
        {
            line.Append(line.Length == 1 ? "" : ", ").Append(Quote(key)).Append(": ").Append(value);
        }

        return line.Append('}').ToString();
    }

    internal static string Number(double? value) =>
        value is null ? "null" : value.Value.ToString("0.####", CultureInfo.InvariantCulture);

    private static string Quote(string text) =>
        "\"" + JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping) + "\"";
}

/// <summary>A promise about a figure: at most or at least.</summary>
public sealed record Bar(double Limit, bool IsCeiling)
{
    public static Bar AtMost(double limit) => new(limit, true);

    public static Bar AtLeast(double limit) => new(limit, false);

    public bool IsMetBy(double value) => IsCeiling ? value <= Limit : value >= Limit;

    public override string ToString() => (IsCeiling ? "<= " : ">= ") + BenchRow.Number(Limit);
}
