using System;
using System.Linq;
using Appliance.Sbe.Interpreting;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Tests.Interpreting;

/// <summary>What the standard asks for, one point a test, on frames written out by hand.</summary>
public sealed class InterpreterTests
{
    private const string Header = "010001000300";

    [Fact]
    public void Every_primitive_has_its_sign_and_its_null()
    {
        string[] names = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"];
        foreach (string name in names)
        {
            Assert.True(SbePrimitives.TryParse(name, out SbePrimitive primitive));
            int size = SbePrimitives.Size(primitive);
            SbeNode ones = Only($"""<type name="T" primitiveType="{name}"/>""", new string('f', 2 * size));
            string greatest = (ulong.MaxValue >> (64 - (8 * size))).ToString();
            Assert.Equal(name[0] == 'i' ? "-1" : greatest, SbeText.Of(ones.Value));
            SbeValue none = SbePrimitives.DefaultNull(primitive);
            string bytes = Convert.ToHexString(BitConverter.GetBytes(none.Bits)[..size]);
            string optional = $"""<type name="T" primitiveType="{name}" presence="optional"/>""";
            Assert.Equal(SbeNodeState.Null, Only(optional, bytes).State);
            Assert.Equal(SbeNodeState.Present, Only(optional, new string('0', 2 * size)).State);
            Assert.Equal(SbeNodeState.Present, Only($"""<type name="T" primitiveType="{name}"/>""", bytes).State);
        }
    }

    [Fact]
    public void A_null_of_its_own_replaces_the_usual_one()
    {
        const string type = """<type name="T" primitiveType="int32" presence="optional" nullValue="2147483647"/>""";
        Assert.Equal(SbeNodeState.Null, Only(type, "ffffff7f").State);
        Assert.Equal(SbeNodeState.Present, Only(type, "00000080").State);
    }

    [Fact]
    public void Any_NaN_is_a_null_float_and_keeps_its_payload()
    {
        const string type = """<type name="T" primitiveType="double" presence="optional"/>""";
        SbeNode odd = Only(type, "010000000000f87f");
        Assert.Equal(SbeNodeState.Null, odd.State);
        Assert.Equal(0x7FF8_0000_0000_0001UL, odd.Value.Bits);
        SbeNode required = Only("""<type name="T" primitiveType="float"/>""", "0100c07f");
        Assert.Equal("NaN(0x7fc00001)", SbeText.Of(required.Value));
    }

    [Fact]
    public void Texts_end_at_a_NUL_or_are_full_and_keep_their_spaces()
    {
        const string type = """<type name="T" primitiveType="char" length="4"/>""";
        Assert.Equal("A ", Only(type, "41200042").Text);
        Assert.Equal("ABCD", Only(type, "41424344").Text);
        Assert.Equal(4, Only(type, "41200042").Bytes.Length);
        const string utf8 = """<type name="T" primitiveType="char" length="4" characterEncoding="UTF-8"/>""";
        Assert.Equal("é", Only(utf8, "c3a90000").Text);
        Assert.Equal("Ã©", Only(type, "c3a90000").Text);
        Assert.Equal("\uFFFD", Only(utf8, "ff000000").Text);
    }

    [Fact]
    public void A_composite_is_null_where_its_first_member_is()
    {
        const string types = """<composite name="T"><type name="mantissa" primitiveType="int64"/>"""
            + """<type name="exponent" primitiveType="int8" presence="constant">-3</type></composite>""";
        SbeNode price = Only(types, "1a85010000000000");
        Assert.Equal("99.610", SbeText.Decimal(price.Find("mantissa")!.Value, price.Find("exponent")!.Value.Signed));
        Assert.True(price.Find("exponent")!.IsConstant);
        Assert.Equal(0, price.Find("exponent")!.Length);
        SbeNode none = Only(types, "0000000000000080", """presence="optional" """);
        Assert.Equal(SbeNodeState.Null, none.State);
        Assert.Equal(SbeNodeState.Present, Only(types, "0000000000000080").State);
    }

