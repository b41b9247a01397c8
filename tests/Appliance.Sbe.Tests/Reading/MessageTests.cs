using System.Linq;
using Appliance.Sbe.Model;
using Appliance.Sbe.Reading;

namespace Appliance.Sbe.Tests.Reading;

/// <summary>
/// Messages: places, presences and constants of fields, groups and their dimensions, data, block lengths.
/// </summary>
public sealed class MessageTests
{
    private const string Types =
        """
        <type name="Opt" primitiveType="int32" presence="optional" nullValue="2147483647"
          sinceVersion="2" deprecated="3"/>
        <type name="Nine" primitiveType="int8" presence="constant">9</type>
        <enum name="E" encodingType="OptCode"><validValue name="A">1</validValue>
          <validValue name="B">2</validValue></enum>
        <type name="OptCode" primitiveType="uint8" presence="optional"/>
        <composite name="PriceNull"><type name="exponent" primitiveType="int8" presence="constant">-9</type>
          <type name="mantissa" primitiveType="int64" presence="optional"/></composite>
        """;

    [Theory]
    [InlineData("int32", "", SbePresence.Required)]
    [InlineData("int32", "presence='optional'", SbePresence.Optional)]
    [InlineData("Opt", "", SbePresence.Optional)]
    [InlineData("Opt", "presence='required'", SbePresence.Required)]
    [InlineData("Nine", "", SbePresence.Constant)]
    [InlineData("E", "", SbePresence.Optional)]
    [InlineData("E", "presence='constant' valueRef='E.B'", SbePresence.Constant)]
    [InlineData("uint8", "presence='constant' valueRef='E.B'", SbePresence.Constant)]
    [InlineData("E", "presence='constant' valueRef='B'", SbePresence.Constant)]
    [InlineData("PriceNull", "", SbePresence.Optional)]
    [InlineData("PriceNull", "presence='required'", SbePresence.Required)]
    public void ThePresenceIsThatOfTheFieldElseOfTheType(string type, string attributes, SbePresence presence)
    {
        SbeMessage message = SchemaSource.ReadMessage(Types, $"<field name='f' id='1' type='{type}' {attributes}/>");
        SbeField field = message.Fields[0];
        Assert.Equal(presence, field.Presence);
        Assert.Equal(presence == SbePresence.Constant, field.EncodedLength == 0);
        Assert.Equal(attributes.Contains("valueRef"),
            field.ValueRef is { Name: "B" } && field.ValueRefEnum is { Name: "E" });
    }

    [Fact]
    public void AConstantMayStandAsTextInTheField()
    {
        SbeMessage message = SchemaSource.ReadMessage(
            Types,
            """<field name="f" id="1" type="char" presence="constant">X</field>"""
            + """<field name="g" id="2" type="E" presence="constant">B</field>""");
        Assert.Equal((ulong)'X', ((SbeEncodedType)message.Fields[0].Type).Constant!.Value.Bits);
        Assert.Equal("B", message.Fields[1].ValueRef!.Name);
    }

    [Fact]
    public void TheVersionOfTheFieldBeatsThatOfItsType()
    {
        SbeMessage message = SchemaSource.ReadMessage(
            Types,
            "<field name='f' id='1' type='Opt'/>"
            + "<field name='g' id='2' type='Opt' sinceVersion='0' deprecated='1'/>");
        Assert.Equal([2, 0], message.Fields.Select(f => f.SinceVersion));
        Assert.Equal([3, 1], message.Fields.Select(f => f.Deprecated));
    }

    [Fact]
    public void FieldsFollowEachOtherUnlessAnOffsetSaysOtherwise()
    {
        SbeMessage message = SchemaSource.ReadMessage(
            Types,
            """
            <field name="a" id="1" type="int64"/><field name="k" id="2" type="Nine" offset="99"/>
            <field name="b" id="3" type="int16" offset="12"/><field name="c" id="4" type="int32"/>
            <field name="d" id="5" type="uint8" offset="9" sinceVersion="1"/><field name="e" id="6" type="int8"/>
            """);
        Assert.Equal([0, 8, 12, 14, 9, 18], message.Fields.Select(f => f.Offset));
        Assert.Equal(19, message.BlockLength);
    }

    [Theory]
    [InlineData("", 8)]
    [InlineData("blockLength='0'", 8)]
    [InlineData("blockLength='16'", 16)]
    public void TheBlockIsAsLongAsWrittenOrAsItsFields(string attribute, int length)
    {
        SbeSchema schema = SchemaSource.ReadClean(
            string.Empty, $"<message name='M' id='0' {attribute}><field name='f' id='1' type='int64'/></message>");
        Assert.Equal(length, schema.Messages[0].BlockLength);
    }

