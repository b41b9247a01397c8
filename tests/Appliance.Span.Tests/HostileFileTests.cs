using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using Appliance.Core;
using Appliance.Margin.Control.Span;

namespace Appliance.Span.Tests;

/// <summary>Files that are not what they should be end in one fault with its place, never in an exception.</summary>
public sealed class HostileFileTests
{
    private static readonly string Small = File.ReadAllText(TestFiles.SmallPath);

    [Fact]
    public void A_document_type_is_refused()
    {
        AssertRefused("<?xml version='1.0'?>\n<!DOCTYPE spanFile>\n<spanFile/>", "DTD is prohibited", line: 2);
    }

    [Fact]
    public void Entities_are_never_expanded_and_nothing_outside_is_opened()
    {
        StringBuilder bomb = new("<!DOCTYPE spanFile [<!ENTITY a0 \"ha\">\n");
        for (int i = 1; i < 30; i++)
        {
            bomb.Append(null, $"<!ENTITY a{i} \"&a{i - 1};&a{i - 1};\">\n");
        }

        AssertRefused(bomb.Append("]><spanFile><created>&a29;</created></spanFile>").ToString(), "DTD", line: 1);
        AssertRefused(
            "<!DOCTYPE spanFile [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><spanFile>&x;</spanFile>",
            "DTD",
            line: 1);
        AssertRefused("<spanFile><created>&x;</created></spanFile>", "undeclared entity", line: 1);
    }

    [Fact]
    public void Deep_nesting_is_refused_where_it_passes_the_limit()
    {
        const int Depth = 100_000;
        StringBuilder text = new("<spanFile>\n");
        text.Insert(text.Length, "<x>", Depth).Insert(text.Length, "</x>", Depth).Append("</spanFile>");
        AssertRefused(text.ToString(), "nested deeper than 32", line: 2);
        AssertRefused(
            $"<spanFile><pointInTime>{string.Concat(Enumerable.Repeat("<clearingOrg><exchange>", 40))}", "", line: 1);
    }

    [Theory]
    [InlineData("the file holds more than 5000 bytes", 5000, 64 << 10, 1 << 20, 256)]
    [InlineData("longer than 300 bytes", 1 << 20, 300, 1 << 20, 256)]
    [InlineData("more than 100 elements", 1 << 20, 64 << 10, 100, 256)]
    [InlineData("more than 10 characters", 1 << 20, 64 << 10, 1 << 20, 10)]
    public void Too_much_of_anything_is_refused(string fault, int bytes, int run, int elements, int chars)
    {
        SpanLimits limits = new() { BytesMax = bytes, RunBytesMax = run, ElementsMax = elements, TextCharsMax = chars };
        string text = run == 300 ? Small.Replace("<created>", $"<created{new string(' ', 400)}>", Ordinal) : Small;
        SpanReading reading = Hostile.Read(text, limits);
        Assert.Null(reading.File);
        Assert.Contains(fault, reading.Fault!.Text, Ordinal);
        Assert.NotNull(Hostile.Read(Small, limits with
        {
            BytesMax = 1 << 20,
            RunBytesMax = 64 << 10,
            ElementsMax = 1 << 20,
            TextCharsMax = 256,
        }).File);
    }

    [Fact]
    public void Too_many_contracts_families_spreads_and_tiers_are_refused()
    {
        SpanLimits limits = new();
        AssertFault(Hostile.Read(Small, limits with { ContractsMax = 28 }), "more than 28 contracts");
        AssertFault(Hostile.Read(Small, limits with { FamiliesMax = 7 }), "more than 7 product families");
        AssertFault(Hostile.Read(Small, limits with { CommoditiesMax = 2 }), "more than 2 combined commodities");
        AssertFault(Hostile.Read(Small, limits with { SpreadsMax = 2 }), "more than 2 spreads");
        AssertFault(Hostile.Read(Small, limits with { TiersMax = 2 }), "more than 2 tiers");
        AssertFault(Hostile.Read(Small, limits with { LegsMax = 1 }), "more than 1 legs");
        SpanLimits enough = limits with { ContractsMax = 29, FamiliesMax = 8, CommoditiesMax = 3 };
        Assert.NotNull(Hostile.Read(Small, enough).File);
    }

