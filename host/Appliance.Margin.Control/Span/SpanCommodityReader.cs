using System.Collections.Generic;

namespace Appliance.Margin.Control.Span;

/// <summary>Reads combined commodities: families, tiers, spreads, short option minimums.</summary>
internal sealed class SpanCommodityReader(SpanXmlCursor xml, SpanSpreadReader spreads)
{
    private const long One = 1_000_000;

    // The method that is computed, for each choice a definition has; absent means the same.
    private static readonly (string Field, string Usual)[] Methods =
    [
        ("procMeth", "NORMAL"), ("wfprMeth", "NORMAL"), ("spotMeth", "NORMAL"), ("cmbMeth", "NONE"),
        ("marginMeth", "SPAN"),
    ];

    private readonly SpanFields commodity = new(
        xml, "cc", "name", "currency", "somMeth", "procMeth", "wfprMeth", "spotMeth", "cmbMeth", "marginMeth");

    private readonly SpanFields link = new(xml, "exch", "pfId", "sc");
    private readonly SpanFields adjustment = new(xml, "val");
    private readonly SpanFields tier = new(xml, "tn", "sPe", "ePe");
    private readonly SpanFields rate = new(xml, "r", "val");
    private readonly SpanFields spot = new(xml, "r", "pe", "sprd", "outr");
    private readonly List<string> unsupported = [];

    public SpanCommodityDefinition Read()
    {
        Parts parts = new();
        unsupported.Clear();
        commodity.Begin();
        int depth = xml.Enter();
        while (xml.NextChild(depth))
        {
            if (!commodity.Take())
            {
                ReadPart(parts);
                CheckCount(parts.Families.Count, xml.Limits.FamiliesMax, "families");
                CheckCount(parts.IntraSpreads.Count, xml.Limits.SpreadsMax, "spreads");
                CheckCount(
                    parts.Adjustments.Count + parts.SpotRates.Count + unsupported.Count, xml.Limits.TiersMax, "rates");
            }
        }

        if (parts.ScanTiers.Count > 1)
        {
            unsupported.Add("several scanTiers");
        }

        return new SpanCommodityDefinition
        {
            Code = commodity.Text("cc"),
            Name = commodity.TextOr("name", ""),
            Currency = commodity.Text("currency"),
            MinimumMethod = MinimumMethod(),
            Families = parts.Families,
            AdjustmentsMicro = parts.Adjustments,
            IntraTiers = parts.IntraTiers,
            InterTiers = parts.InterTiers,
            MinimumTiers = parts.MinimumTiers,
            IntraSpreads = InOrder(parts.IntraSpreads),
            SpotRates = parts.SpotRates,
            Unsupported = Unsupported(parts.IntraSpreads),
            Line = commodity.Line,
        };
    }

    private void ReadPart(Parts parts)
    {
        switch (xml.Name)
        {
            case "pfLink":
                parts.Families.Add(ReadLink());
                break;
            case "adjRate":
                parts.Adjustments.Add(ReadAdjustment());
                break;
            case "intraTiers":
                ReadTiers(parts.IntraTiers);
                break;
            case "interTiers":
                ReadTiers(parts.InterTiers);
                break;
            case "somTiers":
                ReadTiers(parts.MinimumTiers);
                break;
            case "scanTiers":
                ReadTiers(parts.ScanTiers);
                break;
            case "dSpread":
                parts.IntraSpreads.Add(spreads.Read());
                break;
            case "spotRate":
                ReadSpot(parts.SpotRates);
                break;
            case "pointDef" or "liqRate" or "basisRates" or "cdsRate" or "concAdjRate" or "hvarSetId":
                unsupported.Add(xml.Name);
                xml.Skip();
                break;
            default:
                xml.Skip();
                break;
        }
    }

    /// <summary>By number; spreads of the same number keep the order of the file.</summary>
    public static IReadOnlyList<SpanSpread> InOrder(List<(long Number, SpanSpread Spread)> numbered)
    {
        // Insertion sort: it is stable, and files are in order already.
        for (int i = 1; i < numbered.Count; i++)
        {
            (long Number, SpanSpread Spread) moving = numbered[i];
            int at = i;
            for (; at > 0 && numbered[at - 1].Number > moving.Number; at--)
            {
                numbered[at] = numbered[at - 1];
            }

            numbered[at] = moving;
        }

        return numbered.ConvertAll(n => n.Spread);
    }

