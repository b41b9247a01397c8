using System.Collections.Generic;

namespace Appliance.Margin.Control.Span;

/// <summary>
/// Reads contracts: physicals, futures, and option series with their options. Where an element holds several scan
/// ranges or arrays, one a rate class, the class of the file's scenarios counts and the others are left out.
/// </summary>
internal sealed class SpanContractReader(SpanXmlCursor xml)
{
    private readonly SpanFields single = new(xml, "cId", "pe", "p", "cvf", "val", "sc", "setlDate", "t");
    private readonly SpanFields series = new(xml, "pe", "setlDate", "t", "cvf", "sc");
    private readonly SpanFields option = new(xml, "cId", "o", "k", "p", "v", "cvf", "sc", "val");
    private readonly SpanFields link = new(xml, "exch", "pfId", "cId");
    private readonly SpanFields rate = new(xml, "val");
    private readonly SpanFields scan = new(xml, "r", "priceScan", "volScan", "volScanPct");
    private readonly long[] losses = new long[SpanScenarios.Count];
    private int contractCount;

    /// <summary>The rate class of the scenarios; empty until a pointDef names one.</summary>
    public string RateId { get; set; } = "";

    /// <summary>Scan ranges and arrays of other rate classes that were left out.</summary>
    public long LeftOutCount { get; private set; }

    /// <summary>A phy or fut element.</summary>
    public SpanContract ReadSingle(long familyFactorNano)
    {
        Part part = new();
        single.Begin();
        int depth = xml.Enter();
        while (xml.NextChild(depth))
        {
            if (!single.Take())
            {
                ReadPart(ref part);
            }
        }

        CountContract();
        return new SpanContract
        {
            Id = single.Text("cId"),
            Period = single.Text("pe"),
            SettlementDate = single.TextOr("setlDate", ""),
            PriceNano = single.NumberOr("p", -9, 0),
            ContractFactorNano = Factor(single, familyFactorNano),
            ValueMicro = single.Has("val") ? single.Number("val", -6) : null,
            ScaleMicro = single.Has("sc") ? single.NotNegative("sc", -6) : null,
            YearsNano = single.NotNegativeOr("t", -9, 0),
            UnderlyingKey = part.UnderlyingKey ?? "",
            PriceScanMicro = part.PriceScanMicro,
            VolatilityScanNano = part.VolatilityScanNano,
            IsVolatilityScanRelative = part.IsVolatilityScanRelative,
            LossesMicro = part.LossesMicro,
            CompositeDeltaMicro = part.CompositeDeltaMicro,
            Line = single.Line,
        };
    }

    /// <summary>A series element: adds its options.</summary>
    public void ReadSeries(long familyFactorNano, List<SpanContract> options)
    {
        Part part = new();
        series.Begin();
        int first = options.Count;
        int depth = xml.Enter();
        while (xml.NextChild(depth))
        {
            if (series.Take())
            {
                continue;
            }

            if (xml.Name == "opt")
            {
                options.Add(ReadOption());
            }
            else
            {
                ReadPart(ref part);
            }
        }

        string period = series.Text("pe");
        long factorNano = Factor(series, familyFactorNano);
        for (int i = first; i < options.Count; i++)
        {
            SpanContract own = options[i];
            options[i] = own with
            {
                Period = period,
                SettlementDate = series.TextOr("setlDate", ""),
                ContractFactorNano = own.ContractFactorNano > 0 ? own.ContractFactorNano : factorNano,
                ScaleMicro = own.ScaleMicro ?? (series.Has("sc") ? series.NotNegative("sc", -6) : null),
                YearsNano = series.NotNegativeOr("t", -9, 0),
                RateNano = part.RateNano,
                DividendNano = part.DividendNano,
                UnderlyingKey = part.UnderlyingKey ?? "",
                PriceScanMicro = part.PriceScanMicro,
                VolatilityScanNano = part.VolatilityScanNano,
                IsVolatilityScanRelative = part.IsVolatilityScanRelative,
            };
        }
    }

    private SpanContract ReadOption()
    {
        Part part = new();
        option.Begin();
        int depth = xml.Enter();
        while (xml.NextChild(depth))
        {
            if (!option.Take())
            {
                ReadPart(ref part);
            }
        }

        if (option.Text("o") is not ("C" or "P"))
        {
            option.Refuse("o", "is neither C nor P");
        }

        CountContract();
        return new SpanContract
        {
            Id = option.Text("cId"),
            Period = "",
            IsCall = option.Text("o") == "C",
            StrikeNano = option.NotNegative("k", -9),
            PriceNano = option.NotNegative("p", -9),
            ContractFactorNano = option.NotNegativeOr("cvf", -9, 0),
            ValueMicro = option.Has("val") ? option.NotNegative("val", -6) : null,
            ScaleMicro = option.Has("sc") ? option.NotNegative("sc", -6) : null,
            VolatilityNano = option.NotNegativeOr("v", -9, 0),
            LossesMicro = part.LossesMicro,
            CompositeDeltaMicro = part.CompositeDeltaMicro,
            Line = option.Line,
        };
    }