    [Fact]
    public void Constants_take_no_bytes_and_have_their_values()
    {
        const string types = """<enum name="E" encodingType="uint8"><validValue name="Two">2</validValue></enum>"""
            + """<type name="Text" primitiveType="char" presence="constant">GTC</type>""";
        const string fields = """<field name="a" id="1" type="E" presence="constant" valueRef="E.Two"/>"""
            + """<field name="b" id="2" type="Text"/><field name="c" id="3" type="uint8"/>""";
        SbeNode body = Decode(types, fields, "0100010001000300" + "07").Body!;
        Assert.Equal("Two", body.Find("a")!.Label);
        Assert.Equal("GTC", body.Find("b")!.Text);
        Assert.Equal(7UL, body.Find("c")!.Value.Bits);
        Assert.Equal(8, body.Find("c")!.Offset);
    }

    [Fact]
    public void Big_endian_numbers_are_read_from_the_other_end()
    {
        string text = SchemaSource.Schema(
            string.Empty, """<sbe:message name="M" id="1"><field name="f" id="1" type="uint32"/></sbe:message>""")
            .Replace("version=\"3\"", "version=\"3\" byteOrder=\"bigEndian\"", StringComparison.Ordinal);
        SbeInterpreter interpreter = new(SchemaSource.Read(text).Schema!);
        SbeDecoded decoded = interpreter.Decode(Convert.FromHexString("0004000100010003" + "01020304"));
        Assert.Equal(SbeStatus.Ok, decoded.Status);
        Assert.Equal(0x01020304UL, decoded.Body!.Find("f")!.Value.Bits);
    }

    [Fact]
    public void A_header_is_read_by_the_names_of_its_members()
    {
        const string types = """<composite name="odd"><type name="version" primitiveType="uint8"/>"""
            + """<type name="schemaId" primitiveType="uint8"/><type name="sequence" primitiveType="uint32"/>"""
            + """<type name="templateId" primitiveType="uint16"/><type name="blockLength" primitiveType="uint32"/>"""
            + "</composite>";
        string text = SchemaSource.Schema(
            types, """<sbe:message name="M" id="9"><field name="f" id="1" type="uint8"/></sbe:message>""")
            .Replace("version=\"3\"", "version=\"3\" headerType=\"odd\"", StringComparison.Ordinal);
        SbeInterpreter interpreter = new(SchemaSource.Read(text).Schema!);
        byte[] frame = Convert.FromHexString("0301" + "2a000000" + "0900" + "01000000" + "07");
        SbeDecoded decoded = interpreter.Decode(frame);
        Assert.Equal(SbeStatus.Ok, decoded.Status);
        Assert.Equal(42UL, decoded.Header!.Find("sequence")!.Value.Bits);
        Assert.Equal(7UL, decoded.Body!.Find("f")!.Value.Bits);
    }

    [Theory]
    [InlineData("uint16", "uint16", 2, "01000200")]
    [InlineData("uint16", "uint8", 2, "010002")]
    [InlineData("uint8", "uint8", 1, "0102")]
    [InlineData("uint8", "uint16", 1, "010200")]
    [InlineData("uint16", "uint32", 2, "010002000000")]
    [InlineData("uint16", "uint8", 7, "0100000000000002")]
    public void Dimensions_come_in_many_shapes(string blockLength, string count, int countAt, string dimension)
    {
        string types = $"""<composite name="odd"><type name="blockLength" primitiveType="{blockLength}"/>"""
            + $"""<type name="numInGroup" primitiveType="{count}" offset="{countAt}"/></composite>""";
        const string inside = """<group name="g" id="1" dimensionType="odd"><field name="x" id="2" type="uint8"/>"""
            + """<group name="h" id="3"><field name="y" id="4" type="uint8"/></group></group>""";
        const string nested = "01000100" + "2a";
        SbeDecoded decoded = Decode(types, inside, "0000010001000300" + dimension + "07" + nested + "08" + nested);
        Assert.Equal(SbeStatus.Ok, decoded.Status);
        Assert.Equal(["7", "8"], decoded.Body!.Find("g")!.Children.Select(e => SbeText.Of(e.Find("x")!.Value)));
        Assert.All(decoded.Body.Find("g")!.Children, e => Assert.Single(e.Find("h")!.Children));
        string empty = new('0', dimension.Length);
        decoded = Decode(types, inside, "0000010001000300" + empty + "ffff");
        Assert.Equal(SbeStatus.Ok, decoded.Status);
        Assert.Empty(decoded.Body!.Find("g")!.Children);
        Assert.Equal(8 + (dimension.Length / 2), decoded.EncodedLength);
    }

