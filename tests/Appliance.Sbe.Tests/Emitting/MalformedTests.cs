using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace Appliance.Sbe.Tests.Emitting;

/// <summary>Bytes that lie: each has its status, in fast and in safe codecs, and nothing is thrown.</summary>
public sealed class MalformedTests(ITestOutputHelper output)
{
    private const string Zeros11 = "0000000000000000000000";
    private const string Wide =
        """<composite name="wide"><type name="blockLength" primitiveType="uint16"/>"""
        + """<type name="numInGroup" primitiveType="uint32"/></composite>"""
        + """<composite name="longData"><type name="length" primitiveType="uint32"/>"""
        + """<type name="varData" primitiveType="uint8" length="0"/></composite>""";

    private static readonly Dictionary<string, (Codecs Fast, Codecs Safe)> Loaded = [];

    [Theory]
    [InlineData("", "NeedMoreHeader")]
    [InlineData("2d000100010000", "NeedMoreHeader")]
    [InlineData("2d00010001000000", "TruncatedBlock")]
    [InlineData("0000010001000000", "BlockTooShort")]
    [InlineData("ffff010001000000", "TruncatedBlock")]
    [InlineData("2d00ff7f01000000", "UnknownTemplate")]
    [InlineData("2d0001006300000000", "UnknownSchema")]
    [InlineData("2d00010001000000 *45 0000", "TruncatedGroup")]
    [InlineData("2d00010001000000 *45 ffffffff", "TruncatedGroup")]
    [InlineData("2d00010001000000 *45 06000100 *6", "TruncatedData")]
    [InlineData("2d00010001000000 *45 06000100 *6 05000000 *4", "TruncatedData")]
    [InlineData("2d00010001000000 *45 06000100 *6 00ffffff *4", "TruncatedData")]
    [InlineData("2d00010001000000 *45 06000000 01000100 00 0600", "TruncatedGroup")]
    [InlineData("2d00010001000000 *45 06000000 01000100 00 05000100 *6", "BlockTooShort")]
    [InlineData("2d00010001000000 *45 06000000 01000000 *12", "Ok")]
    [InlineData("2d00010001000000 *45 06000000 01000000 *12 *7", "Ok")]
    [InlineData("2e00010001000900 *46 06000000 01000000 *12", "Ok")]
    [InlineData("2d00010001000900 *45 06000000 01000000 *12", "Ok")]
    public void A_vehicle_that_lies_is_refused(string pattern, string status) =>
        Check("vehicle-v0.xml", "Vehicle", pattern, status);

    [Theory]
    [InlineData("2d00010001000000 *45 06000000 01000000 *12", "Ok")]
    [InlineData("2d00010001000100 *45 06000000 01000000 *12", "BlockTooShort")]
    [InlineData("3d00010001000100 *61 06000000 01000000 *12", "BlockTooShort")]
    [InlineData("3e00010001000100 *62 06000000 01000000 *12", "Ok")]
    [InlineData("ff00010001000700 *255 06000000 01000000 *12", "Ok")]
    public void The_version_of_the_sender_says_how_long_a_block_must_be(string pattern, string status) =>
        Check("vehicle-v1.xml", "Vehicle", pattern, status);

    [Theory]
    [InlineData("0b002e0001000d00 " + Zeros11 + " 2000ff *32", "TruncatedGroup")]
    [InlineData("0b002e0001000d00 " + Zeros11 + " 0000ff 1800000000000000", "BlockTooShort")]
    [InlineData("0b002e0001000d00 " + Zeros11 + " 000000 1800000000000000", "Ok")]
    [InlineData("0b002e0001000d00 " + Zeros11 + " 1f0001 *31 1800000000000000", "Ok")]
    [InlineData("0b002e0001000d00 " + Zeros11 + " 1e0001 *30 1800000000000000", "BlockTooShort")]
    [InlineData("0b002e0001000900 " + Zeros11 + " 1b0001 *27 1800000000000000", "Ok")]
    [InlineData("0b002e0001000900 " + Zeros11 + " 1a0001 *26 1800000000000000", "BlockTooShort")]
    public void A_book_that_lies_is_refused(string pattern, string status) =>
        Check("book.xml", "Book", pattern, status);

