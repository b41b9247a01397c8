using System;
using System.Collections.Generic;
using Appliance.Sbe.Diagnostics;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Reading;

/// <summary>
/// Reads an SBE schema: XML into a model in which every reference is followed and every byte has its place. Whatever
/// the bytes are, the outcome is a result with findings, never an exception.
/// </summary>
public static class SbeSchemaReader
{
    private const string DefaultHeader = "messageHeader";

    /// <summary>Reads one schema.</summary>
    /// <param name="file">The path of the file as findings shall name it.</param>
    /// <param name="bytes">Its content.</param>
    /// <param name="files">Where included files come from.</param>
    public static SbeReadResult Read(string file, byte[] bytes, ISbeFiles files)
    {
        var findings = new Findings();
        SbeSchema? schema = null;
        if (SchemaXml.Read(file, bytes, findings) is { } root)
        {
            schema = ReadRoot(root, files, findings);
        }

        return new SbeReadResult(findings.HasErrors ? null : schema, findings.InOrder());
    }

    private static SbeSchema? ReadRoot(SchemaElement root, ISbeFiles files, Findings findings)
    {
        if (root.Name != "messageSchema")
        {
            findings.Add(SbeRules.WrongRoot, root.Position, "<" + root.Name + "> is no messageSchema");
            return null;
        }

        new IncludeExpander(files, findings).Expand(root);
        var table = new TypeTable(findings);
        var messages = new List<SchemaElement>();
        foreach (SchemaElement child in root.Children)
        {
            switch (child.Name)
            {
                case "types":
                    table.Declare(child);
                    break;
                case "message":
                    messages.Add(child);
                    break;
                default:
                    string skipped = "<" + child.Name + "> is neither types nor a message";
                    findings.Add(SbeRules.UnknownElement, child.Position, skipped);
                    break;
            }
        }

        SbeSchema schema = ReadHead(root, table);
        schema.Types.AddRange(table.ResolveAll());
        ReadMessages(root, schema, table, messages);
        return schema;
    }

    private static SbeSchema ReadHead(SchemaElement root, TypeTable table)
    {
        AttributeReader attributes = table.Attributes;
        var schema = new SbeSchema
        {
            File = root.Position.File,
            Package = AttributeReader.Text(root, "package"),
            SemanticVersion = AttributeReader.Text(root, "semanticVersion"),
            Description = AttributeReader.Text(root, "description"),
            Version = attributes.Count(root, "version") ?? 0,
        };
        if (attributes.Required(root, "id").Length > 0)
        {
            schema.Id = attributes.Count(root, "id") ?? 0;
        }

        string order = AttributeReader.Text(root, "byteOrder");
        if (string.Equals(order, "bigEndian", StringComparison.OrdinalIgnoreCase))
        {
            schema.ByteOrder = SbeByteOrder.BigEndian;
        }
        else if (order.Length > 0 && !string.Equals(order, "littleEndian", StringComparison.OrdinalIgnoreCase))
        {
            string fault = "byteOrder=\"" + order + "\" is neither littleEndian nor bigEndian";
            table.Findings.Add(SbeRules.BadAttribute, root.At("byteOrder"), fault);
        }

        return schema;
    }

    private static void ReadMessages(
        SchemaElement root, SbeSchema schema, TypeTable table, List<SchemaElement> messages)
    {
        string headerName = AttributeReader.Text(root, "headerType");
        headerName = headerName.Length == 0 ? DefaultHeader : headerName;
        var composites = new SpecialComposites(table);
        SbeHeader? header = composites.ReadHeader(headerName, root.At("headerType"));
        if (header is not null)
        {
            schema.Header = header;
            CheckFits(schema.Id, header.SchemaId, root.At("id"), table.Findings);
            CheckFits(schema.Version, header.Version, root.At("version"), table.Findings);
        }

        var blocks = new BlockReader(table, composites, headerName);
        var lint = new BlockLint(schema, table.Findings);
        var byId = new Dictionary<int, SbeMessage>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (SchemaElement element in messages)
        {
            var message = new SbeMessage();
            blocks.Read(element, message, header?.BlockLength);
            CheckIdentity(element, message, table, byId, names);
            schema.Messages.Add(message);
            if (header is not null)
            {
                CheckFits(message.Id, header.TemplateId, element.At("id"), table.Findings);
                lint.Check(message);
            }
        }
    }

    private static void CheckIdentity(
        SchemaElement element,
        SbeMessage message,
        TypeTable table,
        Dictionary<int, SbeMessage> byId,
        HashSet<string> names)
    {
        if (message.Name.Length > 0 && !names.Add(message.Name))
        {
            string twice = "there is a message " + message.Name + " already";
            table.Findings.Add(SbeRules.DuplicateName, element.At("name"), twice);
        }

        if (table.Attributes.Required(element, "id").Length == 0
            || table.Attributes.Count(element, "id") is not { } id)
        {
            return;
        }

        message.Id = id;
        if (byId.TryGetValue(id, out SbeMessage? twin))
        {
            string fault = message.Name + " and " + twin.Name + " have the id " + id;
            table.Findings.Add(SbeRules.DuplicateMessageId, element.At("id"), fault);
        }

        byId[id] = message;
    }

    private static void CheckFits(int value, SbeMember place, SourcePosition position, Findings findings)
    {
        if (!BlockReader.Fits(value, place))
        {
            findings.Add(SbeRules.TooLong, position, value + " does not fit " + place.Name + " of the header");
        }
    }
}