    // What a contract and a series have in common beside plain values.
    private void ReadPart(ref Part part)
    {
        switch (xml.Name)
        {
            case "undC":
                string key = ReadUnderlying();
                if (part.UnderlyingKey is not null)
                {
                    xml.Refuse("a contract on several underlyings");
                }

                part.UnderlyingKey = key;
                break;
            case "intrRate":
                part.RateNano = ReadRate();
                break;
            case "divRate":
                part.DividendNano = ReadRate();
                break;
            case "scanRate":
                ReadScan(ref part);
                break;
            case "ra":
                ReadArray(ref part);
                break;
            default:
                xml.Skip();
                break;
        }
    }

    private string ReadUnderlying()
    {
        ReadPlain(link);
        return $"{link.Text("exch")}/{link.Text("pfId")}/{link.Text("cId")}";
    }

    private long ReadRate()
    {
        ReadPlain(rate);
        return rate.Number("val", -9);
    }

    private void ReadScan(ref Part part)
    {
        ReadPlain(scan);
        if (!IsCounted(scan.TextOr("r", ""), ref part.HasScan))
        {
            return;
        }

        part.PriceScanMicro = scan.Has("priceScan") ? scan.NotNegative("priceScan", -6) : null;
        part.IsVolatilityScanRelative = scan.Has("volScanPct");
        part.VolatilityScanNano = scan.NotNegativeOr(part.IsVolatilityScanRelative ? "volScanPct" : "volScan", -9, 0);
    }

    private void ReadArray(ref Part part)
    {
        string rateId = "";
        long? delta = null;
        int count = 0;
        int depth = xml.Enter();
        while (xml.NextChild(depth))
        {
            switch (xml.Name)
            {
                case "r":
                    rateId = xml.Text();
                    break;
                case "a" when count == losses.Length:
                    xml.Refuse($"a risk array has more than {losses.Length} values");
                    break;
                case "a":
                    losses[count++] = ReadMicro();
                    break;
                case "d":
                    delta = ReadMicro();
                    break;
                default:
                    xml.Skip();
                    break;
            }
        }

        if (count != losses.Length || delta is null)
        {
            xml.Refuse($"a risk array has {count} values and {(delta is null ? "no" : "a")} delta; "
                + $"{losses.Length} and a delta belong there");
        }

        if (IsCounted(rateId, ref part.HasArray))
        {
            part.LossesMicro = [.. losses];
            part.CompositeDeltaMicro = delta.Value;
        }
    }

    private long ReadMicro()
    {
        SpanFault place = xml.FaultOf("");
        string name = xml.Name;
        string text = xml.Text();
        if (!DecimalText.TryParseMantissa(text, -6, out long micro))
        {
            string shown = SpanXmlCursor.Shown(text);
            throw new SpanFormatException(
                place with { Text = $"<{name}>: \"{shown}\" is not a decimal with at most 6 places" });
        }

        return micro;
    }

    // The first of the right class, or the first of all when the file does not name a class.
    private bool IsCounted(string rateId, ref bool isTaken)
    {
        bool isRight = !isTaken && (RateId.Length == 0 || rateId.Length == 0 || rateId == RateId);
        isTaken |= isRight;
        LeftOutCount += isRight ? 0 : 1;
        return isRight;
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

    // 0 means that the level above says it.
    private static long Factor(SpanFields fields, long aboveNano)
    {
        long own = fields.NotNegativeOr("cvf", -9, 0);
        return own > 0 ? own : aboveNano;
    }

    private void CountContract()
    {
        contractCount++;
        if (contractCount > xml.Limits.ContractsMax)
        {
            xml.Refuse($"more than {xml.Limits.ContractsMax} contracts");
        }
    }

    private struct Part
    {
        public string? UnderlyingKey;
        public long RateNano;
        public long DividendNano;
        public bool HasScan;
        public long? PriceScanMicro;
        public long VolatilityScanNano;
        public bool IsVolatilityScanRelative;
        public bool HasArray;
        public long[]? LossesMicro;
        public long CompositeDeltaMicro;
    }
}
