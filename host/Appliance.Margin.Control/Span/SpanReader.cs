using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Xml;
using Appliance.Core;

namespace Appliance.Margin.Control.Span;

/// <summary>
/// Reads a PC-SPAN XML 4.00 file, plain or gzip, in one pass. The file is untrusted: no document type, no entities of
/// its own, nothing outside it is opened, and bytes, depth, elements, texts and counts are bounded. The first thing
/// that is not as it should be ends the reading with one fault and its place; nothing the bytes hold can make it throw.
/// </summary>
public sealed class SpanReader
{
    private readonly SpanXmlCursor xml;
    private readonly SpanFields head;
    private readonly SpanFields time;
    private readonly SpanFields house;
    private readonly SpanContractReader contracts;
    private readonly SpanFamilyReader families;
    private readonly SpanSpreadReader spreads;
    private readonly SpanCommodityReader commodityReader;
    private readonly List<SpanCommodityDefinition> commodities = [];
    private readonly List<(long Number, SpanSpread Spread)> superSpreads = [];
    private readonly List<(long Number, SpanSpread Spread)> interSpreads = [];
    private readonly List<string> notes = [];
    private SpanPointReader? points;
    private bool hasHouse;

    private SpanReader(SpanXmlCursor xml)
    {
        this.xml = xml;
        head = new SpanFields(xml, "fileFormat", "created");
        time = new SpanFields(xml, "date", "isSetl", "setlQualifier");
        house = new SpanFields(xml, "ec", "isContractScale", "lookAheadYears", "lookAheadDays", "daysPerYear");
        contracts = new SpanContractReader(xml);
        families = new SpanFamilyReader(xml, contracts);
        spreads = new SpanSpreadReader(xml);
        commodityReader = new SpanCommodityReader(xml, spreads);
    }