    private SpanMinimumMethod MinimumMethod()
    {
        string text = commodity.TextOr("somMeth", "GROSS");
        if (text is not ("GROSS" or "MAX"))
        {
            unsupported.Add("somMeth " + SpanXmlCursor.Shown(text));
        }

        return text == "MAX" ? SpanMinimumMethod.Max : SpanMinimumMethod.Gross;
    }

    private string Unsupported(List<(long Number, SpanSpread Spread)> intraSpreads)
    {
        foreach ((string field, string usual) in Methods)
        {
            string text = commodity.TextOr(field, usual);
            if (text != usual)
            {
                unsupported.Add($"{field} {SpanXmlCursor.Shown(text)}");
            }
        }

        foreach ((_, SpanSpread spread) in intraSpreads)
        {
            if (spread.Unsupported.Length > 0 || spread.Method != SpanSpreadMethod.Flat)
            {
                string reason = spread.Unsupported.Length > 0 ? spread.Unsupported : "a method other than F";
                unsupported.Add($"intra-commodity spread {spread.Id} ({reason})");
            }
        }

        return string.Join(", ", unsupported);
    }

    private SpanFamilyLink ReadLink()
    {
        ReadPlain(link);
        return new SpanFamilyLink(link.Text("exch"), link.Text("pfId"), link.NotNegativeOr("sc", -6, One));
    }

    private long ReadAdjustment()
    {
        ReadPlain(adjustment);
        return adjustment.NotNegative("val", -6);
    }

    private void ReadSpot(List<SpanSpotRate> rates)
    {
        ReadPlain(spot);
        if (spreads.RateId.Length == 0 || !spot.Has("r") || spot.Text("r") == spreads.RateId)
        {
            rates.Add(new SpanSpotRate(
                spot.Text("pe"), spot.NotNegativeOr("sprd", -6, 0), spot.NotNegativeOr("outr", -6, 0)));
        }
    }

    private void ReadTiers(List<SpanTier> tiers)
    {
        int depth = xml.Enter();
        while (xml.NextChild(depth))
        {
            if (xml.Name != "tier")
            {
                xml.Skip();
                continue;
            }

            CheckCount(tiers.Count + 1, xml.Limits.TiersMax, "tiers");
            tiers.Add(ReadTier());
        }
    }

    private SpanTier ReadTier()
    {
        long? rateMicro = null;
        tier.Begin();
        int depth = xml.Enter();
        while (xml.NextChild(depth))
        {
            if (tier.Take())
            {
                continue;
            }

            if (xml.Name != "rate")
            {
                xml.Skip();
                continue;
            }

            ReadPlain(rate);
            bool isRight = spreads.RateId.Length == 0 || !rate.Has("r") || rate.Text("r") == spreads.RateId;
            rateMicro ??= isRight ? rate.NotNegative("val", -6) : null;
        }

        long number = tier.NotNegative("tn", 0);
        if (number > int.MaxValue)
        {
            tier.Refuse("tn", "is too large");
        }

        return new SpanTier((int)number, tier.TextOr("sPe", ""), tier.TextOr("ePe", ""), rateMicro ?? 0);
    }

    private void ReadPlain(SpanFields fields)
    {
        fields.Begin();
        int depth = xml.Enter();
        while (xml.NextChild(depth))
        {
            if (!fields.Take())
            {
                xml.Skip();
            }
        }
    }

    private void CheckCount(int count, int max, string what)
    {
        if (count > max)
        {
            xml.Refuse($"a combined commodity with more than {max} {what}");
        }
    }

    private sealed class Parts
    {
        public List<SpanFamilyLink> Families { get; } = [];

        public List<long> Adjustments { get; } = [];

        public List<SpanTier> IntraTiers { get; } = [];

        public List<SpanTier> InterTiers { get; } = [];

        public List<SpanTier> MinimumTiers { get; } = [];

        public List<SpanTier> ScanTiers { get; } = [];

        public List<(long Number, SpanSpread Spread)> IntraSpreads { get; } = [];

        public List<SpanSpotRate> SpotRates { get; } = [];
    }
}
