using System;
using System.Collections.Generic;
using Appliance.Sbe.Diagnostics;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Reading;

/// <summary>Reads what a message and a group hold: fields with their places, groups, variable-length data.</summary>
internal sealed class BlockReader
{
    private const string DefaultDimension = "groupSizeEncoding";

    private readonly TypeTable table;
    private readonly AttributeReader attributes;
    private readonly Findings findings;
    private readonly FieldReader fields;
    private readonly SpecialComposites composites;
    private readonly string headerName;

    public BlockReader(TypeTable table, SpecialComposites composites, string headerName)
    {
        this.table = table;
        this.composites = composites;
        this.headerName = headerName;
        attributes = table.Attributes;
        findings = table.Findings;
        fields = new FieldReader(table);
    }

    /// <summary>
    /// Fills in a block; lengthPlace is the member that carries its length, null when that is at fault.
    /// </summary>
    public void Read(SchemaElement element, SbeBlock block, SbeMember? lengthPlace)
    {
        block.Name = attributes.Required(element, "name");
        block.Description = AttributeReader.Text(element, "description");
        block.SemanticType = AttributeReader.Text(element, "semanticType");
        block.SinceVersion = attributes.Count(element, "sinceVersion") ?? 0;
        block.Deprecated = attributes.Deprecated(element);
        block.Position = element.Position;
        var names = new HashSet<string>(StringComparer.Ordinal);
        var layout = new BlockLayout(findings);
        int stage = 0;
        bool isFirst = true;
        foreach (SchemaElement child in element.Children)
        {
            int kind = Array.IndexOf(Kinds, child.Name);
            if (kind < 0)
            {
                string unknown = "<" + child.Name + "> is no field, group or data";
                findings.Add(SbeRules.UnknownElement, child.Position, unknown);
                continue;
            }

            if (kind < stage)
            {
                string order = child.Name + " stands behind " + Kinds[stage] + ": on the wire it comes before";
                findings.Add(SbeRules.ElementOrder, child.Position, order);
            }

            stage = Math.Max(stage, kind);
            if (CheckName(child, names))
            {
                ReadPart(child, block, layout, isFirst && block is SbeMessage);
            }

            isFirst = false;
        }

        layout.CheckOverlap();
        SetLength(element, block, layout.End, lengthPlace);
    }

    private static readonly string[] Kinds = { "field", "group", "data" };

    private bool CheckName(SchemaElement element, HashSet<string> names)
    {
        string name = AttributeReader.Text(element, "name");
        if (name.Length == 0 || names.Add(name))
        {
            return true;
        }

        findings.Add(SbeRules.DuplicateName, element.At("name"), name + " is there already");
        return false;
    }

    private void ReadPart(SchemaElement element, SbeBlock block, BlockLayout layout, bool mayBeHeader)
    {
        switch (element.Name)
        {
            case "field" when mayBeHeader && AttributeReader.Text(element, "type") == headerName:
                string skipped = "the message header is no field of the block; it is skipped";
                findings.Add(SbeRules.HeaderAsField, element.Position, skipped);
                break;
            case "field":
                ReadField(element, block, layout);
                break;
            case "group":
                ReadGroup(element, block);
                break;
            default:
                ReadData(element, block);
                break;
        }
    }

    private void ReadField(SchemaElement element, SbeBlock block, BlockLayout layout)
    {
        int? offset = attributes.Count(element, "offset");
        if (fields.Read(element) is { } field
            && layout.Place(field.Name, element, offset, Bytes(field)) is { } at)
        {
            field.Offset = at;
            block.Fields.Add(field);
        }
    }

    // What is constant, or holds nothing but constants, takes no place.
    private static int? Bytes(SbeField field) => field.EncodedLength == 0 ? (int?)null : field.EncodedLength;

    private void ReadGroup(SchemaElement element, SbeBlock block)
    {
        string dimensionName = AttributeReader.Text(element, "dimensionType");
        dimensionName = dimensionName.Length == 0 ? DefaultDimension : dimensionName;
        SbeDimension? dimension = composites.ReadDimension(dimensionName, element.At("dimensionType"));
        var group = new SbeGroup { Id = fields.ReadId(element), Dimension = dimension! };
        Read(element, group, dimension?.BlockLength);
        if (dimension is not null && group.Name.Length > 0)
        {
            block.Groups.Add(group);
        }
    }

    private void ReadData(SchemaElement element, SbeBlock block)
    {
        var data = new SbeData
        {
            Name = attributes.Required(element, "name"),
            Id = fields.ReadId(element),
            Description = AttributeReader.Text(element, "description"),
            SemanticType = AttributeReader.Text(element, "semanticType"),
            Deprecated = attributes.Deprecated(element),
            Position = element.Position,
        };
        int? since = attributes.Count(element, "sinceVersion");
        string typeName = attributes.Required(element, "type");
        if (typeName.Length > 0 && composites.ReadData(data, typeName, element.At("type")) && data.Name.Length > 0)
        {
            data.SinceVersion = since ?? data.Composite.SinceVersion;
            block.Data.Add(data);
        }
    }

    private void SetLength(SchemaElement element, SbeBlock block, int end, SbeMember? place)
    {
        // The reference tool writes 0 for "not given", and so do schemas made with it.
        int written = attributes.Count(element, "blockLength") ?? 0;
        if (written != 0 && written < end)
        {
            string fault = "blockLength " + written + " is less than the " + end + " bytes of the fields";
            findings.Add(SbeRules.BlockTooShort, element.At("blockLength"), fault);
        }

        if (written > SbeLimits.BlockBytesMax)
        {
            string fault = "blockLength " + written + " is more than " + SbeLimits.BlockBytesMax;
            findings.Add(SbeRules.TooLong, element.At("blockLength"), fault);
            written = end;
        }

        block.BlockLength = Math.Max(written, end);
        if (place is not null && !Fits(block.BlockLength, place))
        {
            string fault = "a block of " + block.BlockLength + " bytes does not fit " + place.Name;
            findings.Add(SbeRules.TooLong, element.At("blockLength"), fault);
        }
    }

    /// <summary>Whether a member of the header or a dimension has enough bits for a number.</summary>
    public static bool Fits(int value, SbeMember place) =>
        place.Type.EncodedLength >= sizeof(int) || value >> (8 * place.Type.EncodedLength) == 0;
}
