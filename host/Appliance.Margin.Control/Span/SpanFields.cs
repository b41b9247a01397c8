using System;
using System.Diagnostics.CodeAnalysis;
using Appliance.Core;

namespace Appliance.Margin.Control.Span;

/// <summary>
/// The plain values of one element, by name, with their places. A value that is given twice is refused, because
/// readers would differ on which one counts.
/// </summary>
internal sealed class SpanFields
{
    private readonly SpanXmlCursor xml;
    private readonly string[] names;
    private readonly string?[] values;
    private readonly SpanFault[] places;
    private string element = "";
    private SpanFault start = new(0, 0, "");

    public SpanFields(SpanXmlCursor xml, params string[] names)
    {
        this.xml = xml;
        this.names = names;
        values = new string?[names.Length];
        places = new SpanFault[names.Length];
    }

    /// <summary>Starts anew with the element the cursor stands on.</summary>
    public void Begin()
    {
        element = xml.Name;
        start = xml.FaultOf("");
        Array.Clear(values);
    }

    /// <summary>Line on which the element starts.</summary>
    public int Line => start.Line;

    /// <summary>Reads the element the cursor stands on when it is one of the names; else leaves it alone.</summary>
    public bool Take()
    {
        int index = Array.IndexOf(names, xml.Name);
        if (index < 0)
        {
            return false;
        }

        SpanFault place = xml.FaultOf("");
        if (values[index] is not null)
        {
            xml.Refuse($"<{element}> has a second <{names[index]}>");
        }

        values[index] = xml.Text();
        places[index] = place;
        return true;
    }

    public bool Has(string name) => values[IndexOf(name)] is { Length: > 0 };

    public string Text(string name)
    {
        string? value = values[IndexOf(name)];
        if (value is not { Length: > 0 })
        {
            throw new SpanFormatException(start with { Text = $"<{element}> has no <{name}>" });
        }

        return value;
    }

    public string TextOr(string name, string otherwise) => Has(name) ? Text(name) : otherwise;

    /// <summary>The decimal as a whole number of 10^exponent.</summary>
    public long Number(string name, int exponent)
    {
        string text = Text(name);
        if (!DecimalText.TryParseMantissa(text, exponent, out long mantissa))
        {
            Refuse(name, $"\"{SpanXmlCursor.Shown(text)}\" is not a decimal with at most {-exponent} places");
        }

        return mantissa;
    }

    public long NumberOr(string name, int exponent, long otherwise) =>
        Has(name) ? Number(name, exponent) : otherwise;

    public long NotNegative(string name, int exponent)
    {
        long value = Number(name, exponent);
        if (value < 0)
        {
            Refuse(name, $"{Text(name)} is negative");
        }

        return value;
    }

    public long NotNegativeOr(string name, int exponent, long otherwise) =>
        Has(name) ? NotNegative(name, exponent) : otherwise;

    /// <summary>A flag of the file: 1, 0, true or false; absent is false.</summary>
    public bool Flag(string name)
    {
        switch (TextOr(name, "0"))
        {
            case "0" or "false":
                return false;
            case "1" or "true":
                return true;
            default:
                Refuse(name, $"\"{SpanXmlCursor.Shown(Text(name))}\" is neither 0 nor 1");
                return false;
        }
    }

    [DoesNotReturn]
    public void Refuse(string name, string fault) =>
        throw new SpanFormatException(places[IndexOf(name)] with { Text = $"<{element}><{name}>: {fault}" });

    private int IndexOf(string name)
    {
        int index = Array.IndexOf(names, name);
        Check.That(index >= 0);
        return index;
    }
}
