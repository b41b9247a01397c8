using System.IO;
using System.Linq;
using System.Text.Json;
using Appliance.Margin.Control.Span;

namespace Appliance.Span.Tests;

/// <summary>Worked examples of others, exactly: tests/vectors/span_facts.json and span_rules.json.</summary>
public sealed class PublishedRuleTests
{
    private static JsonElement Rules { get; } = Load("span_rules.json");

    [Fact]
    public void Scan_risk_of_future_and_call()
    {
        JsonElement facts = Load("span_facts.json");
        SpanModel model = Models.Of(
            [Models.Commodity("SP")],
            [],
            Models.Future("future", 0, "202612", Losses(facts.GetProperty("future")[0])),
            Models.Future("call", 0, "202612", Losses(facts.GetProperty("call")[0])));
        Assert.Equal(5, facts.GetProperty("cases").GetArrayLength());
        foreach (JsonElement item in facts.GetProperty("cases").EnumerateArray())
        {
            SpanMarginReport report = Models.Margin(
                model,
                ("future", item.GetProperty("future").GetInt64()),
                ("call", item.GetProperty("call").GetInt64()));
            Assert.Equal(item.GetProperty("expected").GetInt64(), Models.Requirement(report));
        }
    }

    [Fact]
    public void Intra_commodity_spreads_charge_on_top_of_the_difference_of_the_outrights()
    {
        JsonElement intra = Rules.GetProperty("intra");
        SpanSpread[] spreads = [.. intra.GetProperty("charge").EnumerateObject().Select(charge =>
        {
            string[] legs = charge.Name.Split('-');
            return Models.Spread(
                SpanSpreadMethod.Flat,
                charge.Value.GetInt64() * Models.One,
                Models.PeriodLeg("CC", legs[0], SpanSide.A),
                Models.PeriodLeg("CC", legs[1], SpanSide.B));
        })];
        SpanModel model = Models.Of(
            [Models.Commodity("CC", spreads)],
            [],
            [.. intra.GetProperty("outright").EnumerateObject()
                .Select(m => Models.Outright(m.Name, 0, m.Name, m.Value.GetInt64()))]);
        Assert.Equal(3, intra.GetProperty("cases").GetArrayLength());
        foreach (JsonElement item in intra.GetProperty("cases").EnumerateArray())
        {
            string bought = item.GetProperty("long").GetString()!;
            string sold = item.GetProperty("short").GetString()!;
            long expected = item.GetProperty("expected").GetInt64();
            Assert.Equal(expected, Models.Requirement(Models.Margin(model, (bought, 1), (sold, -1))));

            // Legs are long and short either way round.
            Assert.Equal(expected, Models.Requirement(Models.Margin(model, (bought, -1), (sold, 1))));
            Assert.Equal(7 * expected, Models.Requirement(Models.Margin(model, (bought, 7), (sold, -7))));
        }
    }

    [Fact]
    public void Inter_commodity_spreads_credit_a_share_of_each_outright()
    {
        JsonElement inter = Rules.GetProperty("inter");
        JsonElement corn = inter.GetProperty("corn");
        JsonElement soy = inter.GetProperty("soy");
        SpanModel model = Models.Of(
            [Models.Commodity("C"), Models.Commodity("S")],
            [
                Models.Spread(
                    SpanSpreadMethod.Weighted,
                    inter.GetProperty("creditPercent").GetInt64() * Models.One / 100,
                    Models.Leg("C", SpanSide.A, corn.GetProperty("lots").GetInt64()),
                    Models.Leg("S", SpanSide.B, soy.GetProperty("lots").GetInt64())),
            ],
            Models.Outright("corn", 0, "202612", corn.GetProperty("rate").GetInt64()),
            Models.Outright("soy", 1, "202612", soy.GetProperty("rate").GetInt64()));
        foreach (int side in new[] { 1, -1 })
        {
            SpanMarginReport report = Models.Margin(
                model,
                ("corn", side * corn.GetProperty("lots").GetInt64()),
                ("soy", -side * soy.GetProperty("lots").GetInt64()));
            Assert.Equal(
                inter.GetProperty("outright").GetInt64() * Models.One, report.Commodities.Sum(m => m.ScanRiskMicro));
            Assert.Equal(
                inter.GetProperty("credit").GetInt64() * Models.One, report.Commodities.Sum(m => m.InterCreditMicro));
            Assert.Equal(inter.GetProperty("expected").GetInt64(), Models.Requirement(report));
        }

        // On the same side nothing is offset.
        Assert.Equal(6000, Models.Requirement(Models.Margin(model, ("corn", 2), ("soy", 1))));
    }