    [Theory]
    [InlineData("0100ffffffff", "TruncatedGroup")]
    [InlineData("fffffffffeff", "TruncatedGroup")]
    [InlineData("0000ffffffff", "GroupTooLarge")]
    [InlineData("000000040000 0000ffffffff", "TruncatedGroup")]
    [InlineData("000001040000 000000000000", "GroupTooLarge")]
    [InlineData("000000040000 0000ffff0000", "TruncatedGroup")]
    [InlineData("000000000000 000001000000 00000000 000000000000", "Ok")]
    [InlineData("000000000000 000000000000 000000000000", "Ok")]
    [InlineData("000000000000 000000000000 000001000000 000000050000", "GroupTooLarge")]
    [InlineData("000000000000 000000000000 000002000000 000001000000 000000000000", "Ok")]
    [InlineData("000000000000 000000000000 000000000000 01", "Ok")]
    public void Entries_without_fixed_fields_cannot_make_work_for_nothing(string groups, string status)
    {
        const string Inside = """
            <group name="nothing" id="1" dimensionType="wide"/>
            <group name="words" id="2" dimensionType="wide"><data name="word" id="3" type="longData"/></group>
            <group name="outer" id="4" dimensionType="wide"><group name="inner" id="5" dimensionType="wide"/></group>
            """;
        Check(Inline("empty", Wide, Inside), "M", "0000010001000300 " + groups, status);
    }

    [Fact]
    public void The_public_list_of_hostile_frames_holds_with_the_public_schema()
    {
        if (SharedFolder.Find(output, "sbe", "vectors", "malformed.json") is not { } path)
        {
            return;
        }

        string schema = SharedFolder.Find(output, "sbe", "schemas", "real-logic-samples", "example-schema.xml")!;
        int checkedCases = 0;
        JsonArray cases = JsonNode.Parse(File.ReadAllText(path))!["cases"]!.AsArray();
        foreach (JsonNode? test in cases.Where(c => c!["hex"] is not null))
        {
            string status = ((string)test!["policy"]!).Split(' ')[0];
            Check(schema, "Car", (string)test["hex"]!, status);
            checkedCases++;
        }

        Assert.Equal(7, checkedCases);
    }

    [Fact]
    public void What_was_not_wrapped_is_empty_and_harmless()
    {
        const string Source = """
            #pragma warning disable CS1591 // Nobody reads this.
            using Sbe.Runtime; using Vehicle.V0;
            public static class Unwrapped
            {
                public static string Look()
                {
                    VehicleDecoder d = default;
                    SbeStatus first = d.TryGetConsumption(out var group, out var rest);
                    SbeStatus second = rest.TryGetTrials(out var trials, out _);
                    int count = group.Count + trials.Count;
                    foreach (var entry in group) { count++; }
                    foreach (var entry in default(VehicleDecoder.SprintsGroup)) { count++; }
                    return first + " " + second + " " + count;
                }
            }
            """;
        var assembly = CodecAssembly.Load(Emitted.Files(Emitted.ReadFile(Golden("vehicle-v0.xml"))), Source);
        object? seen = assembly.GetType("Unwrapped")!.GetMethod("Look")!.Invoke(null, null);
        Assert.Equal("TruncatedGroup TruncatedGroup 0", seen);
    }

    private static string Golden(string file) => Path.Combine(SharedFolder.Root, "tests", "vectors", "sbe", file);

    private static string Inline(string name, string types, string inside)
    {
        string key = "inline:" + name;
        lock (Loaded)
        {
            if (!Loaded.ContainsKey(key))
            {
                var schema = SchemaSource.ReadClean(types, $"""<sbe:message name="M" id="1">{inside}</sbe:message>""");
                Loaded.Add(key, (new Codecs(schema), new Codecs(schema, isSafe: true)));
            }
        }

        return key;
    }

    // Hex, with *N for N zero bytes.
    private static byte[] Bytes(string pattern) =>
    [
        .. pattern.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(part => part[0] == '*'
            ? new byte[int.Parse(part[1..], CultureInfo.InvariantCulture)]
            : Convert.FromHexString(part)),
    ];

    private static void Check(string schema, string message, string pattern, string status)
    {
        (Codecs fast, Codecs safe) = Load(schema);
        byte[] frame = Bytes(pattern);
        foreach (Codecs codecs in new[] { fast, safe })
        {
            string print = codecs.Printer(message)(frame);
            Assert.Equal(status, print.StartsWith('{') ? "Ok" : print);
            Assert.Equal(status, codecs.Validate(frame));
        }
    }

    private static (Codecs Fast, Codecs Safe) Load(string schema)
    {
        lock (Loaded)
        {
            if (!Loaded.TryGetValue(schema, out (Codecs, Codecs) codecs))
            {
                var read = Emitted.ReadFile(Path.IsPathRooted(schema) ? schema : Golden(schema));
                codecs = (new Codecs(read), new Codecs(read, isSafe: true));
                Loaded.Add(schema, codecs);
            }

            return codecs;
        }
    }
}
