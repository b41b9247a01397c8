using System.Linq;
using Appliance.Sbe.Diagnostics;
using Appliance.Sbe.Model;
using Appliance.Sbe.Reading;

namespace Appliance.Sbe.Tests.Reading;

/// <summary>The root of a schema, its header, its includes and its namespaces.</summary>
public sealed class SchemaHeadTests
{
    private static string Member(string name, string primitive, string more = "") =>
        $"<type name='{name}' primitiveType='{primitive}' {more}/>";

    private static SbeSchema ReadHeader(string members, string attributes = "") => ReadClean(
        $"<messageSchema id='0' {attributes}><types>"
        + $"<composite name='messageHeader'>{members}</composite></types></messageSchema>");

    private static SbeSchema ReadClean(string text)
    {
        SbeReadResult result = SchemaSource.Read(text);
        Assert.DoesNotContain(result.Findings, f => f.Severity == SbeSeverity.Error);
        return result.Schema!;
    }

    private static readonly string Plain = Member("blockLength", "uint16") + Member("templateId", "uint16")
        + Member("schemaId", "uint16") + Member("version", "uint16");

    [Fact]
    public void WhatASchemaDoesNotSayHasADefault()
    {
        SbeSchema schema = ReadHeader(Plain);
        Assert.Equal((0, 0, "", "", ""),
            (schema.Id, schema.Version, schema.Package, schema.SemanticVersion, schema.Description));
        Assert.Equal((SbeByteOrder.LittleEndian, 8), (schema.ByteOrder, schema.Header.Composite.EncodedLength));
        Assert.Null(schema.Header.NumGroups);
    }

    [Fact]
    public void WhatASchemaSaysIsKeptVerbatim()
    {
        SbeSchema schema = ReadHeader(
            Plain,
            "package='a.b-c d' version='269' semanticVersion='FIX 5.0' description='x' byteOrder='bigEndian' any='1'");
        Assert.Equal((269, "a.b-c d", "FIX 5.0", "x"),
            (schema.Version, schema.Package, schema.SemanticVersion, schema.Description));
        Assert.Equal(SbeByteOrder.BigEndian, schema.ByteOrder);
    }

    [Fact]
    public void AHeaderMayHaveCountsFrameLengthNarrowMembersOrMuchMore()
    {
        SbeHeader counts =
            ReadHeader(Plain + Member("numGroups", "uint16") + Member("numVarDataFields", "uint16")).Header;
        Assert.Equal(
            (12, 8, 10),
            (counts.Composite.EncodedLength, counts.NumGroups!.Offset, counts.NumVarDataFields!.Offset));
        SbeHeader framed = ReadHeader(Member("frameLength", "uint16") + Plain).Header;
        Assert.Equal((10, 2, 4), (framed.Composite.EncodedLength, framed.BlockLength.Offset, framed.TemplateId.Offset));
        SbeHeader narrow = ReadHeader(
            Member("blockLength", "uint16") + Member("templateId", "uint8") + Member("schemaId", "uint8")
            + Member("version", "uint16")).Header;
        Assert.Equal((6, 4), (narrow.Composite.EncodedLength, narrow.Version.Offset));
        SbeHeader session = ReadHeader(
            Member("protocolId", "uint8")
            + "<set name='flags' encodingType='uint8'><choice name='isResend'>0</choice></set>"
            + Member("messageLength", "uint16") + Member("sequenceNumber", "uint32") + Member("lastSeqNo", "uint32")
            + Member("reserved", "uint32") + Member("sendTime", "int64") + Plain).Header;
        Assert.Equal(
            (32, 24, 30),
            (session.Composite.EncodedLength, session.BlockLength.Offset, session.Version.Offset));
    }

    [Fact]
    public void AHeaderIsReadByNameInAnyOrderAndCase()
    {
        SbeHeader header = ReadHeader(
            Member("Version", "uint32") + Member("SchemaID", "uint8") + Member("TemplateID", "uint32", "offset='8'")
            + Member("BlockLength", "uint32")).Header;
        Assert.Equal((0, 4, 8, 12),
            (header.Version.Offset, header.SchemaId.Offset, header.TemplateId.Offset, header.BlockLength.Offset));
    }

    [Fact]
    public void AHeaderMayHaveAnotherName()
    {
        SbeSchema schema = ReadClean(
            $"<messageSchema id='1' headerType='Head'><types>"
            + $"<composite name='Head'>{Plain}</composite></types></messageSchema>");
        Assert.Equal("Head", schema.Header.Composite.Name);
    }

    [Theory]
    [InlineData("http://fixprotocol.io/2016/sbe", "sbe:")]
    [InlineData("http://www.fixprotocol.org/ns/simple/1.0", "ns2:")]
    [InlineData("", "")]
    public void ElementsAreKnownByTheirLocalNames(string space, string prefix)
    {
        string declaration = prefix.Length == 0 ? string.Empty : $"xmlns:{prefix.TrimEnd(':')}='{space}'";
        SbeSchema schema = ReadClean(
            $"""
            <{prefix}messageSchema {declaration} id="1"><{prefix}types>{SchemaSource.Common}</{prefix}types>
            <{prefix}message name="M" id="1">
              <{prefix}field name="f" id="1" type="int8"/></{prefix}message></{prefix}messageSchema>
            """);
        Assert.Equal("f", schema.Messages[0].Fields[0].Name);
    }

    [Fact]
    public void IncludedTypesStandWhereTheyAreIncludedAndKeepTheirFile()
    {
        MemoryFiles files = new MemoryFiles()
            .Add("common.xml", $"<types>{SchemaSource.Common}<include href='more.xml'/></types>")
            .Add("more.xml", "<types>\n<type name='More' primitiveType='int8'/></types>")
            .Add("message.xml", "<message name='Included' id='9'/>");
        SbeReadResult result = SchemaSource.Read(
            """
            <messageSchema id="1"><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="common.xml"/>
            <types><type name="Last" primitiveType="int8"/></types><include href="message.xml"/>
            <include href="absent.xml"><fallback><message name="Fallback" id="10"/></fallback></include></messageSchema>
            """,
            files);
        Assert.Empty(result.Findings);
        Assert.Equal(["More", "Last"], result.Schema!.Types.Select(t => t.Name).TakeLast(2));
        Assert.Equal("more.xml(2,1)", result.Schema.Types[^2].Position.ToString());
        Assert.Equal(["Included", "Fallback"], result.Schema.Messages.Select(m => m.Name));
    }

    [Fact]
    public void FindingsOfIncludedFilesNameThemAndComeAfterThoseOfTheSchema()
    {
        MemoryFiles files = new MemoryFiles().Add("common.xml", $"<types>\n {SchemaSource.Common}\n <oops/></types>");
        SbeReadResult result = SchemaSource.Read(
            "<messageSchema id='1'>\n<include href='common.xml'/>\n<oops/></messageSchema>", files);
        Assert.Equal(["test.xml(3,1)", "common.xml(3,2)"], result.Findings.Select(f => f.Position.ToString()));
    }

    [Fact]
    public void ASchemaWithoutAHeaderSaysSo()
    {
        SbeReadResult result = SchemaSource.Read("<messageSchema id='1'><types/></messageSchema>");
        Assert.Equal(
            "test.xml(1,1): error SBE014: the type messageHeader is not declared", result.Findings.Single().ToString());
    }
}
