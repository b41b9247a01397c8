using System;
using System.Linq;
using System.Text;
using Appliance.Sbe.Model;
using Appliance.Sbe.Reading;

namespace Appliance.Sbe.Tests.Emitting;

/// <summary>Shapes that real schemas have and few samples show: each encoded by hand here, byte by byte.</summary>
public sealed class ShapeTests
{
    private const string Ns = "xmlns:sbe=\"http://fixprotocol.io/2016/sbe\"";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_header_of_twelve_bytes_counts_groups_and_data(bool isSafe)
    {
        const string Header = """
            <composite name="messageHeader"><type name="blockLength" primitiveType="uint16"/>
            <type name="templateId" primitiveType="uint16"/><type name="schemaId" primitiveType="uint16"/>
            <type name="version" primitiveType="uint16"/><type name="numGroups" primitiveType="uint16"/>
            <type name="numVarDataFields" primitiveType="uint16"/></composite>
            <composite name="groupSizeEncoding"><type name="blockLength" primitiveType="uint16"/>
            <type name="numInGroup" primitiveType="uint16"/><type name="numGroups" primitiveType="uint16"/>
            <type name="numVarDataFields" primitiveType="uint16"/></composite>
            <composite name="varData"><type name="length" primitiveType="uint8"/>
            <type name="data" primitiveType="char" length="0"/></composite>
            """;
        const string Message = """
            <sbe:message name="M" id="5"><field name="a" id="1" type="uint16"/>
            <group name="g" id="2"><field name="b" id="3" type="uint8"/>
            <group name="h" id="4"/><data name="x" id="5" type="varData"/></group>
            <data name="y" id="6" type="varData"/></sbe:message>
            """;
        Codecs codecs = Read(Header, Message, string.Empty, isSafe);
        string frame = "02000500070003000100010034120100010001000100AA0000000000000000024142" + "0143";
        AssertRoundTrip(codecs, "M", frame, """{"a":4660,"g":[{"b":170,"h":[],"x":"AB"}],"y":"C"}""");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_big_endian_header_may_start_with_a_frame_length(bool isSafe)
    {
        const string Header = """
            <composite name="messageHeader"><type name="frameLength" primitiveType="uint16"/>
            <type name="blockLength" primitiveType="uint16"/><type name="templateId" primitiveType="uint8"/>
            <type name="schemaId" primitiveType="uint8"/><type name="version" primitiveType="uint16"/></composite>
            <composite name="groupSizeEncoding"><type name="blockLength" primitiveType="uint8"/>
            <type name="numInGroup" primitiveType="uint8"/></composite>
            <composite name="maybe" ><type name="year" primitiveType="uint16" presence="optional"/>
            <type name="day" primitiveType="int8"/></composite>
            <type name="four" primitiveType="int16" length="4"/><type name="signed" primitiveType="int8" length="3"/>
            <set name="bits" encodingType="uint32"><choice name="low">0</choice><choice name="high">31</choice></set>
            """;
        const string Message = """
            <sbe:message name="M" id="5"><field name="a" id="1" type="int64"/><field name="d" id="2" type="double"/>
            <field name="c" id="3" type="maybe"/><field name="f" id="4" type="four"/>
            <field name="s" id="5" type="signed"/><field name="bits" id="6" type="bits"/>
            <group name="g" id="7"><field name="b" id="8" type="uint16"/></group></sbe:message>
            """;
        Codecs codecs = Read(Header, Message, "byteOrder=\"bigEndian\"", isSafe);
        string frame = "0000" + "0022" + "05" + "07" + "0003" + "FFFFFFFFFFFFFFFE" + "3FF8000000000000" + "07E6FF"
            + "0001FFFE00030004" + "01FF02" + "80000003" + "0202" + "1234" + "ABCD";
        const string Values =
            """{"a":-2,"d":1.5,"c":{"year":2022,"day":-1},"f":[1,-2,3,4],"s":[1,-1,2],"bits":["low","high"],"""
            + "\"g\":[{\"b\":4660},{\"b\":43981}]}";
        AssertRoundTrip(codecs, "M", frame, Values);
        Type header = codecs.Type("MessageHeader");
        Assert.Equal(8, header.GetField("Size")!.GetRawConstantValue());
        Assert.NotNull(header.GetProperty("FrameLength")!.SetMethod);
    }

    [Fact]
    public void A_header_of_thirty_two_bytes_keeps_what_we_do_not_know()
    {
        const string Header = """
            <composite name="messageHeader"><type name="sequence" primitiveType="uint64"/>
            <type name="sendingTime" primitiveType="uint64"/><type name="blockLength" primitiveType="uint32"/>
            <type name="templateId" primitiveType="uint16"/><type name="schemaId" primitiveType="uint16"/>
            <type name="version" primitiveType="uint16"/><type name="spare" primitiveType="uint16"/>
            <type name="flags" primitiveType="uint32"/></composite>
            """;
        const string Message = """<sbe:message name="M" id="5"><field name="a" id="1" type="uint8"/></sbe:message>""";
        Codecs codecs = Read(Header, Message);
        string start = new('0', 32);
        AssertRoundTrip(codecs, "M", start + "01000000050007000300000000000000" + "2A", """{"a":42}""");
        byte[] endless = Convert.FromHexString(start + "FFFFFFFF050007000300000000000000" + "2A");
        Assert.Equal("TruncatedBlock", codecs.Printer("M")(endless));
        Assert.Equal(["BlockLength", "TemplateId", "SchemaId", "Version", "Sequence", "SendingTime", "Spare", "Flags"],
            codecs.Type("MessageHeader").GetProperties().Select(p => p.Name));
    }

    [Theory]
    [InlineData("uint16", "uint16", "0200" + "0100")]
    [InlineData("uint16", "uint8", "0200" + "01")]
    [InlineData("uint8", "uint8", "02" + "01")]
    [InlineData("uint8", "uint16", "02" + "0100")]
    [InlineData("uint16", "uint32", "0200" + "01000000")]
    [InlineData("uint16", "uint8\" offset=\"7", "0200" + "0000000000" + "01")]
    public void Every_shape_of_a_dimension_is_read_by_name(string blockLength, string count, string dimension)
    {
        string types = $"""<composite name="dim"><type name="blockLength" primitiveType="{blockLength}"/>"""
            + $"""<type name="numInGroup" primitiveType="{count}"/></composite>""";
        const string Inside =
            """<group name="g" id="1" dimensionType="dim"><field name="b" id="2" type="uint16"/></group>""";
        SbeSchema schema = SchemaSource.ReadClean(types, $"""<sbe:message name="M" id="1">{Inside}</sbe:message>""");
        AssertRoundTrip(new Codecs(schema), "M", "0000010001000300" + dimension + "3412", """{"g":[{"b":4660}]}""");
    }

    [Fact]
    public void A_count_below_or_above_the_schema_is_refused_both_ways()
    {
        const string Types = """<composite name="dim"><type name="blockLength" primitiveType="uint16"/>"""
            + """<type name="numInGroup" primitiveType="uint8" minValue="1" maxValue="2"/></composite>""";
        const string Inside =
            """<group name="g" id="1" dimensionType="dim"><field name="b" id="2" type="uint8"/></group>""";
        SbeSchema schema = SchemaSource.ReadClean(Types, $"""<sbe:message name="M" id="1">{Inside}</sbe:message>""");
        Func<byte[], string> print = new Codecs(schema).Printer("M");
        string[] seen =
            [.. Enumerable.Range(0, 4).Select(n => print([0, 0, 1, 0, 1, 0, 3, 0, 1, 0, (byte)n, 9, 9, 9, 9]))];
        Assert.Equal(["GroupTooLarge", """{"g":[{"b":9}]}""", """{"g":[{"b":9},{"b":9}]}""", "GroupTooLarge"], seen);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Groups_nest_to_four_and_hold_data_at_every_depth(bool isSafe)
    {
        const string Inside = """
            <group name="a" id="1"><field name="n" id="2" type="uint8"/>
              <group name="b" id="3"><field name="n" id="4" type="uint8"/>
                <group name="c" id="5">
                  <group name="d" id="6"><field name="n" id="7" type="uint8"/></group>
                  <group name="b" id="8"><field name="n" id="9" type="uint8"/></group>
                  <data name="t" id="10" type="varData"/></group>
                <data name="t" id="11" type="varData"/></group>
              <data name="t" id="12" type="varData"/><data name="u" id="13" type="varData"/></group>
            <data name="t" id="14" type="varData"/>
            """;
        SbeSchema schema =
            SchemaSource.ReadClean(string.Empty, $"""<sbe:message name="M" id="1">{Inside}</sbe:message>""");
        string entryC = "01000200" + "0708" + "01000100" + "09" + "0100" + "41";
        string entryB = "05" + "00000200" + entryC + entryC + "0200" + "4243";
        string entryA = "04" + "01000100" + entryB + "0000" + "0100" + "44";
        string frame = "0000010001000300" + "01000200" + entryA + "04" + "01000000" + "0000" + "0000" + "0100" + "45";
        const string C = """{"d":[{"n":7},{"n":8}],"b":[{"n":9}],"t":"A"}""";
        const string Values = """{"a":[{"n":4,"b":[{"n":5,"c":[""" + C + "," + C
            + """],"t":"BC"}],"t":"","u":"D"},{"n":4,"b":[],"t":"","u":""}],"t":"E"}""";
        var codecs = new Codecs(schema, isSafe);
        AssertRoundTrip(codecs, "M", frame, Values);
        byte[] bytes = Convert.FromHexString(frame);
        Func<byte[], string> print = codecs.Printer("M");
        Assert.All(Enumerable.Range(0, bytes.Length), n => Assert.False(print(bytes[..n]).StartsWith('{')));
    }

    private static Codecs Read(string types, string messages, string attributes = "", bool isSafe = false)
    {
        string text = $"""<sbe:messageSchema {Ns} package="shape" id="7" version="3" {attributes}>"""
            + $"""<types>{types}</types>{messages}</sbe:messageSchema>""";
        SbeReadResult result = SbeSchemaReader.Read("shape.xml", Encoding.UTF8.GetBytes(text), new MemoryFiles());
        Assert.True(result.Schema is not null, string.Join('\n', result.Findings));
        return new Codecs(result.Schema, isSafe);
    }

    private static void AssertRoundTrip(Codecs codecs, string message, string hex, string values)
    {
        byte[] frame = Convert.FromHexString(hex);
        Assert.Equal(values, codecs.Printer(message)(frame));
        Assert.Equal(hex.ToUpperInvariant(), Convert.ToHexString(codecs.Rewriter(message)(frame, frame.Length + 5)));
        Assert.Equal(hex.ToUpperInvariant(), Convert.ToHexString(codecs.Rewriter(message)(frame, frame.Length)));
        Assert.Empty(codecs.Rewriter(message)(frame, frame.Length - 1));
    }
}
