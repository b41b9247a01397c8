using System;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Tests.Reading;

/// <summary>
/// Encoded types: the defaults of the standard's tables, what a schema may override, constants and arrays.
/// </summary>
public sealed class EncodedTypeTests
{
    // Source: the primitive types and their value ranges in the SBE 1.0 standard, section 2.
    [Theory]
    [InlineData("char", 1, "32", "126", "0")]
    [InlineData("int8", 1, "-127", "127", "-128")]
    [InlineData("int16", 2, "-32767", "32767", "-32768")]
    [InlineData("int32", 4, "-2147483647", "2147483647", "-2147483648")]
    [InlineData("int64", 8, "-9223372036854775807", "9223372036854775807", "-9223372036854775808")]
    [InlineData("uint8", 1, "0", "254", "255")]
    [InlineData("uint16", 2, "0", "65534", "65535")]
    [InlineData("uint32", 4, "0", "4294967294", "4294967295")]
    [InlineData("uint64", 8, "0", "18446744073709551614", "18446744073709551615")]
    public void AnIntegerHasTheLimitsOfTheStandard(string primitive, int bytes, string min, string max, string nul)
    {
        SbeEncodedType type = ReadEncoded($"""<type name="T" primitiveType="{primitive}"/>""");
        Assert.Equal(bytes, type.EncodedLength);
        Assert.Equal((min, max, nul), (Show(type.Min), Show(type.Max), Show(type.Null)));
        Assert.False(type.IsArray);
    }

    [Fact]
    public void AFloatingPointTypeHasTheLimitsOfItsFormatAndNaNAsNull()
    {
        SbeEncodedType single = ReadEncoded("""<type name="T" primitiveType="float"/>""");
        Assert.Equal(BitConverter.SingleToUInt32Bits(float.MinValue), single.Min.Bits);
        Assert.Equal(BitConverter.SingleToUInt32Bits(float.MaxValue), single.Max.Bits);
        Assert.True(float.IsNaN(BitConverter.UInt32BitsToSingle((uint)single.Null.Bits)));
        SbeEncodedType twice = ReadEncoded("""<type name="T" primitiveType="double"/>""");
        Assert.Equal(BitConverter.DoubleToUInt64Bits(double.MinValue), twice.Min.Bits);
        Assert.Equal(BitConverter.DoubleToUInt64Bits(double.MaxValue), twice.Max.Bits);
        Assert.True(double.IsNaN(BitConverter.UInt64BitsToDouble(twice.Null.Bits)));
    }

    [Theory]
    [InlineData("int32", "2147483647", 2147483647UL)]
    [InlineData("int64", " -1 ", ulong.MaxValue)]
    [InlineData("int8", "0x80", 0xFFFF_FFFF_FFFF_FF80UL)]
    [InlineData("int64", "0x8000000000000000", 0x8000_0000_0000_0000UL)]
    [InlineData("uint64", "0xFFFFFFFFFFFFFFFF", ulong.MaxValue)]
    [InlineData("uint16", "+7", 7UL)]
    [InlineData("uint16", "7.0", 7UL)]
    [InlineData("char", "0", 0UL)]
    [InlineData("char", "0x20", 0x20UL)]
    [InlineData("char", "32", 32UL)]
    [InlineData("char", " ", 0x20UL)]
    [InlineData("char", "*", 0x2AUL)]
    [InlineData("float", "1.5", 0x3FC00000UL)]
    [InlineData("float", "NaN", 0x7FC00000UL)]
    [InlineData("double", "-INF", 0xFFF0000000000000UL)]
    [InlineData("double", "1e3", 0x408F400000000000UL)]
    public void ANullValueKeepsItsBits(string primitive, string text, ulong bits)
    {
        SbeEncodedType type =
            ReadEncoded($"""<type name="T" presence="optional" primitiveType="{primitive}" nullValue="{text}"/>""");
        Assert.Equal(bits, type.Null.Bits);
        Assert.Equal(SbePresence.Optional, type.Presence);
    }