    [Fact]
    public void A_long_name_or_attribute_does_not_reach_memory()
    {
        AssertRefused("<spanFile " + new string('a', 1 << 20) + "='1'/>", "longer than 65536 bytes", line: 1);
        AssertRefused("<" + new string('a', 1 << 20), "longer than", line: 1);
        AssertRefused("<spanFile>\n<x a='" + new string('b', 1 << 20) + "'/></spanFile>", "longer than", line: 2);
        AssertRefused("<spanFile>\n<!--" + new string('c', 1 << 20) + "--></spanFile>", "longer than", line: 2);
    }

    [Fact]
    public void A_gzip_bomb_is_stopped_by_what_it_unpacks_to()
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write("<spanFile>"u8);
            byte[] chunk = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("<x></x>", 10_000)));
            for (int i = 0; i < 300; i++)
            {
                gzip.Write(chunk);
            }
        }

        Assert.True(packed.Length < 100_000);
        SpanReading reading = Hostile.Read(packed.ToArray(), new SpanLimits { BytesMax = 1 << 20 });
        AssertFault(reading, "more than 1048576 bytes");
    }

    [Fact]
    public void A_damaged_gzip_stream_is_refused()
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(Small));
        }

        byte[] bytes = packed.ToArray();
        Assert.NotNull(Hostile.Read(bytes).File);
        for (int cut = 2; cut < bytes.Length - 8; cut += 97)
        {
            Assert.NotNull(Hostile.Read(bytes[..cut]).Fault);
        }

        Prng random = TestFiles.Generator("gzip");
        for (int i = 0; i < 200; i++)
        {
            byte[] damaged = [.. bytes];
            int at = 10 + (int)(random.NextUInt64() % (ulong)(bytes.Length - 10));
            damaged[at] ^= (byte)(1 + (random.NextUInt64() % 255));
            SpanReading reading = Hostile.Read(damaged);
            Assert.True(reading.File is null != reading.Fault is null, TestFiles.Repeat($"gzip {i}"));
        }
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Small.TrimEnd());
        Assert.NotNull(Hostile.Read(bytes).File);
        for (int cut = 0; cut < bytes.Length; cut += cut % 1000 == 0 ? 1 : 333)
        {
            SpanReading reading = Hostile.Read(bytes[..cut]);
            Assert.Null(reading.File);
            Assert.NotEqual("", reading.Fault!.Text);
        }
    }

    [Fact]
    public void Damage_anywhere_is_refused_or_read_but_never_thrown()
    {
        Prng random = TestFiles.Generator("damage");
        byte[] bytes = Encoding.UTF8.GetBytes(Small);
        int refused = 0;
        for (int i = 0; i < 2000; i++)
        {
            byte[] damaged = [.. bytes];
            int count = 1 + (int)(random.NextUInt64() % 3);
            for (int k = 0; k < count; k++)
            {
                damaged[random.NextUInt64() % (ulong)damaged.Length] = (byte)(random.NextUInt64() & 0xFF);
            }

            SpanReading reading = Hostile.Read(damaged);
            Assert.True(reading.File is null != reading.Fault is null, TestFiles.Repeat($"damage {i}"));
            refused += reading.File is null ? 1 : 0;
            if (reading.File is not null)
            {
                // What is read can be imported: to a model or to a list of faults.
                SpanImported imported = SpanImport.Build(reading.File, isComputing: true);
                Assert.True(imported.Model is null == imported.Faults.Count > 0, TestFiles.Repeat($"damage {i}"));
            }
        }

        Assert.InRange(refused, 500, 1999);
    }

    [Theory]
    [InlineData("<a>300.000000</a>", "<a>3OO</a>", "<a>: \"3OO\" is not a decimal")]
    [InlineData("<a>300.000000</a>", "<a>NaN</a>", "\"NaN\" is not a decimal")]
    [InlineData("<a>300.000000</a>", "<a>1e9</a>", "\"1e9\" is not a decimal")]
    [InlineData("<a>300.000000</a>", "<a>0.1234567</a>", "with at most 6 places")]
    [InlineData("<a>300.000000</a>", "<a></a>", "\"\" is not a decimal")]
    [InlineData("<a>300.000000</a>", "", "a risk array has 15 values")]
    [InlineData("<a>300.000000</a>", "<a>1</a><a>1</a>", "more than 16 values")]
    [InlineData("<a>300.000000</a>", "<a><b/></a>", "<a> holds an element where text belongs")]
    [InlineData("<p>50.25</p>", "<p>99999999999999999999</p>", "<fut><p>: \"99999999999999999999\" is not a decimal")]
    [InlineData("<cId>101</cId>", "<cId>101</cId><cId>102</cId>", "<fut> has a second <cId>")]
    [InlineData("<cId>101</cId>", "", "<fut> has no <cId>")]
    [InlineData("<o>C</o>", "<o>X</o>", "<opt><o>: is neither C nor P")]
    [InlineData("<k>45.00</k>", "<k>-45.00</k>", "<opt><k>: -45.00 is negative")]
    [InlineData("<rs>A</rs>", "<rs>Z</rs>", "<tLeg><rs>: is neither A nor B")]
    [InlineData("<i>2.5</i>", "<i>0</i>", "<tLeg><i>: is not positive")]
    [InlineData("<pairedPoint>2</pairedPoint>", "<pairedPoint>17</pairedPoint>", "17 is not in 1..16")]
    [InlineData("<denominator>3</denominator>", "<denominator>0</denominator>", "is not positive")]
    [InlineData("<point>2</point>", "<point>5</point>", "5 where 2 belongs")]
    [InlineData("<isContractScale>0", "<isContractScale>maybe", "neither 0 nor 1")]
    [InlineData("<exch>EX</exch><name>", "<name>", "before the exchange's name")]
    [InlineData("<tn>1</tn>", "<tn>99999999999</tn>", "is too large")]
    [InlineData("</interSpreads>", "</interSpreads>loose text", "text stands where elements belong")]
    [InlineData("</clearingOrg>", "</clearingOrg><clearingOrg></clearingOrg>", "a second clearingOrg")]
    [InlineData("<ec>DEMO</ec>", "", "<clearingOrg> has no <ec>")]
    [InlineData("<spanFile>", "<notSpan>", "the root is <notSpan>")]
    [InlineData("</spanFile>", "</spanFile><more/>", "multiple root elements")]
    [InlineData("<ec>DEMO</ec>", "<ec>DE\u0001MO</ec>", "invalid character")]
    public void Wrong_values_are_refused_with_their_place(string found, string replaced, string fault)
    {
        int at = Small.IndexOf(found, Ordinal);
        Assert.True(at >= 0, found);
        SpanReading reading = Hostile.Read(Small[..at] + replaced + Small[(at + found.Length)..]);
        AssertFault(reading, fault);
        Assert.True(reading.Fault!.Line > 0 && reading.Fault.Column > 0, reading.Fault.ToString());
        Assert.Matches("^line [0-9]+, column [0-9]+: ", reading.Fault.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("not XML at all")]
    [InlineData("\u001f\u008b")]
    [InlineData("<?xml version='1.0' encoding='no-such'?><spanFile/>")]
    [InlineData("<?xml version='1.0' encoding='utf-16'?><spanFile/>")]
    [InlineData("<spanFile/>")]
    [InlineData("<spanFile></spanFile>")]
    [InlineData("<spanFile><pointInTime/></spanFile>")]
    [InlineData("<spanFile><pointInTime><clearingOrg/></pointInTime></spanFile>")]
    public void What_is_no_file_of_this_kind_is_refused(string text) => AssertFault(Hostile.Read(text), "");

    [Fact]
    public void A_message_holds_no_control_characters_of_the_file()
    {
        string odd = "<p>1&#x9;2\r3\u009B4" + new string('5', 99) + "</p>";
        SpanReading reading = Hostile.Read(Small.Replace("<p>50.25</p>", odd, Ordinal));
        Assert.DoesNotContain(reading.Fault!.ToString(), char.IsControl);
        Assert.InRange(reading.Fault.Text.Length, 1, 200);
    }

    private const StringComparison Ordinal = StringComparison.Ordinal;

    private static void AssertRefused(string text, string fault, int line)
    {
        SpanReading reading = Hostile.Read(text);
        AssertFault(reading, fault);
        Assert.Equal(line, reading.Fault!.Line);
    }

    private static void AssertFault(SpanReading reading, string fault)
    {
        Assert.Null(reading.File);
        Assert.Contains(fault, reading.Fault!.Text, StringComparison.OrdinalIgnoreCase);
    }
}