    [Fact]
    public void GroupsNestAndHoldDataAndMayLackFields()
    {
        SbeMessage message = SchemaSource.ReadMessage(
            string.Empty,
            """
            <group name="outer" id="1" blockLength="6" sinceVersion="1" deprecated="2" description="o" semanticType="s">
              <field name="f" id="2" type="int32"/>
              <group name="bare" id="3">
                <group name="third" id="4"><data name="deep" id="5" type="varData"/></group></group>
              <data name="note" id="6" type="varData"/>
            </group>
            """);
        SbeGroup outer = message.Groups[0];
        Assert.Equal((1, 6, 1, 2, "o", "s"),
            (outer.Id, outer.BlockLength, outer.SinceVersion, outer.Deprecated, outer.Description, outer.SemanticType));
        Assert.Equal(("bare", 0), (outer.Groups[0].Name, outer.Groups[0].BlockLength));
        Assert.Equal("deep", outer.Groups[0].Groups[0].Data[0].Name);
        Assert.Equal("note", outer.Data[0].Name);
    }

    [Theory]
    [InlineData("uint16", "uint8", "", 2, 3, 254UL)]
    [InlineData("uint8", "uint8", "", 1, 2, 254UL)]
    [InlineData("uint8", "uint16", "", 1, 3, 65534UL)]
    [InlineData("uint16", "uint32", "maxValue='2147483647'", 2, 6, 2147483647UL)]
    [InlineData("uint16", "uint8", "offset='7'", 7, 8, 254UL)]
    public void ADimensionIsReadByNameWhateverItsWidths(
        string blockLength, string count, string more, int countOffset, int bytes, ulong countMax)
    {
        SbeMessage message = SchemaSource.ReadMessage(
            $"""
            <composite name="Dim"><type name="blockLength" primitiveType="{blockLength}"/>
            <type name="numInGroup" primitiveType="{count}" {more}/></composite>
            """,
            """<group name="g" id="1" dimensionType="Dim"/>""");
        SbeDimension dimension = message.Groups[0].Dimension;
        Assert.Equal((0, countOffset, bytes),
            (dimension.BlockLength.Offset, dimension.NumInGroup.Offset, dimension.Composite.EncodedLength));
        Assert.Equal((0UL, countMax), (dimension.CountMin, dimension.CountMax));
    }

    [Theory]
    [InlineData("uint8", "char", "varData", "", 1)]
    [InlineData("uint16", "uint8", "data", "", 2)]
    [InlineData("uint32", "int8", "VarData", "", 4)]
    [InlineData("uint16", "uint8", "varData", "offset='4'", 4)]
    public void DataIsReadByNameWhateverItsLength(string length, string content, string name, string more, int start)
    {
        SbeMessage message = SchemaSource.ReadMessage(
            $"""
            <composite name="Blob" sinceVersion="1"><type name="length" primitiveType="{length}" presence="optional"/>
            <type name="{name}" primitiveType="{content}" length="0" presence="optional" {more}/></composite>
            """,
            """<data name="d" id="1" type="Blob" presence="optional" description="x" semanticType="y"/>""");
        SbeData data = message.Data[0];
        Assert.Equal((start, 0, 1), (data.Content.Offset, data.Content.Type.EncodedLength, data.SinceVersion));
        Assert.Equal(("x", "y"), (data.Description, data.SemanticType));
    }

    [Fact]
    public void TheHeaderListedAsFirstFieldIsNotInTheBlock()
    {
        SbeMessage message = SchemaSource.ReadMessage(
            string.Empty,
            """
            <field name="header" id="1" type="messageHeader"/><field name="f" id="2" type="int64"/>
            <field name="inner" id="3" type="messageHeader"/>
            """);
        Assert.Equal([("f", 0), ("inner", 8)], message.Fields.Select(f => (f.Name, f.Offset)));
    }

    [Fact]
    public void OldVersionsNeedOnlyTheirOwnFields()
    {
        SbeMessage message = SchemaSource.ReadMessage(
            string.Empty,
            """
            <field name="a" id="1" type="int32"/><field name="late" id="2" type="int8" sinceVersion="3"/>
            <field name="b" id="3" type="int32" offset="8"/><field name="c" id="4" type="int64" sinceVersion="2"/>
            """);
        Assert.Equal([12, 12, 20, 20], Enumerable.Range(0, 4).Select(message.MinBlockLength));
        SbeSchema bare = SchemaSource.ReadClean(string.Empty, string.Empty);
        Assert.Single(bare.Types, t => t.Name == "varData");
    }

    [Fact]
    public void NamesThatDifferInCaseOnlyAreTwoNames()
    {
        SbeMessage message = SchemaSource.ReadMessage(
            string.Empty, "<field name='price' id='1' type='int8'/><field name='Price' id='2' type='int8'/>");
        Assert.Equal(["price", "Price"], message.Fields.Select(f => f.Name));
        SbeReadResult clean = SchemaSource.Read(SchemaSource.Schema(Types, string.Empty));
        Assert.Empty(clean.Findings);
    }
}
