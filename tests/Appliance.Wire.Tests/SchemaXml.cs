using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Xml.Linq;

namespace Appliance.Wire.Tests;

/// <summary>A field as the schema says it, flattened: entries of a group are numbered.</summary>
/// <param name="Name">As in the schema; fields of a group are Group[k].Field.</param>
/// <param name="FrameOffset">Bytes from the start of the frame, header included.</param>
/// <param name="Size">Bytes on the wire.</param>
/// <param name="Encoding">The primitive type behind composites and enumerations.</param>
/// <param name="IsOptional">True where the schema has a null value for it.</param>
/// <param name="Exponent">Of a decimal composite, else null.</param>
/// <param name="IsText">True for a char array.</param>
internal sealed record SchemaField(
    string Name, int FrameOffset, int Size, string Encoding, bool IsOptional, int? Exponent, bool IsText);

internal sealed record SchemaMessage(
    string Name, int SchemaId, int Version, int TemplateId, int BlockLength, IReadOnlyList<SchemaField> Fields);

/// <summary>
/// Reads the appliance's schemas the plain way, independent of any codec: the second author of every offset. It
/// knows just what these schemas use.
/// </summary>
internal static class SchemaXml
{
    private const int HeaderBytes = 8, DimensionBytes = 8;
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "schemas");

    internal static readonly string[] Files = ["market-data.xml", "order-flow.xml", "risk.xml", "session.xml"];

    internal static XElement Common { get; } = Load("common-types.xml");

    internal static XElement Load(string file) => XDocument.Load(Path.Combine(Folder, file)).Root!;

    internal static IEnumerable<XElement> Messages(XElement schema) =>
        schema.Elements().Where(e => e.Name.LocalName == "message");

    internal static SchemaMessage Message(string file, string name)
    {
        XElement schema = Load(file);
        XElement message = Messages(schema).Single(m => Text(m, "name") == name);
        int blockLength = Number(message, "blockLength");
        XElement[] types = [.. Common.Elements(), .. OwnTypes(schema)];
        List<SchemaField> fields = [.. Fields(message, types, HeaderBytes, "")];
        int offset = HeaderBytes + blockLength;
        foreach (XElement group in message.Elements().Where(e => e.Name.LocalName == "group"))
        {
            offset += DimensionBytes;
            for (int k = 0; k < Cases.BookCases.EntryCount; k++)
            {
                fields.AddRange(Fields(group, types, offset, $"{Text(group, "name")}[{k}]."));
                offset += Number(group, "blockLength");
            }
        }

        return new SchemaMessage(
            name, Number(schema, "id"), Number(schema, "version"), Number(message, "id"), blockLength, fields);
    }

    internal static string Text(XElement element, string attribute) => element.Attribute(attribute)!.Value;

    internal static int Number(XElement element, string attribute) =>
        int.Parse(Text(element, attribute), CultureInfo.InvariantCulture);

    internal static int PrimitiveBytes(string primitive) => primitive switch
    {
        "char" or "uint8" or "int8" => 1,
        "uint16" or "int16" => 2,
        "uint32" or "int32" => 4,
        "uint64" or "int64" => 8,
        _ => throw new InvalidDataException($"primitive {primitive} is not used by these schemas"),
    };

    private static IEnumerable<XElement> OwnTypes(XElement schema) =>
        schema.Elements().Where(e => e.Name.LocalName == "types").Elements();

    private static IEnumerable<SchemaField> Fields(XElement parent, XElement[] types, int start, string prefix) =>
        from field in parent.Elements()
        where field.Name.LocalName == "field"
        select Field(prefix + Text(field, "name"), types, start + Number(field, "offset"), Text(field, "type"));

    private static SchemaField Field(string name, XElement[] types, int offset, string typeName)
    {
        XElement? type = types.SingleOrDefault(e => Text(e, "name") == typeName);
        if (type is null)
        {
            return new SchemaField(name, offset, PrimitiveBytes(typeName), typeName, false, null, false);
        }

        switch (type.Name.LocalName)
        {
            case "composite":
                XElement mantissa = type.Elements().First();
                int exponent = int.Parse(type.Elements().Last().Value, CultureInfo.InvariantCulture);
                return new SchemaField(name, offset, 8, "int64", IsOptional(mantissa), exponent, false);
            case "enum" or "set":
                string encoding = Text(type, "encodingType");
                return new SchemaField(name, offset, PrimitiveBytes(encoding), encoding, false, null, false);
            default:
                string primitive = Text(type, "primitiveType");
                int length = type.Attribute("length") is null ? 1 : Number(type, "length");
                int bytes = PrimitiveBytes(primitive) * length;
                return new SchemaField(name, offset, bytes, primitive, IsOptional(type), null, length > 1);
        }
    }

    private static bool IsOptional(XElement type) => (string?)type.Attribute("presence") == "optional";
}
