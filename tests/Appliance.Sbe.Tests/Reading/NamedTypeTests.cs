using System.Linq;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Tests.Reading;

/// <summary>Enums, sets and composites, in any order of declaration.</summary>
public sealed class NamedTypeTests
{
    private const string Inner =
        """<composite name="Inner"><type name="a" primitiveType="int16"/>"""
        + """<type name="b" primitiveType="int32"/></composite>""";

    [Fact]
    public void AnEnumTakesEncodingAndNullFromItsNamedType()
    {
        var type = (SbeEnum)SchemaSource.ReadType(
            """
            <enum name="T" encodingType="Code">
              <validValue name="Buy" description="bids" sinceVersion="1" deprecated="3"> 1 </validValue>
              <validValue name="Dash">-</validValue><validValue name="Space"> </validValue>
            </enum>
            <type name="Code" primitiveType="char" length="1" presence="optional" nullValue="0"/>
            """);
        Assert.Equal((SbePrimitive.Char, 0UL, SbePresence.Optional), (type.Primitive, type.Null.Bits, type.Presence));
        Assert.Equal(
            [('1', "Buy"), ('-', "Dash"), (' ', "Space")],
            type.Values.Select(v => ((char)v.Value.Bits, v.Name)));
        SbeValidValue buy = type.Values[0];
        Assert.Equal(("bids", 1, 3), (buy.Description, buy.SinceVersion, buy.Deprecated));
    }

    [Theory]
    [InlineData("int8", "-1", -1L)]
    [InlineData("uint16", "65534", 65534L)]
    [InlineData("uint8", "0x0F", 15L)]
    [InlineData("char", "0x41", 65L)]
    [InlineData("int32", "-70000", -70000L)]
    public void AnEnumHasValuesOfItsPrimitive(string primitive, string text, long value)
    {
        var type = (SbeEnum)SchemaSource.ReadType(
            $"""<enum name="T" encodingType="{primitive}"><validValue name="A">{text}</validValue></enum>""");
        Assert.Equal(value, type.Values[0].Value.Signed);
        Assert.Equal(SbePresence.Required, type.Presence);
    }

    [Theory]
    [InlineData("uint8", 7)]
    [InlineData("uint16", 15)]
    [InlineData("uint32", 31)]
    [InlineData("uint64", 63)]
    [InlineData("Bits", 15)]
    public void ASetReachesToItsLastBit(string encoding, int bit)
    {
        var type = (SbeSet)SchemaSource.ReadType(
            $"""
            <set name="T" encodingType="{encoding}"><choice name="Last"> {bit} </choice></set>
            <type name="Bits" primitiveType="uint16"/>
            """);
        Assert.Equal((bit, (bit + 1) / 8), (type.Choices[0].Bit, type.EncodedLength));
    }

    [Fact]
    public void ACompositePlacesNestedAndReferredMembersAndSkipsConstants()
    {
        var type = (SbeComposite)SchemaSource.ReadType(
            """
            <composite name="T">
              <type name="exponent" primitiveType="int8" presence="constant">-9</type>
              <ref name="inner" type="Inner" description="by name" sinceVersion="2"/>
              <composite name="nested"><type name="c" primitiveType="int8"/></composite>
              <enum name="kind" encodingType="char"><validValue name="A">A</validValue></enum>
              <set name="flags" encodingType="uint16"><choice name="B">0</choice></set>
              <type name="far" primitiveType="uint8" offset="20"/>
              <ref name="plain" type="uint64"/>
            </composite>
            """ + Inner);
        Assert.Equal(
            [("exponent", 0), ("inner", 0), ("nested", 6), ("kind", 7), ("flags", 8), ("far", 20), ("plain", 21)],
            type.Members.Select(m => (m.Name, m.Offset)));
        Assert.Equal(29, type.EncodedLength);
        SbeMember inner = type.Members[1];
        Assert.Equal(("Inner", "by name", 2), (inner.Type.Name, inner.Description, inner.SinceVersion));
        Assert.Equal(6, type.Members[1].Type.EncodedLength);
    }

    [Fact]
    public void AMemberMayLieInThePaddingBeforeAnEarlierOne()
    {
        var type = (SbeComposite)SchemaSource.ReadType(
            """
            <composite name="T"><type name="a" primitiveType="int64" offset="8"/>
            <type name="b" primitiveType="int32" offset="2"/><type name="c" primitiveType="int8"/></composite>
            """);
        Assert.Equal([8, 2, 16], type.Members.Select(m => m.Offset));
    }

    [Fact]
    public void AMemberThatIsConstantByValueRefNamesTheValue()
    {
        var type = (SbeComposite)SchemaSource.ReadType(
            """
            <composite name="T">
              <type name="unit" primitiveType="uint8" presence="constant" valueRef="Unit.Nano"/></composite>
            <enum name="Unit" encodingType="uint8"><validValue name="Nano">9</validValue></enum>
            """);
        Assert.Equal("Nano", type.Members[0].ValueRef!.Name);
    }

    [Fact]
    public void TypesKeepTheOrderOfTheFileWhateverTheyReferTo()
    {
        SbeSchema schema = SchemaSource.ReadClean(
            """<composite name="Z"><ref name="i" type="Inner"/></composite>""" + Inner, string.Empty);
        Assert.Equal(["Z", "Inner"], schema.Types.Select(t => t.Name).TakeLast(2));
        Assert.Same(schema.Types[^1], ((SbeComposite)schema.Types[^2]).Members[0].Type);
    }

    [Fact]
    public void ADeclaredTypeWinsOverThePrimitiveOfItsName()
    {
        SbeMessage message = SchemaSource.ReadMessage(
            """<type name="uint8" primitiveType="uint8" nullValue="0"/>""",
            """<field name="f" id="1" type="uint8"/>""");
        Assert.Equal(0UL, ((SbeEncodedType)message.Fields[0].Type).Null.Bits);
    }
}
