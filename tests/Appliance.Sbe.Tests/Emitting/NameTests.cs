using System;
using System.Collections.Generic;
using System.Linq;
using Appliance.Sbe.Diagnostics;
using Appliance.Sbe.Emitting;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Tests.Emitting;

/// <summary>
/// Names that schemas may have and C# does not want: the codecs compile, keep their bytes, and stay apart.
/// </summary>
public sealed class NameTests
{
    private const string Types = """
        <enum name="side" encodingType="char">
        <validValue name="class">1</validValue><validValue name="a-b">2</validValue>
        <validValue name="a_b">3</validValue><validValue name="value__">4</validValue></enum>
        <enum name="Side" encodingType="uint8"><validValue name="x">1</validValue></enum>
        <set name="None" encodingType="uint8"><choice name="None">0</choice><choice name="new">1</choice></set>
        <set name="Boolean" encodingType="uint64"><choice name="top">63</choice></set>
        <composite name="Unsafe"><type name="Unsafe" primitiveType="uint8"/><type name="IsNull" primitiveType="uint8"/>
        <type name="EncodedLength" primitiveType="uint8"/></composite>
        <composite name="price"><type name="mantissa" primitiveType="int32" presence="optional"/>
        <type name="exponent" primitiveType="int8"/></composite>
        <type name="maybe" primitiveType="uint8" presence="optional"/>
        """;

    private const string Fields = """
        <field name="class" id="1" type="uint8"/><field name="Class" id="2" type="uint8"/>
        <field name="side" id="3" type="side"/><field name="Side" id="4" type="Side"/>
        <field name="SbeStatus" id="5" type="uint8"/><field name="MessageHeader" id="6" type="uint8"/>
        <field name="BlockLength" id="7" type="uint8"/><field name="TryWrap" id="8" type="uint8"/>
        <field name="x" id="9" type="maybe"/><field name="xNull" id="10" type="uint8"/>
        <field name="xIsNull" id="11" type="uint8"/><field name="Equals" id="12" type="uint8"/>
        <field name="3rd" id="13" type="uint8"/><field name="wireBlock" id="14" type="uint8"/>
        <field name="Unsafe" id="15" type="Unsafe"/><field name="MDecoder" id="16" type="uint8"/>
        <field name="price" id="17" type="price"/><field name="priceMantissa" id="18" type="uint8"/>
        <field name="None" id="19" type="None"/><field name="Boolean" id="20" type="Boolean"/>
        <field name="value" id="21" type="uint8"/><field name="field" id="22" type="uint8"/>
        <field name="gGroup" id="23" type="uint8"/><field name="System" id="24" type="uint8"/>
        """;

    private const string Groups = """
        <group name="g" id="30"><field name="n" id="31" type="uint8"/><field name="Count" id="32" type="uint8"/>
        <field name="Current" id="33" type="uint8"/>
        <group name="g" id="34"><field name="GEntry" id="35" type="uint8"/></group></group>
        <group name="G" id="36"><field name="GGroup" id="37" type="uint8"/></group>
        <data name="TryGetG" id="38" type="varData"/>
        """;

    private static readonly SbeSchema Schema =
        SchemaSource.ReadClean(Types, $"""<sbe:message name="M" id="1">{Fields}{Groups}</sbe:message>""");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Names_that_collide_compile_and_keep_their_bytes(bool isSafe)
    {
        var codecs = new Codecs(Schema, isSafe);
        int length = Schema.Messages[0].BlockLength;
        byte[] block = [.. Enumerable.Range(1, length).Select(i => (byte)i)];
        byte[] frame =
        [
            (byte)length, 0, 1, 0, 1, 0, 3, 0, .. block,
            3, 0, 1, 0, 11, 12, 13, 1, 0, 2, 0, 14, 15,
            1, 0, 1, 0, 16,
            1, 0, 65,
        ];
        Assert.Equal(Convert.ToHexString(frame), Convert.ToHexString(codecs.Rewriter("M")(frame, frame.Length)));
        Assert.StartsWith("{\"class\":1,\"Class\":2,", codecs.Printer("M")(frame), StringComparison.Ordinal);
        Assert.EndsWith(
            ",\"g\":[{\"n\":11,\"Count\":12,\"Current\":13,\"g\":[{\"GEntry\":14},{\"GEntry\":15}]}],"
                + "\"G\":[{\"GGroup\":16}],\"TryGetG\":\"A\"}",
            codecs.Printer("M")(frame),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Members_keep_the_name_of_the_schema_where_they_can()
    {
        Type decoder = new Codecs(Schema).Type("MDecoder");
        string[] names = [.. decoder.GetProperties().Select(p => p.Name)];
        string[] expected =
        [
            "class", "Class", "side", "Side", "SbeStatus_", "MessageHeader_", "BlockLength_", "TryWrap_", "x", "xNull",
            "xIsNull", "Equals_", "_3rd", "wireBlock_", "Unsafe_", "MDecoder_", "priceMantissa", "None", "Boolean",
            "value", "field", "gGroup", "System", "xIsNull_", "priceMantissa_", "priceExponent", "priceIsNull",
        ];
        Assert.Empty(expected.Except(names));
        Assert.NotNull(decoder.GetField("xNull_"));
    }

    [Fact]
    public void Files_are_the_same_every_time_and_differ_in_more_than_case()
    {
        IReadOnlyList<EmitFile> once = Emitted.Files(Schema);
        IReadOnlyList<EmitFile> again = Emitted.Files(Schema);
        Assert.Equal(once.Select(f => f.HintName + f.Text), again.Select(f => f.HintName + f.Text));
        Assert.Equal(once.Count, once.Select(f => f.HintName).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Two_types_of_one_name_in_one_namespace_are_an_error()
    {
        SbeSchema other = SchemaSource.ReadClean(
            """<enum name="Side" encodingType="uint8"><validValue name="y">1</validValue></enum>""",
            """<sbe:message name="N" id="1"><field name="s" id="1" type="Side"/></sbe:message>""");
        EmitResult result = Emitted.Result([new EmitUnit(Schema, "A"), new EmitUnit(other, "A")]);
        Assert.Contains(result.Findings, f => f.Code == "SBE201");
        Assert.Empty(result.Files);
        Assert.DoesNotContain(
            Emitted.Result([new EmitUnit(Schema, "A"), new EmitUnit(other, "B")]).Findings,
            f => f.Severity == SbeSeverity.Error);
    }

    [Theory]
    [InlineData("", "my-file.v2.xml", "MyFileV2")]
    [InlineData("uk.co.real logic", "x.xml", "Uk.Co.RealLogic")]
    [InlineData("3com.b-c", "x.xml", "_3com.BC")]
    public void A_package_becomes_a_namespace(string package, string file, string expected) =>
        Assert.Equal(expected, CSharpNames.Namespace(new SbeSchema { Package = package, File = "some/" + file }));
}