    [Fact]
    public void Groups_and_data_that_the_version_does_not_have_take_no_bytes()
    {
        const string inside = """<field name="a" id="1" type="uint8"/><group name="old" id="2">"""
            + """<field name="x" id="3" type="uint8"/>"""
            + """<data name="note" id="4" type="varData" sinceVersion="2"/></group>"""
            + """<group name="late" id="5" sinceVersion="2"><field name="y" id="6" type="uint8"/></group>"""
            + """<data name="end" id="7" type="varData" sinceVersion="3"/>""";
        SbeDecoded decoded = Decode(string.Empty, inside, "0100010001000100" + "07" + "01000200" + "0809");
        Assert.Equal(SbeStatus.Ok, decoded.Status);
        Assert.Equal(15, decoded.EncodedLength);
        Assert.Equal(2, decoded.Body!.Find("old")!.Children.Count);
        Assert.Equal(SbeNodeState.Absent, decoded.Body.Find("old")!.Children[0].Find("note")!.State);
        Assert.Equal(SbeNodeState.Absent, decoded.Body.Find("late")!.State);
        Assert.Equal(SbeNodeState.Absent, decoded.Body.Find("end")!.State);
    }

    [Fact]
    public void Where_names_the_entry_and_the_data_that_are_wrong()
    {
        const string inside = """<group name="g" id="2"><data name="note" id="4" type="varData"/></group>""";
        SbeDecoded decoded = Decode(
            string.Empty, inside, "0000010001000300" + "00000200" + "0100" + "41" + "0500" + "41");
        Assert.Equal(SbeStatus.TruncatedData, decoded.Status);
        Assert.Equal("M.g[1].note", decoded.Where);
        Assert.Equal("41", Convert.ToHexString(decoded.Body!.Find("g")!.Children[0].Find("note")!.Bytes));
    }

    [Fact]
    public void A_tree_has_a_bound_and_the_frame_is_checked_behind_it()
    {
        const string inside = """<group name="g" id="2" dimensionType="wide"><field name="a" id="1" type="uint8"/>"""
            + """<field name="b" id="3" type="uint8" sinceVersion="2"/></group>""";
        const string types = """<composite name="wide"><type name="blockLength" primitiveType="uint16"/>"""
            + """<type name="numInGroup" primitiveType="uint32"/></composite>""";
        const int entries = SbeInterpreter.NodesMax / 2;
        byte[] frame = new byte[8 + 6 + entries];
        Convert.FromHexString("0000010001000100" + "0100").CopyTo(frame, 0);
        BitConverter.GetBytes(entries).CopyTo(frame, 10);
        SbeInterpreter interpreter = new(SchemaSource.ReadClean(types, Message(inside)));
        SbeDecoded decoded = interpreter.Decode(frame);
        Assert.Equal(SbeStatus.Ok, decoded.Status);
        Assert.True(decoded.IsCut);
        Assert.Equal(frame.Length, decoded.EncodedLength);
        Assert.InRange(decoded.Body!.Children[0].Children.Sum(c => c.Children.Count + 1), 1, SbeInterpreter.NodesMax);
    }

    private static SbeNode Only(string types, string block, string attributes = "")
    {
        string field = $"""<field name="f" id="1" type="T" {attributes}/>""";
        string length = (block.Length / 2).ToString("x2", null);
        SbeDecoded decoded = Decode(types, field, length + "00" + Header + block);
        Assert.Equal(SbeStatus.Ok, decoded.Status);
        return decoded.Body!.Find("f")!;
    }

    private static SbeDecoded Decode(string types, string inside, string frame) =>
        new SbeInterpreter(SchemaSource.ReadClean(types, Message(inside))).Decode(Convert.FromHexString(frame));

    private static string Message(string inside) => $"""<sbe:message name="M" id="1">{inside}</sbe:message>""";
}