    [Fact]
    public void MinAndMaxOfACharAreCharacters()
    {
        SbeEncodedType type = ReadEncoded("""<type name="T" primitiveType="char" minValue="0" maxValue="9"/>""");
        Assert.Equal(('0', '9'), ((char)type.Min.Bits, (char)type.Max.Bits));
    }

    [Theory]
    [InlineData("char", "1", 1, true)]
    [InlineData("char", "12", 12, true)]
    [InlineData("uint8", "16", 16, true)]
    [InlineData("int8", "3", 3, true)]
    [InlineData("uint32", "4", 16, true)]
    [InlineData("uint8", "1", 1, false)]
    [InlineData("uint32", "1", 4, false)]
    public void AnArrayHasItsElementsBytes(string primitive, string length, int bytes, bool isArray)
    {
        SbeEncodedType type = ReadEncoded($"""<type name="T" primitiveType="{primitive}" length="{length}"/>""");
        Assert.Equal((bytes, isArray), (type.EncodedLength, type.IsArray));
    }

    [Theory]
    [InlineData("int8", "", "\n  -9\n", 0xFFFF_FFFF_FFFF_FFF7UL)]
    [InlineData("char", "", "8", '8')]
    [InlineData("char", """length="1" """, "J", 'J')]
    [InlineData("char", "", " ", ' ')]
    [InlineData("uint8", """length="1" """, "4", 4UL)]
    [InlineData("uint16", "", "0x10", 16UL)]
    public void AConstantNumberOrCharacterTakesNoBytes(string primitive, string length, string text, ulong bits)
    {
        SbeEncodedType type = ReadEncoded(
            $"""<type name="T" presence="constant" {length}primitiveType="{primitive}">{text}</type>""");
        Assert.Equal((0, bits, false), (type.EncodedLength, type.Constant!.Value.Bits, type.IsArray));
        Assert.Null(type.ConstantText);
    }

    [Theory]
    [InlineData("", "Petrol", 6)]
    [InlineData("""length="8" """, " Petrol ", 6)]
    [InlineData("", "größer", 8)]
    [InlineData("""characterEncoding="ISO-8859-1" """, "größer", 6)]
    public void AConstantTextHasTheLengthOfItsBytes(string attributes, string text, int length)
    {
        SbeEncodedType type = ReadEncoded(
            $"""<type name="T" presence="constant" {attributes}primitiveType="char">{text}</type>""");
        Assert.Equal((length, length, 0), (type.ConstantText!.Length, type.Length, type.EncodedLength));
        Assert.True(type.IsArray);
        Assert.Equal((byte)text.Trim()[0], type.ConstantText[0]);
        Assert.Null(type.Constant);
    }

    [Fact]
    public void AConstantByValueRefHasTheValueOfTheEnum()
    {
        const string types = """
            <type name="T" presence="constant" primitiveType="uint8" valueRef="E.B"/>
            <enum name="E" encodingType="uint8"><validValue name="A">1</validValue>
              <validValue name="B">2</validValue></enum>
            """;
        Assert.Equal(2UL, ((SbeEncodedType)SchemaSource.ReadType(types)).Constant!.Value.Bits);
    }

    [Fact]
    public void MetadataIsKeptAndForeignAttributesAreNot()
    {
        SbeEncodedType type = ReadEncoded(
            """
            <type xmlns:x="urn:x" x:length="9" name="T" primitiveType="char" description="  says
               much " semanticType="String" characterEncoding="US-ASCII" sinceVersion="2" deprecated="3" other="1"/>
            """);
        Assert.Equal(1, type.Length);
        Assert.StartsWith("says", type.Description, StringComparison.Ordinal);
        Assert.EndsWith("much", type.Description, StringComparison.Ordinal);
        Assert.Equal(("String", "US-ASCII", 2, 3),
            (type.SemanticType, type.CharacterEncoding, type.SinceVersion, type.Deprecated));
    }

    private static SbeEncodedType ReadEncoded(string type) => (SbeEncodedType)SchemaSource.ReadType(type);

    private static string Show(SbeValue value) =>
        SbePrimitives.IsSigned(value.Primitive) ? value.Signed.ToString() : value.Bits.ToString();
}
