using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using Appliance.Sbe.Interpreting;
using Appliance.Sbe.Model;
using Appliance.Sbe.Tool.Views;
using Xunit.Abstractions;

namespace Appliance.Sbe.Tests.Interpreting;

/// <summary>Fields as the standard prints them, and the defaults of its primitives.</summary>
public sealed class PublishedFieldTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_printed_field_decodes_to_its_value()
    {
        if (Root() is not { } root)
        {
            return;
        }

        JsonElement[] fields = [.. root.GetProperty("fields").EnumerateArray()];
        Assert.Equal(26, fields.Length);
        foreach (JsonElement field in fields)
        {
            string type = field.GetProperty("type").GetString()!;
            SbeNode node = Decode(type, Bytes(type, field.GetProperty("hex").GetString()!));
            JsonElement found = JsonDocument.Parse(JsonView.Body(node)).RootElement;
            AssertSame(type, field.GetProperty("value"), found);
        }
    }

    [Fact]
    public void The_nulls_of_the_primitives_are_those_of_the_standard()
    {
        if (Root() is not { } root)
        {
            return;
        }

        foreach (JsonProperty one in root.GetProperty("defaults").EnumerateObject())
        {
            Assert.True(SbePrimitives.TryParse(one.Name, out SbePrimitive primitive));
            SbeValue none = SbePrimitives.DefaultNull(primitive);
            JsonElement expected = one.Value.GetProperty("null");
            string found = primitive == SbePrimitive.Char ? none.Bits.ToString(null, null) : SbeText.Of(none);
            Assert.True(
                expected.ValueKind == JsonValueKind.Null ? SbeText.IsNaN(none) : expected.GetRawText() == found,
                $"{one.Name}: {found}");
        }
    }

    private JsonElement? Root() =>
        SharedFolder.Find(output, "sbe", "vectors", "fix_spec_fields.json") is { } file
            ? JsonDocument.Parse(File.ReadAllText(file)).RootElement
            : null;

    // Buy is printed as 01; the digit that the type is declared with is 31.
    private static byte[] Bytes(string type, string hex) =>
        type == "enum char Buy" ? [0x31] : Convert.FromHexString(hex);

    private static SbeNode Decode(string type, byte[] bytes)
    {
        bool isData = PublishedFields.IsData(type);
        string inside = isData ? """<data name="f" id="1" type="f"/>""" : """<field name="f" id="1" type="f"/>""";
        SbeSchema schema = SchemaSource.ReadClean(
            PublishedFields.Types[type], $"""<sbe:message name="M" id="1">{inside}</sbe:message>""");
        byte[] header = [isData ? (byte)0 : (byte)bytes.Length, 0, 1, 0, 1, 0, 3, 0];
        SbeDecoded decoded = new SbeInterpreter(schema).Decode([.. header, .. bytes]);
        Assert.Equal(SbeStatus.Ok, decoded.Status);
        Assert.Equal(header.Length + bytes.Length, decoded.EncodedLength);
        return decoded.Body!.Find("f")!;
    }

    private static void AssertSame(string type, JsonElement expected, JsonElement found)
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.True or JsonValueKind.False:
                Assert.Equal(expected.ToString(), found.GetString());
                break;
            case JsonValueKind.Number when type == "float":
                float printed = float.Parse(expected.GetRawText(), CultureInfo.InvariantCulture);
                Assert.Equal(printed, (float)found.GetDouble());
                break;
            case JsonValueKind.Array:
                // The standard names a choice with a space, which no schema can.
                Assert.Equal(
                    expected.EnumerateArray().Select(v => v.GetString()!.Replace(' ', '_')),
                    found.EnumerateArray().Select(v => v.GetString()));
                break;
            default:
                Assert.Empty(JsonCompare.Differences(expected, found, type));
                break;
        }
    }
}