    [Fact]
    public void Scanning_spreads_count_a_share_of_the_gain_by_scenario()
    {
        JsonElement scanning = Rules.GetProperty("scanning");
        long[] bonds = Array(scanning.GetProperty("longTwo30Year"));
        long[] notes = Array(scanning.GetProperty("shortThree10Year"));
        long share = scanning.GetProperty("gainPercent").GetInt64() * Models.One / 100;
        long[] together = SpanMargin.ScanTogether(
            [[.. bonds.Select(b => b * Models.One)], [.. notes.Select(n => n * Models.One)]], [share, share]);
        Assert.Equal(
            Array(scanning.GetProperty("togetherTenths")).Select(t => t * Models.One / 10), together);

        SpanModel model = Models.Of(
            [Models.Commodity("30Y"), Models.Commodity("10Y")],
            [
                Models.Spread(
                    SpanSpreadMethod.Scanning, share, Models.Leg("30Y", SpanSide.A), Models.Leg("10Y", SpanSide.A)),
            ],
            Models.Future("bond", 0, "202612", [.. bonds.Select(b => b / 2)]),
            Models.Future("note", 1, "202612", [.. notes.Select(n => n / -3)]));
        SpanMarginReport report = Models.Margin(model, ("bond", 2), ("note", -3));
        Assert.Equal([6200 * Models.One, 4800 * Models.One], report.Commodities.Select(m => m.ScanRiskMicro));
        Assert.Equal(scanning.GetProperty("expected").GetInt64(), Models.Requirement(report));
    }

    [Fact]
    public void Net_option_value_of_a_short_option_is_added_to_its_risk()
    {
        JsonElement call = Rules.GetProperty("nse").GetProperty("shortCall");
        JsonElement future = Rules.GetProperty("nse").GetProperty("future");
        long lots = call.GetProperty("lots").GetInt64();
        SpanInstrument option = Models.Outright("call", 0, "20250814", call.GetProperty("risk").GetInt64()) with
        {
            Kind = SpanFamilyKind.OptionOnPhysical,
            IsCall = true,
            IsPremiumPaid = true,
            ValueMicro = call.GetProperty("netOptionValue").GetInt64() / lots * Models.One,
        };
        SpanModel model = Models.Of(
            [Models.Commodity("NIFTY")],
            [],
            option,
            Models.Outright("future", 0, "20250828", future.GetProperty("expected").GetInt64()));
        SpanCommodityMargin shortCall = Assert.Single(Models.Margin(model, ("call", lots)).Commodities);
        Assert.Equal(call.GetProperty("risk").GetInt64() * Models.One, shortCall.RequirementMicro);
        Assert.Equal(call.GetProperty("netOptionValue").GetInt64() * Models.One, shortCall.NetOptionValueMicro);
        Assert.Equal(call.GetProperty("expected").GetInt64() * Models.One, shortCall.InitialMicro);

        // The other way round the value covers some of the risk, and never more than all of it.
        SpanCommodityMargin longCall = Assert.Single(Models.Margin(model, ("call", -lots)).Commodities);
        Assert.Equal((113226 - 28447) * Models.One, longCall.InitialMicro);
        Assert.Equal(
            future.GetProperty("expected").GetInt64(), Models.Requirement(Models.Margin(model, ("future", 1))));
    }

    // Facts have profits, arrays losses.
    private static long[] Losses(JsonElement profits) => [.. Array(profits).Select(p => -p)];

    private static long[] Array(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetInt64())];

    private static JsonElement Load(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(TestFiles.Vector(name)));
        return document.RootElement.Clone();
    }
}
