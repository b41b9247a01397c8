using System;
using System.Collections.Generic;
using System.Text.Json;

namespace Appliance.Margin.Control;

/// <summary>
/// A grid from JSON, strictly: no unknown member, no wrong kind, nothing out of bounds. The first fault ends the
/// reading. Fractions are text, because a JSON number would pass through a double.
/// </summary>
internal sealed class ScenarioGridReader
{
    // Ten times the price is the largest move that means anything; look-ahead up to a year.
    private const int MoveMax = 10;
    private const int LookAheadDaysMax = 365;
    private const int ScaleMax = 10;
    private const int ParametersMax = 16;

    private static readonly string[] Directions = ["same", "up", "down"];
    private static readonly string[] Twists = ["none", "frontUp", "frontDown"];

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 4, AllowDuplicateProperties = false };

    private readonly List<GridParameter> parameters = [];

    private ScenarioGridReader()
    {
    }

    public static ScenarioGrid? Read(string json, ReadOnlySpan<GridParameter> overrides, out string fault)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, Strict);
            ScenarioGrid grid = new ScenarioGridReader().ReadGrid(new JsonPart(document.RootElement, ""), overrides);
            fault = "";
            return grid;
        }
        catch (JsonException e)
        {
            fault = e.LineNumber is long line
                ? $"line {line + 1}: is not JSON"
                : "document: a member is given twice";
        }
        catch (GridFaultException e)
        {
            fault = e.Message;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // Half of a surrogate pair, written out or escaped: the platform refuses it while it reads text.
            fault = "document: holds text that is no Unicode";
        }

        return null;
    }

    private ScenarioGrid ReadGrid(JsonPart root, ReadOnlySpan<GridParameter> overrides)
    {
        root.AllowOnly("name", "note", "parameters", "volatility", "points");
        string name = root.Text("name");
        string note = root.Text("note");
        ReadParameters(root, overrides);
        VolatilityShock shock = ReadShock(root.Object("volatility"));
        List<JsonPart> items = root.List("points", 1, RiskProfile.BucketScenarios);
        ScenarioPoint?[] byIndex = new ScenarioPoint?[RiskProfile.BucketScenarios];
        foreach (JsonPart item in items)
        {
            ScenarioPoint point = ReadPoint(item);
            if (byIndex[point.Index] is not null)
            {
                throw item.Fault("index", $"{point.Index} is taken by another point");
            }

            byIndex[point.Index] = point;
        }

        List<ScenarioPoint> points = [];
        foreach (ScenarioPoint? point in byIndex)
        {
            if (point is not null)
            {
                points.Add(point);
            }
        }

        return new ScenarioGrid(name, note, shock, [.. points]);
    }

    private void ReadParameters(JsonPart root, ReadOnlySpan<GridParameter> overrides)
    {
        if (root.Has("parameters"))
        {
            JsonPart part = root.Object("parameters");
            foreach (string name in part.MemberNames(ParametersMax))
            {
                parameters.Add(new GridParameter(name, part.Text(name)));
            }
        }

        foreach (GridParameter given in overrides)
        {
            int at = parameters.FindIndex(p => p.Name == given.Name);
            if (at < 0)
            {
                throw root.Fault("parameters", $"\"{given.Name}\" is to be replaced and is not there");
            }

            parameters[at] = given;
        }
    }

    private VolatilityShock ReadShock(JsonPart part)
    {
        part.AllowOnly("up", "down", "shortPower", "longPower", "pivotDays", "floorDays", "minimumUp");
        return new VolatilityShock
        {
            Up = Fraction(part, "up", null, 0, ScaleMax).Value,
            Down = Fraction(part, "down", null, 0, ScaleMax).Value,
            ShortPower = Fraction(part, "shortPower", null, 0, 1).Value,
            LongPower = Fraction(part, "longPower", null, 0, 1).Value,
            PivotDays = Fraction(part, "pivotDays", null, 1, 3650).Value,
            FloorDays = Fraction(part, "floorDays", null, 1, 3650).Value,
            MinimumUp = Fraction(part, "minimumUp", null, 0, ScaleMax).Value,
        };
    }

    private ScenarioPoint ReadPoint(JsonPart part)
    {
        part.AllowOnly(
            "index", "name", "move", "of", "vol", "volScale", "volBy", "twist", "cover", "coverOf", "lookAheadDays");
        bool isOutright = part.Choice("of", "range", "price") == 1;
        ScenarioPoint point = new()
        {
            Index = part.Whole("index", 0, RiskProfile.BucketScenarios - 1),
            Name = part.Text("name"),
            Move = Fraction(part, "move", null, isOutright ? -1 : -MoveMax, MoveMax),
            IsMoveOutright = isOutright,
            Volatility = (VolatilityMove)part.Choice("vol", Directions),
            VolatilityScale = Fraction(part, "volScale", Rational.One, 0, ScaleMax),
            IsVolatilityAbsolute = part.Choice("volBy", "relative", "absolute") == 1,
            Twist = (TermTwist)part.Choice("twist", Twists),
            IsCoverOfRange = part.Choice("coverOf", "loss", "range") == 1,
            Cover = Fraction(part, "cover", Rational.One, 0, MoveMax),
            LookAheadDays = Fraction(part, "lookAheadDays", Rational.Zero, 0, LookAheadDaysMax),
        };
        if (!point.IsCoverOfRange && point.Cover.CompareTo(Rational.One) > 0)
        {
            throw part.Fault("cover", "is above 1");
        }

        if (point.Twist != TermTwist.None && point.Volatility != VolatilityMove.Same)
        {
            throw part.Fault("twist", "a twist and a move of all volatilities exclude each other");
        }

        bool isMoved = point.Move.Sign != 0 || point.Volatility != VolatilityMove.Same
            || point.Twist != TermTwist.None || point.LookAheadDays.Sign != 0;
        return point.Index != 0 || !isMoved
            ? point
            : throw part.Fault("index", "0 is the market as it is and may not move");
    }

    // A fraction, or $name for a parameter, -$name for its opposite.
    private Rational Fraction(JsonPart part, string member, Rational? otherwise, int min, int max)
    {
        if (otherwise is Rational absent && !part.Has(member))
        {
            return absent;
        }

        string text = part.Text(member);
        bool isOpposite = text.StartsWith("-$", StringComparison.Ordinal);
        string source = text;
        if (isOpposite || text.StartsWith('$'))
        {
            string name = text[(isOpposite ? 2 : 1)..];
            int at = parameters.FindIndex(p => p.Name == name);
            source = at >= 0 ? parameters[at].Text : throw part.Fault(member, $"there is no parameter \"{name}\"");
        }

        if (!Rational.TryParse(source, out Rational value))
        {
            throw part.Fault(member, $"\"{source}\" is no fraction such as \"1/3\" or \"0.25\"");
        }

        value = isOpposite ? value.Negated : value;
        bool isInside = value.CompareTo(new Rational(min, 1)) >= 0 && value.CompareTo(new Rational(max, 1)) <= 0;
        return isInside ? value : throw part.Fault(member, $"\"{source}\" is not in {min}..{max}");
    }
}
