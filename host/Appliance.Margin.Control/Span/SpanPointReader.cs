using System.Collections.Generic;

namespace Appliance.Margin.Control.Span;

/// <summary>Reads a pointDef: the scenarios of the arrays and the price points of the composite delta.</summary>
internal sealed class SpanPointReader(SpanXmlCursor xml)
{
    private const long One = 1_000_000;

    // Far above any file: sixteen scenarios and seven delta points.
    private const int PointsMax = 64;

    private readonly SpanFields point = new(xml, "point", "weight", "pairedPoint");
    private readonly SpanFields move = new(xml, "mult", "numerator", "denominator");

    public List<SpanScanPoint> ScanPoints { get; } = [];

    public List<SpanDeltaPoint> DeltaPoints { get; } = [];

    /// <summary>The rate class that the points are for.</summary>
    public string RateId { get; private set; } = "";

    public void Read()
    {
        int depth = xml.Enter();
        while (xml.NextChild(depth))
        {
            switch (xml.Name)
            {
                case "r":
                    RateId = xml.Text();
                    break;
                case "scanPointDef":
                    ReadScanPoint();
                    break;
                case "deltaPointDef":
                    ReadDeltaPoint();
                    break;
                default:
                    xml.Skip();
                    break;
            }
        }

        if (ScanPoints.Count != SpanScenarios.Count)
        {
            xml.Refuse($"a pointDef with {ScanPoints.Count} scenarios; arrays of {SpanScenarios.Count} are understood");
        }
    }

    private void ReadScanPoint()
    {
        (long numerator, long denominator, long volatility) = ReadPoint();
        int number = (int)point.Number("point", 0);
        int paired = (int)point.Number("pairedPoint", 0);
        if (number != ScanPoints.Count + 1)
        {
            point.Refuse("point", $"{number} where {ScanPoints.Count + 1} belongs");
        }

        if (paired is < 1 or > SpanScenarios.Count)
        {
            point.Refuse("pairedPoint", $"{paired} is not in 1..{SpanScenarios.Count}");
        }

        ScanPoints.Add(new SpanScanPoint(
            number, numerator, denominator, volatility, point.NotNegative("weight", -6), paired));
    }

    private void ReadDeltaPoint()
    {
        (long numerator, long denominator, long volatility) = ReadPoint();
        if (volatility != 0)
        {
            xml.Refuse("a deltaPointDef that moves volatility");
        }

        if (DeltaPoints.Count >= PointsMax)
        {
            xml.Refuse($"more than {PointsMax} delta points");
        }

        DeltaPoints.Add(new SpanDeltaPoint(numerator, denominator, point.NotNegative("weight", -6)));
    }

    private (long Numerator, long Denominator, long Volatility) ReadPoint()
    {
        (long, long) price = (0, One);
        long volatility = 0;
        point.Begin();
        int depth = xml.Enter();
        while (xml.NextChild(depth))
        {
            if (point.Take())
            {
                continue;
            }

            switch (xml.Name)
            {
                case "priceScanDef":
                    price = ReadMove();
                    break;
                case "volScanDef":
                    ReadMove();
                    volatility = move.Number("mult", -6);
                    break;
                default:
                    xml.Skip();
                    break;
            }
        }

        return (price.Item1, price.Item2, volatility);
    }

    // 1/3 is written 0.333333 as well; the fraction is exact.
    private (long Numerator, long Denominator) ReadMove()
    {
        move.Begin();
        int depth = xml.Enter();
        while (xml.NextChild(depth))
        {
            if (!move.Take())
            {
                xml.Skip();
            }
        }

        if (!move.Has("numerator") || !move.Has("denominator"))
        {
            return (move.Number("mult", -6), One);
        }

        long denominator = move.Number("denominator", -6);
        if (denominator <= 0)
        {
            move.Refuse("denominator", "is not positive");
        }

        return (move.Number("numerator", -6), denominator);
    }
}