    /// <summary>Reads from the stream's position to its end; the stream must be seekable and stays open.</summary>
    public static SpanReading Read(Stream stream, SpanLimits limits)
    {
        Check.That(stream.CanSeek);
        try
        {
            if (stream.Length > limits.BytesMax)
            {
                return Refused($"the file holds more than {limits.BytesMax} bytes");
            }

            using GZipStream? unpacked =
                IsGzip(stream) ? new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true) : null;
            using BoundedStream bounded = new((Stream?)unpacked ?? stream, limits);
            using SpanXmlCursor cursor = new(bounded, limits);
            return ReadFrom(cursor, bounded);
        }
        catch (XmlException e)
        {
            // The first bytes are looked at before there is a reader to ask.
            return new SpanReading(null, new SpanFault(e.LineNumber, e.LinePosition, SentenceOf(e)));
        }
        catch (SpanFormatException e)
        {
            return new SpanReading(null, e.Fault);
        }
        catch (InvalidDataException)
        {
            return Refused("the gzip stream is damaged");
        }
    }

    private static SpanReading ReadFrom(SpanXmlCursor cursor, BoundedStream bounded)
    {
        try
        {
            return new SpanReading(new SpanReader(cursor).ReadFile(), null);
        }
        catch (XmlException e)
        {
            // The platform names no place when it meets a document type.
            SpanFault place = e.LineNumber > 0
                ? new SpanFault(e.LineNumber, e.LinePosition, "")
                : bounded.DocumentType;
            return new SpanReading(null, place with { Text = SentenceOf(e) });
        }
        catch (SpanFormatException e)
        {
            // A fault of the bytes below has no place of its own.
            return new SpanReading(null, e.Fault.Line > 0 ? e.Fault : cursor.FaultOf(e.Fault.Text));
        }
        catch (InvalidDataException)
        {
            return new SpanReading(null, cursor.FaultOf("the gzip stream is damaged"));
        }
    }

    private SpanFile ReadFile()
    {
        xml.Root("spanFile");
        head.Begin();
        int depth = xml.Enter();
        while (xml.NextChild(depth))
        {
            if (head.Take())
            {
                continue;
            }

            if (xml.Name == "pointInTime")
            {
                ReadTime();
            }
            else
            {
                xml.Skip();
            }
        }

        if (!hasHouse)
        {
            xml.Refuse("the file holds no clearingOrg");
        }

        SpanFile file = Build();
        xml.End();
        return file;
    }

    private void ReadTime()
    {
        time.Begin();
        int depth = xml.Enter();
        while (xml.NextChild(depth))
        {
            if (time.Take())
            {
                continue;
            }

            if (xml.Name == "clearingOrg")
            {
                if (hasHouse)
                {
                    xml.Refuse("a second clearingOrg: cut the file into one for each");
                }

                hasHouse = true;
                ReadHouse();
            }
            else
            {
                xml.Skip();
            }
        }
    }

    private void ReadHouse()
    {
        house.Begin();
        int depth = xml.Enter();
        while (xml.NextChild(depth))
        {
            if (house.Take())
            {
                continue;
            }

            switch (xml.Name)
            {
                case "pointDef":
                    ReadPoints();
                    break;
                case "exchange":
                    families.ReadExchange();
                    break;
                case "ccDef":
                    commodities.Add(commodityReader.Read());
                    CheckCount(commodities.Count, xml.Limits.CommoditiesMax, "combined commodities");
                    break;
                case "superSpreads":
                    ReadSpreads(superSpreads);
                    break;
                case "interSpreads":
                    ReadSpreads(interSpreads);
                    break;
                case "interClearSpreads" or "superInterClearSpreads":
                    notes.Add($"{xml.Name}: credits against other clearing organizations are not given");
                    CheckCount(notes.Count, xml.Limits.TiersMax, "notes");
                    xml.Skip();
                    break;
                default:
                    xml.Skip();
                    break;
            }
        }
    }

    private void ReadPoints()
    {
        if (points is not null)
        {
            notes.Add("pointDef: only the first rate class is used");
            CheckCount(notes.Count, xml.Limits.TiersMax, "notes");
            xml.Skip();
            return;
        }

        points = new SpanPointReader(xml);
        points.Read();
        contracts.RateId = points.RateId;
        spreads.RateId = points.RateId;
    }

    private void ReadSpreads(List<(long Number, SpanSpread Spread)> list)
    {
        int depth = xml.Enter();
        while (xml.NextChild(depth))
        {
            if (xml.Name is "dSpread" or "sSpread")
            {
                list.Add(spreads.Read());
                CheckCount(list.Count, xml.Limits.SpreadsMax, "spreads between commodities");
            }
            else
            {
                xml.Skip();
            }
        }
    }

    private SpanFile Build()
    {
        foreach (KeyValuePair<string, int> kind in families.LeftOut)
        {
            notes.Add($"{kind.Key}: {kind.Value} product families of this kind are left out");
        }

        if (contracts.LeftOutCount > 0)
        {
            notes.Add($"{contracts.LeftOutCount} scan ranges and arrays of other rate classes are left out");
        }

        return new SpanFile
        {
            FileFormat = head.TextOr("fileFormat", ""),
            Created = head.TextOr("created", ""),
            BusinessDate = time.TextOr("date", ""),
            ClearingOrganization = house.Text("ec"),
            IsContractScale = house.Flag("isContractScale"),
            LookAheadYearsNano = LookAhead(),
            ScanPoints = points?.ScanPoints ?? [],
            DeltaPoints = points?.DeltaPoints ?? [],
            Exchanges = families.Exchanges,
            Families = families.Families,
            Commodities = commodities,
            InterSpreads =
            [
                .. SpanCommodityReader.InOrder(superSpreads), .. SpanCommodityReader.InOrder(interSpreads),
            ],
            Notes = notes,
        };
    }

    private long LookAhead()
    {
        if (house.Has("lookAheadYears"))
        {
            return house.NotNegative("lookAheadYears", -9);
        }

        long days = house.NotNegativeOr("lookAheadDays", 0, 0);
        long daysPerYear = house.NotNegativeOr("daysPerYear", 0, 365);
        if (days > 366 || daysPerYear is < 1 or > 366)
        {
            house.Refuse("lookAheadDays", "look-ahead days and days per year are not in 0..366 and 1..366");
        }

        return FixedPoint.CeilDiv(days * 1_000_000_000, daysPerYear);
    }

    private void CheckCount(int count, int max, string what)
    {
        if (count > max)
        {
            xml.Refuse($"more than {max} {what}");
        }
    }

    private static bool IsGzip(Stream stream)
    {
        long start = stream.Position;
        bool isGzip = stream.ReadByte() == 0x1F && stream.ReadByte() == 0x8B;
        stream.Position = start;
        return isGzip;
    }

    private static SpanReading Refused(string fault) => new(null, new SpanFault(0, 0, fault));

    // The platform repeats the place at the end of its sentence.
    private static string SentenceOf(XmlException e)
    {
        int place = e.Message.IndexOf(" Line ", System.StringComparison.Ordinal);
        string sentence = place < 0 ? e.Message : e.Message[..place];
        return "not XML as it should be: " + SpanXmlCursor.Shown(sentence, 200);
    }
}
