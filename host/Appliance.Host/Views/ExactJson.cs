using System.Collections.Generic;
using System.Numerics;
using System.Text.Json;
using Appliance.Sim.Oracle;

namespace Appliance.Host.Views;

/// <summary>Integers in JSON that no reader can round: beyond 2^53 they are strings of digits.</summary>
internal static class ExactJson
{
    private static readonly BigInteger Largest = BigInteger.One << 53;

    public static void Exact(this Utf8JsonWriter json, string name, BigInteger value)
    {
        json.WritePropertyName(name);
        json.Exact(value);
    }

    public static void Exact(this Utf8JsonWriter json, BigInteger value)
    {
        if (BigInteger.Abs(value) <= Largest)
        {
            json.WriteNumberValue((long)value);
        }
        else
        {
            json.WriteStringValue(MicroText.Whole(value));
        }
    }

    public static void Exact(this Utf8JsonWriter json, string name, IReadOnlyList<OracleSegment> table)
    {
        json.WriteStartArray(name);
        foreach (OracleSegment segment in table)
        {
            json.WriteStartObject();
            json.Exact("slopeQ32", segment.Slope);
            json.Exact("offsetMicro", segment.Offset);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void Exact(this Utf8JsonWriter json, string name, IReadOnlyList<BigInteger> values)
    {
        json.WriteStartArray(name);
        foreach (BigInteger value in values)
        {
            json.Exact(value);
        }

        json.WriteEndArray();
    }
}
