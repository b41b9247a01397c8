using System.Text;
using Appliance.Sbe.Diagnostics;
using Appliance.Sbe.Model;
using Appliance.Sbe.Reading;

namespace Appliance.Sbe.Tests;

/// <summary>Builds small schemas around the part that a test is about, and reads them.</summary>
internal static class SchemaSource
{
    public const string File = "test.xml";

    /// <summary>The composites that nearly every schema has; one line.</summary>
    public const string Common =
        """<composite name="messageHeader"><type name="blockLength" primitiveType="uint16"/>"""
        + """<type name="templateId" primitiveType="uint16"/><type name="schemaId" primitiveType="uint16"/>"""
        + """<type name="version" primitiveType="uint16"/></composite>"""
        + """<composite name="groupSizeEncoding"><type name="blockLength" primitiveType="uint16"/>"""
        + """<type name="numInGroup" primitiveType="uint16"/></composite>"""
        + """<composite name="varData"><type name="length" primitiveType="uint16"/>"""
        + """<type name="varData" primitiveType="uint8" length="0"/></composite>""";

    /// <summary>A schema of version 3 with these types and messages, one line each.</summary>
    public static string Schema(string types, string messages) =>
        $"""
        <sbe:messageSchema xmlns:sbe="http://fixprotocol.io/2016/sbe" package="test" id="1" version="3">
        <types>{Common}</types>
        <types>{types}</types>
        {messages}
        </sbe:messageSchema>
        """;

    public static SbeReadResult Read(string text, ISbeFiles? files = null) =>
        SbeSchemaReader.Read(File, Encoding.UTF8.GetBytes(text), files ?? new MemoryFiles());

    /// <summary>The schema of types and messages that must have no error; warnings are welcome.</summary>
    public static SbeSchema ReadClean(string types, string messages)
    {
        SbeReadResult result = Read(Schema(types, messages));
        Assert.DoesNotContain(result.Findings, f => f.Severity == SbeSeverity.Error);
        return result.Schema!;
    }

    /// <summary>The only message of a schema with these types, whose inside is given.</summary>
    public static SbeMessage ReadMessage(string types, string inside) =>
        ReadClean(types, $"""<sbe:message name="M" id="1">{inside}</sbe:message>""").Messages[0];

    /// <summary>The type named T.</summary>
    public static SbeType ReadType(string types) => ReadClean(types, string.Empty).Types.Find(t => t.Name == "T")!;
}
