using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace Appliance.Margin.Control.Tests;

/// <summary>One account of tests/vectors/derive_facts.json and what its source says is left of it.</summary>
internal sealed record DeriveCase(string Id, StandardBook Book, double Maintenance, double Initial);

internal static class DeriveFacts
{
    private const double SecondsPerYear = 365.0 * 86_400;
    private static readonly JsonElement Root = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(Golden.Root, "tests", "vectors", "derive_facts.json"))).RootElement;

    internal static StandardRule Rule { get; } = ReadRule(Root.GetProperty("rule"));

    internal static IReadOnlyList<DeriveCase> Cases { get; } =
        [.. Root.GetProperty("cases").EnumerateArray().Select(ReadCase)];

    private static double Number(this JsonElement e, string name) => e.GetProperty(name).GetDouble();

    private static StandardRule ReadRule(JsonElement p)
    {
        // The source has one factor for each of perpetuals, options and collateral; here they are all the same.
        Assert.True(p.Number("oc_perp") == p.Number("oc_option") && p.Number("oc_option") == p.Number("oc_base"));
        Assert.Equal(1.0, p.Number("base_im_scale"));
        return new StandardRule
        {
            PerpInitial = p.Number("perp_im"),
            PerpMaintenance = p.Number("perp_mm"),
            SpotMax = p.Number("max_spot"),
            SpotMin = p.Number("min_spot"),
            CallMaintenance = p.Number("mm_call"),
            PutMaintenance = p.Number("mm_put"),
            PutMarkMaintenance = p.Number("mm_put_mtm"),
            PutInitialOverMaintenance = p.Number("mm_offset"),
            UnpairedInitial = p.Number("unpaired_im"),
            UnpairedMaintenance = p.Number("unpaired_mm"),
            CollateralCredit = p.Number("base_factor"),
            Oracle = new OracleRule(p.Number("oc_option"), p.Number("oc_factor")),
            Peg = new PegRule(p.Number("depeg_threshold"), p.Number("depeg_factor")),
        };
    }

    private static DeriveCase ReadCase(JsonElement c)
    {
        StandardMarket[] markets = [.. c.GetProperty("markets").EnumerateArray().Select(ReadMarket)];
        StandardBook book = new(c.Number("cash"), c.Number("stable"), markets);
        return new DeriveCase(c.GetProperty("id").GetString()!, book, c.Number("mm"), c.Number("im"));
    }

    private static StandardMarket ReadMarket(JsonElement m) => new()
    {
        Spot = m.Number("spot"),
        SpotConfidence = m.Number("spot_conf"),
        PerpConfidence = m.Number("perp_conf"),
        Perp = m.Number("perp"),
        PerpPrice = m.Number("perp_price"),
        PerpProfit = m.Number("perp_pnl"),
        Collateral = m.Number("base"),
        Expiries =
        [
            .. m.GetProperty("options").EnumerateArray().GroupBy(o => o.Number("sec")).Select(
                expiry => new StandardExpiry(expiry.First().Number("fwd"), [.. expiry.Select(ReadOption)])),
        ],
    };

    private static StandardOption ReadOption(JsonElement o)
    {
        OptionKind kind = o.GetProperty("call").GetInt32() == 1 ? OptionKind.Call : OptionKind.Put;
        OptionTerms terms = new(kind, o.Number("K"), o.Number("sec") / SecondsPerYear);
        double mark = OptionPricer.Black76(terms, o.Number("fwd"), o.Number("vol"), 0).Price;
        double confidence = double.Min(o.Number("vol_conf"), o.Number("fwd_conf"));
        return new StandardOption(kind, o.Number("K"), o.Number("amt"), mark, confidence);
    }
}
