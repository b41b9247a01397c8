using System.Collections.Generic;

namespace Appliance.Margin.Control.Span;

/// <summary>Reads delta spreads and scanning spreads, within a commodity and between commodities.</summary>
internal sealed class SpanSpreadReader(SpanXmlCursor xml)
{
    private readonly SpanFields spread = new(xml, "spread", "chargeMeth", "spreadType");
    private readonly SpanFields leg = new(xml, "cc", "tn", "pe", "rs", "i", "isTarget", "isRequired");
    private readonly SpanFields rate = new(xml, "r", "val");

    /// <summary>The rate class of the scenarios; empty until a pointDef names one.</summary>
    public string RateId { get; set; } = "";

    /// <summary>The dSpread or sSpread that the cursor stands on, with its number.</summary>
    public (long Number, SpanSpread Spread) Read()
    {
        bool isScanning = xml.Name == "sSpread";
        List<SpanLeg> legs = [];
        string unsupported = "";
        long? rateMicro = null;
        spread.Begin();
        int depth = xml.Enter();
        while (xml.NextChild(depth))
        {
            if (spread.Take())
            {
                continue;
            }

            switch (xml.Name)
            {
                case "rate":
                    ReadRate(ref rateMicro);
                    break;
                case "tLeg" or "pLeg" or "sLeg":
                    legs.Add(ReadLeg());
                    CheckLegCount(legs.Count);
                    break;
                case "pmpsRate" or "rpLeg" or "dSpread" or "sPointDef":
                    unsupported = xml.Name;
                    xml.Skip();
                    break;
                default:
                    xml.Skip();
                    break;
            }
        }

        SpanSpreadMethod method = MethodOf(isScanning, ref unsupported);
        if (spread.TextOr("spreadType", "DEFAULT") != "DEFAULT")
        {
            unsupported = "spreadType " + SpanXmlCursor.Shown(spread.Text("spreadType"));
        }

        if (legs.Count < 2 && unsupported.Length == 0)
        {
            spread.Refuse("spread", "a spread with fewer than two legs");
        }

        long number = spread.NotNegative("spread", 0);
        return (number, new SpanSpread
        {
            Id = spread.Text("spread"),
            Method = method,
            RateMicro = rateMicro ?? 0,
            Legs = legs,
            Unsupported = unsupported.Length == 0 && rateMicro is null ? "no rate" : unsupported,
        });
    }

    private SpanSpreadMethod MethodOf(bool isScanning, ref string unsupported)
    {
        if (isScanning)
        {
            return SpanSpreadMethod.Scanning;
        }

        string text = spread.Text("chargeMeth");
        if (text is not ("F" or "W"))
        {
            unsupported = "chargeMeth " + SpanXmlCursor.Shown(text);
        }

        return text == "W" ? SpanSpreadMethod.Weighted : SpanSpreadMethod.Flat;
    }

    private SpanLeg ReadLeg()
    {
        string element = xml.Name;
        long? own = null;
        leg.Begin();
        int depth = xml.Enter();
        while (xml.NextChild(depth))
        {
            if (leg.Take())
            {
                continue;
            }

            if (xml.Name == "rate")
            {
                ReadRate(ref own);
            }
            else
            {
                xml.Skip();
            }
        }

        if (leg.TextOr("rs", "A") is not ("A" or "B"))
        {
            leg.Refuse("rs", "is neither A nor B");
        }

        long ratioMicro = leg.NumberOr("i", -6, 1_000_000);
        if (ratioMicro <= 0)
        {
            leg.Refuse("i", "is not positive");
        }

        bool isPeriod = element == "pLeg";
        long tier = isPeriod ? -1 : leg.NotNegativeOr("tn", 0, 0);
        if (tier > int.MaxValue)
        {
            leg.Refuse("tn", "is too large");
        }

        return new SpanLeg
        {
            Commodity = leg.Text("cc"),
            Tier = (int)tier,
            Period = isPeriod ? leg.Text("pe") : "",
            Side = leg.TextOr("rs", "A") == "A" ? SpanSide.A : SpanSide.B,
            RatioMicro = ratioMicro,
            RateMicro = own,
        };
    }

    // The first of the right class.
    private void ReadRate(ref long? rateMicro)
    {
        rate.Begin();
        int depth = xml.Enter();
        while (xml.NextChild(depth))
        {
            if (!rate.Take())
            {
                xml.Skip();
            }
        }

        bool isRight = RateId.Length == 0 || !rate.Has("r") || rate.Text("r") == RateId;
        if (isRight && rateMicro is null)
        {
            rateMicro = rate.NotNegative("val", -6);
        }
    }

    private void CheckLegCount(int count)
    {
        if (count > xml.Limits.LegsMax)
        {
            xml.Refuse($"a spread with more than {xml.Limits.LegsMax} legs");
        }
    }
}
